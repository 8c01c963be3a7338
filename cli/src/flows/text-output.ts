import { gzipSync } from 'node:zlib';
import { StandardOutput } from './standard-output';
import { openOutput } from './write-output';

export interface TextOutput {
	write(text: string): Promise<void>;
	close(): Promise<void>;
}

const SILENT: TextOutput = { write: async () => {}, close: async () => {} };

interface TextOutputOptions {
	/** With gzip: pieces of it one after the other are gzip. */
	readonly isPacked?: boolean;
	/** Standard output is kept for the summary of `--json`: nothing else is written there. */
	readonly isKept: boolean;
	/** The files that are read meanwhile. */
	readonly inputs?: readonly string[];
}

/** A file, or standard output where none is named, written piece by piece. */
export async function openTextOutput(
	path: string | undefined,
	{ isPacked = false, isKept, inputs = [] }: TextOutputOptions,
): Promise<TextOutput> {
	if (isKept && (path === undefined || path === '-')) return SILENT;
	const { descriptor, close } = await openOutput(path, inputs);
	const output = isPacked
		? new StandardOutput(descriptor, 1_048_576, (text) => gzipSync(text))
		: new StandardOutput(descriptor);
	return {
		write: (text) => output.write(text),
		close: async () => {
			await output.flush().finally(close);
		},
	};
}
