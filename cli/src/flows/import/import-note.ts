import { appendFile, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { isPipe } from '../open-input';

/** `$ASKES_HOME/imports`, or `~/.askes/imports`. */
export const notesFolder = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
	join(env.ASKES_HOME ?? join(homedir(), '.askes'), 'imports');

interface Begun {
	readonly batchId: string;
	readonly done: ReadonlySet<string>;
}

/**
 * What an import that was interrupted leaves behind: its batch, and by their hash the requests that were answered and had
 * nothing to reject. Going on skips those. It only spares work: without the note every claim is sent, and those that are
 * there already are known again.
 */
export class ImportNote {
	#begun: Begun | null = null;
	readonly #done = new Set<string>();

	private constructor(private readonly path: string | null) {}

	/** The note about these files, as they are now, on their way to this installation. */
	static async about(files: readonly string[], target: string, folder: string): Promise<ImportNote> {
		// What comes through a pipe is never known to be the same again.
		if (files.some(isPipe)) return ImportNote.none();
		const states = await Promise.all(
			files.map(async (file) => {
				const { size, mtimeMs } = await stat(file);
				return `${resolve(file)} ${size} ${mtimeMs}`;
			}),
		);
		const name = new Bun.CryptoHasher('sha256')
			.update([target, ...states].join('\n'))
			.digest('hex')
			.slice(0, 32);
		const note = new ImportNote(join(folder, `${name}.txt`));
		await note.#read();
		return note;
	}

	static none(): ImportNote {
		return new ImportNote(null);
	}

	/** The batch of the import that was interrupted. */
	get batchId(): string | null {
		return this.#begun?.batchId ?? null;
	}

	has(hash: string): boolean {
		return this.#begun?.done.has(hash) ?? false;
	}

	/** The batch is gone, or holds less than the note remembers: the database is another one, and nothing is skipped. */
	async forget(): Promise<void> {
		this.#begun = null;
		await this.remove();
	}

	get remembered(): number {
		return this.#begun?.done.size ?? 0;
	}

	async begin(batchId: string): Promise<void> {
		if (this.path === null || this.#begun) return;
		await mkdir(join(this.path, '..'), { recursive: true, mode: 0o700 });
		await appendFile(this.path, `${batchId}\n`, { mode: 0o600 });
	}

	/** Appended, so that a crash loses a line at most. */
	async answered(hash: string): Promise<void> {
		if (this.path === null || this.#done.has(hash)) return;
		this.#done.add(hash);
		await appendFile(this.path, `${hash}\n`);
	}

	async remove(): Promise<void> {
		if (this.path !== null) await rm(this.path, { force: true });
	}

	async #read(): Promise<void> {
		const text = this.path === null ? '' : await readFile(this.path, 'utf8').catch(() => '');
		const [batchId, ...done] = text.split('\n').slice(0, -1);
		if (batchId) this.#begun = { batchId, done: new Set(done) };
	}
}
