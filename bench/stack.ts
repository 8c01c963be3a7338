import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('..', import.meta.url).pathname;
const ASKES = [process.execPath, join(ROOT, 'cli/src/main.ts')];

/** A stack of its own for a measurement, driven through the command line as anybody would. */
export interface BenchStack {
	readonly folder: string;
	/** Runs `askes …` against it and answers what it printed as JSON. */
	askes<T = unknown>(...args: string[]): Promise<T>;
	remove(): Promise<void>;
}

export interface PartStatus {
	readonly name: string;
	readonly port: number;
	readonly pid: number | null;
	readonly state: string;
	readonly memory_bytes: number | null;
}

export async function startStack(): Promise<BenchStack> {
	const folder = mkdtempSync(join(tmpdir(), 'askes-bench-'));
	const where = ['--data-dir', folder, '--port-offset', String(31_000)];
	const askes = async <T>(...args: string[]): Promise<T> => {
		const child = Bun.spawn([...ASKES, ...args, ...where, '--json'], {
			stdout: 'pipe',
			stderr: 'pipe',
			cwd: folder,
		});
		const [output, errors] = await Promise.all([
			new Response(child.stdout).text(),
			new Response(child.stderr).text(),
		]);
		if ((await child.exited) !== 0) throw new Error(`askes ${args.join(' ')}: ${errors}${output}`);
		return (output.trim() === '' ? null : JSON.parse(output)) as T;
	};
	await askes('up');
	return {
		folder,
		askes,
		remove: async () => {
			await askes('down', '--delete-data').catch(() => askes('down'));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
