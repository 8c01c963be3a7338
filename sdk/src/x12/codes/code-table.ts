import { packCode } from '../segment';

/** A code list both ways: the wire's code to our word, and back. */
export interface CodeTable<Word extends string> {
	/** By packed code, as `Segment.code` gives it. */
	readonly word: (packed: number) => Word | undefined;
	readonly code: (word: Word) => string;
}

/** Where several codes mean one word, the first is the one that is written. */
export function codeTable<const Word extends string>(
	codes: readonly (readonly [code: string, word: Word])[],
): CodeTable<Word> {
	const words = new Map(codes.map(([code, word]) => [packCode(code), word]));
	const back = new Map<Word, string>();
	for (const [code, word] of codes) if (!back.has(word)) back.set(word, code);
	return { word: (packed) => words.get(packed), code: (word) => back.get(word) ?? '' };
}
