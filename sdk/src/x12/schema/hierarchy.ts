import { type LoopSpec, loop, parsePattern } from './loop-spec';

/** What the transactions share that ask or answer down a hierarchy of levels: 270, 271, 276, 277 and 278. */

export type Rules = Partial<Pick<LoopSpec, 'requires' | 'unused' | 'codes'>>;

/** What some loop of the kind has, in the order of the guides. */
const PARTY = ['REF', 'N2', 'N3', 'N4', 'PER', 'AAA', 'PRV', 'DMG', 'INS', 'HI', 'DTP', 'MPI'];

/** Of the segments of a kind those that a guide has, as it has them; the others it has no use for. */
export const having = (all: readonly string[], some: readonly string[]): string[] =>
	all.map((id) => some.find((source) => parsePattern(source).id === id) ?? `${id} x0`);

/** Elements without which segments that mean the same everywhere say too little. */
export const REQUIRED = {
	NM1: [1, 2],
	REF: [1, 2],
	N3: [1],
	N4: [1],
	PER: [1, 3, 4],
	AAA: [1, 3, 4],
	PRV: [1],
	INS: [1, 2],
	DTP: [1, 2, 3],
	AMT: [1, 2],
	QTY: [1, 2],
	SVC: [1, 2],
	STC: [1, 2],
} as const;

/** A number that names the party is required as well. */
export const NUMBERED = { ...REQUIRED, NM1: [1, 2, 8, 9] } as const;

export const DAYS = 'D8,RD8';
const REFUSAL = { 1: 'Y,N', 4: 'C,N,P,R,S,W,X,Y' };

/** A party to the matter; `most` how often it may stand, where the guide says. */
export const party = (
	id: string,
	name: string,
	start: string,
	{ has, requires = REQUIRED, codes = {}, unused }: Rules & { readonly has: readonly string[] },
): LoopSpec =>
	loop(id, name, start, {
		segments: having(PARTY, has),
		requires,
		codes: { AAA: REFUSAL, ...codes },
		...(unused ? { unused } : {}),
		rank: 0,
	});

/** The mark `!` behind the code says that there has to be one: `20 !`. */
export const level = (
	id: string,
	name: string,
	start: string,
	{
		segments = [],
		loops,
		requires = REQUIRED,
		codes = {},
	}: Rules & { readonly segments?: readonly string[]; readonly loops: readonly LoopSpec[] },
): LoopSpec =>
	loop(id, name, `HL***${start}`, {
		segments,
		loops,
		requires: { ...requires, HL: [1, 3] },
		codes: { HL: { 4: '0,1' }, AAA: REFUSAL, ...codes },
	});
