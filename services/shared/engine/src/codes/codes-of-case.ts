/** The code sets that come with a case, arranged once per code set; their pairs and units hold on every day. */
import { dayOf } from '@claims-askes/kernel/calendar-date';
import { oncePer } from '../once-per';
import type { CodePair, CodeSets, CodeSpan } from '../types';
import { type ByCode, CodeLookup, NO_TABLES, type PairEdits } from './code-lookup';
import { DatedTable } from './dated-table';

const NO_CODES = new CodeLookup('unversioned', NO_TABLES);
const arranged = oncePer(arrange);

export function codesOf(codes: CodeSets | CodeLookup | null | undefined): CodeLookup {
	if (!codes) return NO_CODES;
	return codes instanceof CodeLookup ? codes : arranged(codes);
}

function arrange(sets: CodeSets): CodeLookup {
	const includedIn = new Map<string, string[]>();
	for (const { code, in: including } of sets.included ?? []) file(includedIn, code, including);
	const exclusiveWith = new Map<string, string[]>();
	for (const [a, b] of sets.exclusive ?? []) {
		file(exclusiveWith, a, b);
		file(exclusiveWith, b, a);
	}
	const experimental = new Set(sets.experimental);
	return new CodeLookup(String(sets.version ?? 'unversioned'), {
		diagnoses: sets.diagnoses ? spans(sets.diagnoses) : null,
		procedures: sets.procedures ? spans(sets.procedures) : null,
		bounds: byOwn(sets.bounds),
		pairs: pairsOf(sets.ptp ?? []),
		units: byOwn(sets.mue),
		includedIn: byFiled(includedIn),
		exclusiveWith: byFiled(exclusiveWith),
		addOnTo: byOwn(sets.add_on),
		necessity: byOwn(sets.necessity),
		experimental:
			experimental.size === 0 ? null : { at: (code) => (experimental.has(code) ? true : undefined) },
	});
}

function pairsOf(pairs: readonly CodePair[]): PairEdits | null {
	const byColumn2 = new Map<string, Map<string, number>>();
	for (const { col1, col2, indicator } of pairs) {
		if (indicator === 9) continue;
		const of = byColumn2.get(col2) ?? new Map<string, number>();
		byColumn2.set(col2, of.set(col1, Math.min(indicator, of.get(col1) ?? indicator)));
	}
	if (byColumn2.size === 0) return null;
	return { indicatorOf: (col1, col2) => byColumn2.get(col2)?.get(col1) };
}

function byOwn<T>(table: Readonly<Record<string, T>> | null | undefined): ByCode<T> | null {
	if (!table) return null;
	const dated = new DatedTable<T>();
	for (const [code, value] of Object.entries(table)) dated.add(code, value);
	return dated;
}

const byFiled = (filed: ReadonlyMap<string, readonly string[]>): ByCode<readonly string[]> | null =>
	filed.size === 0 ? null : { at: (code) => filed.get(code) };

function spans(table: Readonly<Record<string, CodeSpan>>): ByCode<true> {
	const dated = new DatedTable<true>();
	for (const [code, [from, to]] of Object.entries(table))
		dated.add(code, true, from == null ? undefined : dayOf(from), to == null ? undefined : dayOf(to));
	return dated;
}

function file(index: Map<string, string[]>, key: string, value: string): void {
	const filed = index.get(key);
	if (filed) filed.push(value);
	else index.set(key, [value]);
}
