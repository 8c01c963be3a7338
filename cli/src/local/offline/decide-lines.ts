import { type DecidedLine, decideLine, refusedLine } from './decide-line';
import { MOST_BYTES } from './read-case';
import { readLines } from './read-lines';
import { SharedParts } from './shared-parts';

const TOO_LONG = {
	code: 'CASE_TOO_LARGE',
	message: `a case has at most ${MOST_BYTES} bytes`,
	path: null,
} as const;

export interface DecidedLines {
	readonly read: number;
	readonly decided: number;
	readonly refused: number;
	/** Cases that came out otherwise than they expected. */
	readonly different: number;
	readonly seconds: number;
}

/** Decides the cases of a stream, one a line, in their order; empty lines are none. */
export async function decideLines(
	source: AsyncIterable<Uint8Array>,
	withTrace: boolean,
	answer: (line: number, decided: DecidedLine) => void | Promise<void>,
): Promise<DecidedLines> {
	const began = performance.now();
	const options = { withTrace, shared: new SharedParts(), lookedThrough: new WeakSet<object>() };
	const counts = { read: 0, decided: 0, refused: 0, different: 0 };
	for await (const lines of readLines(source, MOST_BYTES)) {
		for (const { number, bytes } of lines) {
			if (bytes !== null && isBlank(bytes)) continue;
			const decided = bytes === null ? refusedLine(number, TOO_LONG) : decideLine(bytes, number, options);
			counts.read++;
			counts[decided.kind]++;
			if (decided.kind === 'decided' && decided.difference) counts.different++;
			await answer(number, decided);
		}
	}
	return { ...counts, seconds: Math.round(performance.now() - began) / 1000 };
}

const SPACE = 32;

/** Nothing but spaces: all that JSON knows as such, a byte above none of them. */
const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte <= SPACE);
