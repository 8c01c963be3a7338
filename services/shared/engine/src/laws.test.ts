import { expect, setDefaultTimeout, test } from 'bun:test';
import fc from 'fast-check';
import { Book } from './case/book';
import { decideCase } from './case/decide-case';
import { decide } from './decide';
import { aYear } from './testing-arbitraries';
import type { Adjustment, Case, Claim, Decision, LineDecision, Plan } from './types';

// Thousands of generated claims on a busy machine.
setDefaultTimeout(120_000);

const RUNS = { numRuns: 1_000 };

const claimsOf = ({ before = [], claim }: Case): Claim[] => [
	...before.flatMap((event) => ('claim' in event ? [event.claim] : [])),
	claim,
];

/** Decides claims one after the other, as the service does. */
function adjudicate(aCase: Case, claims: readonly Claim[], book = new Book(aCase.facts)) {
	const decisions: Decision[] = [];
	for (const claim of claims) {
		const { accumulators, history } = book;
		const decision = decide(claim, { ...aCase.facts, accumulators, history });
		decisions.push(decision);
		book.post(claim, decision);
	}
	return { book, decisions };
}

const byDate = (claims: readonly Claim[]): Claim[] =>
	claims.toSorted((a, b) => firstDate(a).localeCompare(firstDate(b)));
const firstDate = (claim: Claim): string => claim.lines.map(({ from }) => from).sort()[0] ?? '';

const total = (
	adjustments: readonly Adjustment[],
	accepts: (adjustment: Adjustment) => boolean = () => true,
): number => adjustments.filter(accepts).reduce((sum, { amount }) => sum + amount, 0);

const balancesOf = (book: Book): Record<string, number> =>
	Object.fromEntries(Object.entries(book.accumulators).filter(([, balance]) => balance !== 0));

const isDecided = ({ outcome }: Decision): boolean => outcome !== 'pended';

function checkLine(line: LineDecision): void {
	const of = (group: string) => total(line.adjustments, (adjustment) => adjustment.group === group);
	const isSurplus = line.adjustments.some(({ carc }) => carc === '94');
	expect(line.billed - total(line.adjustments)).toBe(line.paid);
	expect(line.member_owes).toBe(of('PR') as typeof line.member_owes);
	expect(line.paid).toBeGreaterThanOrEqual(0);
	expect(line.paid).toBeLessThanOrEqual(line.allowed);
	if (!isSurplus) expect(line.allowed).toBeLessThanOrEqual(line.billed);
	for (const { amount, carc } of line.adjustments) {
		expect(Number.isSafeInteger(amount)).toBe(true);
		if (carc !== '94') expect(amount).toBeGreaterThan(0);
	}
	expect(Object.values(line.funding).reduce((sum, amount) => sum + amount, 0)).toBe(line.paid);
	expect(line.outcome === 'deny').toBe(line.denial !== undefined);
	if (line.outcome === 'deny') expect(line.paid).toBe(0 as typeof line.paid);
}

test('every line and every claim foots: billed less adjustments is what is paid, and nothing is negative', () => {
	fc.assert(
		fc.property(aYear, (aCase) => {
			for (const { lines, adjustments, totals } of adjudicate(aCase, claimsOf(aCase)).decisions.filter(
				isDecided,
			)) {
				for (const line of lines) checkLine(line);
				const all = [...lines.flatMap((line) => line.adjustments), ...adjustments];
				const of = (group: string) => total(all, (adjustment) => adjustment.group === group);
				expect(totals.billed - total(all)).toBe(totals.paid);
				expect([totals.member_owes, totals.provider_writes_off, totals.other] as number[]).toEqual([
					of('PR'),
					of('CO'),
					of('OA'),
				]);
				expect(totals.paid).toBeGreaterThanOrEqual(0);
			}
		}),
		RUNS,
	);
});

test('a denied line and a pended claim move nothing', () => {
	fc.assert(
		fc.property(aYear, (aCase) => {
			for (const { outcome, lines, movements } of adjudicate(aCase, claimsOf(aCase)).decisions) {
				if (outcome === 'pended') expect(movements).toEqual([]);
				const paid = new Set(lines.filter((line) => line.outcome === 'pay').map(({ n }) => n));
				for (const { line, amount } of movements) {
					expect(paid.has(line)).toBe(true);
					expect(amount).toBeGreaterThan(0);
				}
			}
		}),
		RUNS,
	);
});

/** The ceilings of a plan and its policy, by the beginning of the key. */
function ceilingsOf({ facts: { plan, policy, authorizations = [] } }: Case): [string, number][] {
	const ceilings: [string, number | undefined][] = [
		...networks(plan, 'deductible', plan.cost_share?.in.deductible, plan.cost_share?.out?.deductible),
		...networks(plan, 'oop', plan.oop?.in, plan.oop?.out),
		...(plan.pools ?? []).map(({ id, amount }): [string, number] => [`pool:${id}|`, amount]),
		...authorizations.map(({ id, amount }): [string, number | undefined] => [
			`auth:${id}`,
			isCapped(plan) ? amount : undefined,
		]),
		['fund:aso|', policy?.aso?.amount],
		[`fund:${policy?.excess?.fund}|`, policy?.excess?.amount],
		...Object.values(plan.benefits).flatMap(({ limits = [] }) =>
			limits.flatMap(({ id, part, amount, count }): [string, number | undefined][] => [
				[part ? `limit:${id}.${part}:amount|` : `limit:${id}:amount|`, amount],
				[`limit:${id}:count|`, count],
			]),
		),
	];
	return ceilings.filter((entry): entry is [string, number] => entry[1] !== undefined);
}

