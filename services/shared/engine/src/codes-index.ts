/** The code-set edits by procedure code, arranged once per code set: tables of a million pairs stay a look-up. */
import { oncePer } from './once-per';
import type { CodePair, CodeSets } from './types';

export interface CodesIndex {
	readonly sets: CodeSets;
	readonly cites: string;
	/** Pairs by the code that is denied. */
	readonly pairsByColumn2: ReadonlyMap<string, readonly CodePair[]>;
	/** The services in which a service is included. */
	readonly includedIn: ReadonlyMap<string, readonly string[]>;
	readonly exclusiveWith: ReadonlyMap<string, readonly string[]>;
	readonly experimental: ReadonlySet<string>;
}

const NO_CODES: CodeSets = {};
const indexOf = oncePer(indexCodes);

export const codesIndexOf = (codes: CodeSets | null | undefined): CodesIndex => indexOf(codes ?? NO_CODES);

function indexCodes(sets: CodeSets): CodesIndex {
	const pairsByColumn2 = new Map<string, CodePair[]>();
	for (const pair of sets.ptp ?? []) if (pair.indicator !== 9) file(pairsByColumn2, pair.col2, pair);
	const includedIn = new Map<string, string[]>();
	for (const { code, in: including } of sets.included ?? []) file(includedIn, code, including);
	const exclusiveWith = new Map<string, string[]>();
	for (const [a, b] of sets.exclusive ?? []) {
		file(exclusiveWith, a, b);
		file(exclusiveWith, b, a);
	}
	return {
		sets,
		cites: String(sets.version ?? 'unversioned'),
		pairsByColumn2,
		includedIn,
		exclusiveWith,
		experimental: new Set(sets.experimental),
	};
}

function file<T>(index: Map<string, T[]>, key: string, value: T): void {
	const filed = index.get(key);
	if (filed) filed.push(value);
	else index.set(key, [value]);
}
