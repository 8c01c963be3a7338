/**
 * A loop of an implementation guide as data. Segments are written the way they look on the wire:
 * `NM1*85` is an NM1 whose first element is 85, `REF*EI,SY` takes either, `HL***20` looks at the third.
 * A loop begins by one element at most. `!` marks what the guide requires, `!!` that without which the rest says nothing.
 * `x5` is how often it may stand: without it a segment once, a loop as often as it likes. What has `x0` the guide has no
 * use for, and is read all the same.
 */
export interface LoopSpec {
	readonly id: string;
	readonly name: string;
	readonly start: string;
	readonly segments: readonly string[];
	readonly loops: readonly LoopSpec[];
	/** Elements without which a segment of the loop says too little, by its name. */
	readonly requires?: Readonly<Record<string, readonly number[]>>;
	/** Elements of a segment that the guide has no use for, by its name. */
	readonly unused?: Readonly<Record<string, readonly number[]>>;
	/** The values that the guide leaves open to an element (`3`) or a component (`1-1`) of a segment, by its name. */
	readonly codes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** What a value of a segment calls for in its other elements, by the segment's name. */
	readonly when?: Readonly<Record<string, readonly Situation[]>>;
	/** The segment that stands behind the inner loops and ends them: LE after what LS began. */
	readonly closing?: string;
	/** Which reading fits the loop where its id does not say it: many loops hold a provider. */
	readonly reads?: string;
	/** The field of the canonical form that the loop fills. */
	readonly as?: string;
	/** Siblings of one rank may stand in any order; a higher rank never goes back to a lower one. */
	readonly rank?: number;
}

/** Where the element has one of the codes, the others have to say something. */
export interface Situation {
	readonly element: number;
	readonly codes: string;
	readonly requires: readonly number[];
}

type LoopParts = Partial<Omit<LoopSpec, 'id' | 'name' | 'start'>>;

export const loop = (id: string, name: string, start: string, parts: LoopParts = {}): LoopSpec => ({
	segments: [],
	loops: [],
	...parts,
	id,
	name,
	start,
});

/** A transaction set in one version of its guide. */
export interface TransactionSpec {
	readonly name: string;
	/** The transaction's number in ST01. */
	readonly transaction: string;
	/** What GS08 starts with. */
	readonly versions: readonly string[];
	/** The same of the one guide whose rules these are; the others of the family are read by its loops alone. */
	readonly guide?: string;
	readonly root: LoopSpec;
}

export const isOfGuide = ({ guide }: TransactionSpec, version: string): boolean =>
	guide !== undefined && version.startsWith(guide);

export interface SegmentPattern {
	readonly id: string;
	readonly tests: readonly { readonly element: number; readonly codes: readonly string[] }[];
	readonly required: boolean;
	/** Required, and nothing can be made of the rest without it. */
	readonly isVital: boolean;
	readonly max: number;
	/** The most that is written out: how often a loop may stand, if there is an end to it. */
	readonly most: number | undefined;
}

const patterns = new Map<string, SegmentPattern>();

export function parsePattern(source: string): SegmentPattern {
	const known = patterns.get(source);
	if (known) return known;
	const [shape = '', ...marks] = source.split(' ');
	const [id = '', ...elements] = shape.split('*');
	const tests = elements
		.map((codes, at) => ({ element: at + 1, codes: codes.split(',') }))
		.filter(({ codes }) => codes[0] !== '');
	const repeat = marks.find((mark) => mark.startsWith('x'));
	const most = repeat === undefined ? undefined : Number(repeat.slice(1));
	const isVital = marks.includes('!!');
	const pattern = { id, tests, required: isVital || marks.includes('!'), isVital, max: most ?? 1, most };
	patterns.set(source, pattern);
	return pattern;
}