type Pair = { readonly member?: number | undefined; readonly family?: number | undefined } | undefined;
const networks = (_: Plan, name: string, inside: Pair, outside: Pair): [string, number | undefined][] => [
	[`${name}.in|member`, inside?.member],
	[`${name}.in|family`, inside?.family],
	[`${name}.out|member`, outside?.member],
	[`${name}.out|family`, outside?.family],
];
const isCapped = ({ rules }: Plan): boolean => (rules?.['24'] ?? 'deny') === 'deny';

test('every balance is the sum of the movements of live decisions, and never above its limit', () => {
	fc.assert(
		fc.property(aYear, (aCase) => {
			const { book, decisions } = adjudicate(aCase, claimsOf(aCase));
			const sums: Record<string, number> = {};
			for (const { key, amount } of decisions.flatMap(({ movements }) => movements))
				sums[key] = (sums[key] ?? 0) + amount;
			expect(balancesOf(book)).toEqual(sums);
			const ceilings = ceilingsOf(aCase);
			for (const [key, balance] of Object.entries(sums)) {
				expect(balance).toBeGreaterThan(0);
				for (const [beginning, ceiling] of ceilings) {
					if (key.startsWith(beginning))
						expect({ key, over: balance > ceiling }).toEqual({ key, over: false });
				}
			}
		}),
		RUNS,
	);
});

test('void after adjudicate restores every balance', () => {
	fc.assert(
		fc.property(aYear, (aCase) => {
			const claims = claimsOf(aCase);
			const before = adjudicate(aCase, claims.slice(0, -1)).book;
			const after = adjudicate(aCase, claims).book;
			after.reverse(aCase.claim.id);
			expect(balancesOf(after)).toEqual(balancesOf(before));
			expect(after.history.filter(({ voided }) => !voided)).toEqual([...before.history]);
		}),
		RUNS,
	);
});

test('adjudicating a replacement equals adjudicating it alone', () => {
	fc.assert(
		fc.property(aYear, fc.integer({ min: 0, max: 40_000 }), (aCase, billed) => {
			const original = aCase.claim;
			const { primary: _, ...rest } = original;
			const lines = original.lines.map((line, at) =>
				at === 0 ? { ...line, billed: billed as typeof line.billed } : line,
			);
			const replacement: Claim = {
				...rest,
				id: 'replacement',
				case_id: original.case_id ?? original.id,
				lines,
			};
			const replacing = { ...replacement, replaces: original.id };
			const before = [...(aCase.before ?? []), { claim: original }];
			const alone = decideCase({ ...aCase, claim: replacement });
			expect(decideCase({ ...aCase, before, claim: replacing }).decision).toEqual(alone.decision);
		}),
		RUNS,
	);
});

test('undoing all and adjudicating in date order equals adjudicating in date order from nothing', () => {
	fc.assert(
		fc.property(aYear, (aCase) => {
			const claims = claimsOf(aCase);
			const { book } = adjudicate(aCase, claims);
			for (const { id } of claims.toReversed()) book.reverse(id);
			expect(balancesOf(book)).toEqual({});
			const again = adjudicate(aCase, byDate(claims), book);
			const fromNothing = adjudicate(aCase, byDate(claims));
			expect(again.decisions).toEqual(fromNothing.decisions);
			expect(balancesOf(again.book)).toEqual(balancesOf(fromNothing.book));
		}),
		RUNS,
	);
});

test('claims in one batch and one at a time come out the same', () => {
	fc.assert(
		fc.property(aYear, (aCase) => {
			const oneByOne = adjudicate(aCase, claimsOf(aCase));
			const batch = decideCase(aCase);
			expect([...batch.before, batch.decision]).toEqual(oneByOne.decisions);
			expect({ ...batch.accumulators }).toEqual({ ...oneByOne.book.accumulators });
		}),
		RUNS,
	);
});

test('a trace changes nothing, and each of its amounts follows from the one before', () => {
	fc.assert(
		fc.property(aYear, (aCase) => {
			const { trace, shortages: _, ...traced } = decide(aCase.claim, aCase.facts, { trace: true });
			expect(traced).toEqual(decide(aCase.claim, aCase.facts));
			const left = new Map<number, number>();
			for (const { line, before, after } of trace?.entries ?? []) {
				if (line === null || before === null || after === null) continue;
				expect(before).toBe((left.get(line) ?? before) as typeof before);
				left.set(line, after);
			}
		}),
		RUNS,
	);
});
