import { appendFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Reject } from './import-claims';

/** Where rejected claims are written, one JSON object a line; it is made with the first of them. */
export class RejectsFile {
	#isBegun = false;

	constructor(private readonly path: string) {}

	/** `claims.837` → `claims.837.rejects.ndjson`, in the current folder. */
	static beside(input: string | undefined): RejectsFile {
		return new RejectsFile(
			`${input === undefined || input === '-' ? 'stdin' : basename(input)}.rejects.ndjson`,
		);
	}

	get written(): string | null {
		return this.#isBegun ? this.path : null;
	}

	async add(reject: Reject): Promise<void> {
		// A file of an earlier run would mix its rejects with ours.
		if (!this.#isBegun) await rm(this.path, { force: true });
		this.#isBegun = true;
		await appendFile(this.path, `${JSON.stringify(reject)}\n`, { mode: 0o600 });
	}
}
