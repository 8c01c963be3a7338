/** For tests: a small valid case of which a test changes only what matters, and a decision in a few words. */
import { type CaseResult, decideCase } from './case/decide-case';
import { parseCase } from './case/parse-case';
import type { DecideOptions } from './decide';
import type { Case, Minor, RuleId } from './types';

export interface Changes {
	readonly claim?: object;
	/** Each starts from one unit of code A, billed and priced at 1,000. */
	readonly lines?: readonly object[];
	readonly member?: object;
	readonly provider?: object;
	readonly contract?: object;
	readonly plan?: object;
	/** Of the benefit `care`, to which the codes A to D belong. */
	readonly benefit?: object;
	readonly facts?: object;
	readonly before?: readonly object[];
}

export const aLine = (n: number, change: object = {}): object => ({
	n,
	from: '2026-06-10',
	code: 'A',
	billed: 1_000,
	...change,
});

export function aClaim(change: object = {}, lines: readonly object[] = [{}]): object {
	return {
		id: 'claim-1',
		member_id: 'member-1',
		provider_id: 'provider-1',
		received: '2026-06-20',
		diagnoses: ['J18.9'],
		lines: lines.map((line, at) => aLine(at + 1, line)),
		...change,
	};
}

export const aMember = (change: object = {}): object => ({
	birth_date: '1990-05-14',
	sex: 'F',
	relationship: 'employee',
	family_id: 'family-1',
	group_id: 'group-1',
	coverage: [{ from: '2024-01-01' }],
	...change,
});

export const fee = (amount: number): object => ({ basis: 'fee', amount });

export const aHistoryLine = (change: object = {}): object => ({
	claim_id: 'earlier',
	n: 1,
	member_id: 'member-1',
	provider_id: 'provider-1',
	from: '2026-06-10',
	code: 'A',
	billed: 1_000,
	benefit: 'care',
	outcome: 'pay',
	case_id: 'earlier',
	diagnosis: 'J18.9',
	...change,
});

export function aCase(changes: Changes = {}): Case {
	return parseCase({
		claim: aClaim(changes.claim, changes.lines),
		...(changes.before && { before: changes.before }),
		facts: {
			today: '2026-06-30',
			currency: { code: 'USD', decimals: 2 },
			members: { 'member-1': aMember(changes.member) },
			providers: { 'provider-1': { ...changes.provider }, 'provider-2': {} },
			contracts: [
				{
					provider_id: 'provider-1',
					from: '2024-01-01',
					prices: { A: fee(1_000), B: fee(1_000), C: fee(1_000), D: fee(1_000) },
					...changes.contract,
				},
			],
			plan: {
				id: 'plan',
				version: 1,
				benefits: { care: { ...changes.benefit } },
				benefit_of: { A: 'care', B: 'care', C: 'care', D: 'care' },
				...changes.plan,
			},
			...changes.facts,
		},
	});
}

/** With amounts as plain numbers, so that a test can write them down. */
export type Plain<T> = T extends Minor ? number : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;

export const decided = (changes: Changes = {}, options: DecideOptions = {}): Plain<CaseResult> =>
	decideCase(aCase(changes), options);

/** What a rule did to a line, as `pay`, `warn 18`, `pend 18`, `deny OA-18` or `reject 110`. */
export function verdict(changes: Changes, rule: RuleId, n = 1): string {
	const { decision } = decided(changes);
	const rejection = decision.reasons?.find((reason) => reason.rule === rule);
	if (rejection) return `reject ${rejection.carc}`;
	const line = decision.lines.find((candidate) => candidate.n === n);
	if (!line) return decision.outcome;
	if (line.denial?.rule === rule) {
		const adjustment = line.adjustments.find(({ carc }) => carc === line.denial?.carc);
		return `deny ${adjustment ? `${adjustment.group}-` : ''}${line.denial.carc}`;
	}
	const pend = line.pends?.find((reason) => reason.rule === rule);
	if (pend) return `pend ${pend.carc}`;
	const warning = line.warnings?.find((reason) => reason.rule === rule);
	return warning ? `warn ${warning.carc}` : line.outcome;
}

/** A line's adjustments as sums: `{ 'CO-45': 100 }`. */
export function sums(result: Plain<CaseResult>, n = 1): Record<string, number> {
	const totals: Record<string, number> = {};
	for (const { group, carc, amount } of result.decision.lines.find((line) => line.n === n)?.adjustments ??
		[]) {
		totals[`${group}-${carc}`] = (totals[`${group}-${carc}`] ?? 0) + amount;
	}
	return totals;
}

export const paid = ({ decision }: Plain<CaseResult>): number[] => decision.lines.map((line) => line.paid);
