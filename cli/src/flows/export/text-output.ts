import { gzipSync } from 'node:zlib';
import { StandardOutput } from '../standard-output';
import { openOutput } from '../write-output';

export interface TextOutput {
	write(text: string): Promise<void>;
	close(): Promise<void>;
}

const SILENT: TextOutput = { write: async () => {}, close: async () => {} };

/**
 * A file or standard output, packed where asked: pieces of gzip one after the other are gzip. Standard output that is
 * kept for a summary is written nothing else.
 */
export async function openTextOutput(
	path: string | undefined,
	{ isPacked, isKept }: { readonly isPacked: boolean; readonly isKept: boolean },
): Promise<TextOutput> {
	if (isKept && path === undefined) return SILENT;
	const { descriptor, close } = await openOutput(path);
	const output = isPacked
		? new StandardOutput(descriptor, 1_048_576, (text) => gzipSync(text))
		: new StandardOutput(descriptor);
	return {
		write: (text) => output.write(text),
		close: async () => {
			await output.flush();
			await close();
		},
	};
}
