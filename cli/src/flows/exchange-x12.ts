import { detectX12 } from '@claims-askes/sdk/x12';
import { Failure } from '../failure';
import { readBytes } from './open-input';

/** How a route that takes X12 is called with a file. */
export type X12Call = {
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;
	/** The file goes out as the bytes it has: not every sender writes UTF-8. */
	readonly bodySerializer: () => Uint8Array<ArrayBuffer>;
	readonly parseAs: 'text';
};

export interface X12Answer {
	readonly answer: string;
	/** Part of what was asked could not be read: the answer ends in a 999 that says so. */
	readonly is_refused: boolean;
}

/** Sends a file to a service that answers in X12. */
export async function exchangeX12(
	path: string,
	transaction: string,
	ask: (call: X12Call) => Promise<{ data?: unknown }>,
): Promise<X12Answer> {
	const bytes = await readFile(path, transaction);
	const { data } = await ask({
		body: '',
		headers: { 'content-type': 'application/edi-x12' },
		bodySerializer: () => bytes,
		parseAs: 'text',
	});
	const answer = String(data ?? '');
	return { answer, is_refused: /~(IK5|AK9)\*R/.test(answer) };
}

async function readFile(path: string, transaction: string): Promise<Uint8Array<ArrayBuffer>> {
	const bytes = await readBytes(path);
	const found = detectX12(bytes);
	if (found?.transaction === transaction) return bytes;
	const what = found ? `an X12 ${found.transaction}` : 'no X12';
	throw new Failure('unusable', 'NOT_THE_TRANSACTION', `${path} is ${what}, and a ${transaction} is wanted`, {
		facts: { file: path },
	});
}
