import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { layoutOf, logOf, type StackOptions } from './stack';

export interface PartLog {
	readonly name: string;
	readonly path: string;
	/** The last lines asked for. */
	readonly lines: readonly string[];
	/** How much of the file they were read from. */
	readonly size: number;
}

const LOOK_EVERY_MS = 200;

/** The last lines of one part's log, or of all. */
export function readLogs(options: StackOptions, part: string | undefined, count: number): PartLog[] {
	const { folder } = layoutOf(options);
	const all = dirname(logOf(folder, 'any'));
	if (!existsSync(all)) return [];
	return readdirSync(all)
		.filter((file) => file.endsWith('.log'))
		.map((file) => basename(file, '.log'))
		.filter((name) => part === undefined || name === part)
		.sort()
		.map((name) => {
			const path = logOf(folder, name);
			const text = readFileSync(path, 'utf8');
			const lines = text.split('\n').filter((line) => line !== '');
			return { name, path, lines: count === 0 ? [] : lines.slice(-count), size: Buffer.byteLength(text) };
		});
}

/** Tells each line as it is added, for ever. */
export async function followLogs(
	logs: readonly PartLog[],
	tell: (name: string, line: string) => void,
): Promise<never> {
	const ends = new Map(logs.map((log) => [log.path, log.size]));
	while (true) {
		await Bun.sleep(LOOK_EVERY_MS);
		for (const { name, path } of logs) {
			const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
			const from = ends.get(path) ?? 0;
			// A shorter file is a new one: the old was put aside when it grew too long.
			const { text, end } = await readWholeLines(path, size < from ? 0 : from, size);
			ends.set(path, end);
			for (const line of text.split('\n')) if (line !== '') tell(name, line);
		}
	}
}

async function readWholeLines(
	path: string,
	from: number,
	to: number,
): Promise<{ text: string; end: number }> {
	if (to <= from) return { text: '', end: to };
	const file = await open(path);
	try {
		const buffer = Buffer.alloc(to - from);
		await file.read(buffer, 0, buffer.length, from);
		const complete = buffer.lastIndexOf('\n') + 1;
		return { text: buffer.toString('utf8', 0, complete), end: from + complete };
	} finally {
		await file.close();
	}
}
