import { unpackCode } from '../known-codes';
import type { Step } from '../loops';
import type { Situation } from '../schema/loop-spec';
import { allElementsOf } from '../schema/segments';
import { notesOf, type SyntaxNote } from '../schema/syntax-notes';

/** An element or, where `part` is not 0, a component of it, and the values that it may have. */
export interface ClosedValue {
	readonly element: number;
	readonly part: number;
	readonly codes: ReadonlySet<string>;
}

/** What the guide and the dictionary say of the values in a step's segment. */
export interface ValueRules {
	readonly closed: readonly ClosedValue[];
	readonly notes: readonly SyntaxNote[];
	readonly situations: readonly {
		readonly element: number;
		readonly codes: ReadonlySet<string>;
		readonly requires: readonly number[];
	}[];
	/** Elements that are a day by themselves. */
	readonly days: readonly number[];
	/** Elements that say in which form the next one tells a day or a span of days. */
	readonly formats: readonly number[];
}

/** Data element numbers: the form of a date, and what is in that form. */
const FORMAT = '1250';
const IN_FORMAT = '1251';

export function valueRulesOf<B>({ id, to: { spec } }: Step<B>): ValueRules | undefined {
	const name = unpackCode(id);
	const elements = allElementsOf(name) ?? [];
	const numbers = elements.map((_, at) => at + 1);
	const rules = {
		closed: Object.entries(spec.codes?.[name] ?? {}).map(([place, codes]) => closedValue(place, codes)),
		notes: notesOf(name),
		situations: (spec.when?.[name] ?? []).map(prepared),
		days: numbers.filter((n) => elements[n - 1]?.type === 'DT'),
		formats: numbers.filter(
			(n) => elements[n - 1]?.reference === FORMAT && elements[n]?.reference === IN_FORMAT,
		),
	};
	return Object.values(rules).some(({ length }) => length > 0) ? rules : undefined;
}

const setOf = (codes: string): ReadonlySet<string> => new Set(codes.split(','));

function closedValue(place: string, codes: string): ClosedValue {
	const [element = 0, part = 0] = place.split('-').map(Number);
	return { element, part, codes: setOf(codes) };
}

const prepared = ({ element, codes, requires }: Situation) => ({ element, codes: setOf(codes), requires });
