/** The code sets that come with a case, arranged once per code set; their pairs and units hold on every day. */
import { dayOf } from '@claims-askes/kernel/calendar-date';
import { oncePer } from '../once-per';
import { own } from '../own';
import type { CodePair, CodeSets, CodeSpan } from '../types';
import { type ByCode, CodeLookup, NO_TABLES, type PairEdits } from './code-lookup';

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

const byOwn = <T>(table: Readonly<Record<string, T>> | null | undefined): ByCode<T> | null =>
	table ? { at: (code) => own(table, code) } : null;

const byFiled = (filed: ReadonlyMap<string, readonly string[]>): ByCode<readonly string[]> | null =>
	filed.size === 0 ? null : { at: (code) => filed.get(code) };

const spans = (table: Readonly<Record<string, CodeSpan>>): ByCode<true> => ({
	at(code, day) {
		const span = own(table, code);
		if (!span) return undefined;
		const [from, to] = span;
		return (from == null || dayOf(from) <= day) && (to == null || day <= dayOf(to)) ? true : undefined;
	},
});

function file(index: Map<string, string[]>, key: string, value: string): void {
	const filed = index.get(key);
	if (filed) filed.push(value);
	else index.set(key, [value]);
}
