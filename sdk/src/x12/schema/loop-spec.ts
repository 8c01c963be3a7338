/**
 * A loop of an implementation guide as data. Segments are written the way they look on the wire:
 * `NM1*85` is an NM1 whose first element is 85, `REF*EI,SY` takes either, `HL***20` looks at the third.
 * A loop begins by one element at most. `!` marks what the guide requires, `x5` how often it may stand.
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
	/** The segment that stands behind the inner loops and ends them: LE after what LS began. */
	readonly closing?: string;
	/** Which reading fits the loop where its id does not say it: many loops hold a provider. */
	readonly reads?: string;
	/** The field of the canonical form that the loop fills. */
	readonly as?: string;
	/** Siblings of one rank may stand in any order; a higher rank never goes back to a lower one. */
	readonly rank?: number;
}

type LoopParts = Partial<
	Pick<LoopSpec, 'segments' | 'loops' | 'requires' | 'unused' | 'closing' | 'reads' | 'as' | 'rank'>
>;

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
	readonly root: LoopSpec;
}

export interface SegmentPattern {
	readonly id: string;
	readonly tests: readonly { readonly element: number; readonly codes: readonly string[] }[];
	readonly required: boolean;
	readonly max: number;
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
	const pattern = { id, tests, required: marks.includes('!'), max: repeat ? Number(repeat.slice(1)) : 1 };
	patterns.set(source, pattern);
	return pattern;
}
