import { type ByCode, type CodeTables, NO_TABLES, type PairEdits } from './code-lookup';

/** Several code sets as one: what the first of them that knows a code says; of pairs the strictest edit. */
export function joinTables(parts: readonly Partial<CodeTables>[]): CodeTables {
	const tables: { -readonly [Key in keyof CodeTables]: CodeTables[Key] } = { ...NO_TABLES };
	for (const part of parts) {
		tables.diagnoses = either(tables.diagnoses, part.diagnoses);
		tables.procedures = either(tables.procedures, part.procedures);
		tables.bounds = either(tables.bounds, part.bounds);
		tables.pairs = strictest(tables.pairs, part.pairs);
		tables.units = either(tables.units, part.units);
		tables.includedIn = either(tables.includedIn, part.includedIn);
		tables.exclusiveWith = either(tables.exclusiveWith, part.exclusiveWith);
		tables.addOnTo = either(tables.addOnTo, part.addOnTo);
		tables.necessity = either(tables.necessity, part.necessity);
		tables.experimental = either(tables.experimental, part.experimental);
	}
	return tables;
}

function either<T>(a: ByCode<T> | null, b: ByCode<T> | null | undefined): ByCode<T> | null {
	if (!a || !b) return a ?? b ?? null;
	return { at: (code, day) => a.at(code, day) ?? b.at(code, day) };
}

function strictest(a: PairEdits | null, b: PairEdits | null | undefined): PairEdits | null {
	if (!a || !b) return a ?? b ?? null;
	return {
		indicatorOf(col1, col2, day) {
			const [one, other] = [a.indicatorOf(col1, col2, day), b.indicatorOf(col1, col2, day)];
			return one === undefined ? other : Math.min(one, other ?? one);
		},
	};
}
