import { expect, setDefaultTimeout, test } from 'bun:test';
import { type Case, decideCase, ENGINE_VERSION, parseCase, RULES } from '@claims-askes/engine';
import { aCase, type Changes } from '@claims-askes/engine/testing';
import { aYear } from '@claims-askes/engine/testing-arbitraries';
import fc from 'fast-check';
import type { Explanation } from '../../flows/explanation/explanation';
import { explanationPage } from '../../flows/explanation/explanation-page';
import { type SumRow, sumOfLine } from '../../flows/explanation/line-sum';
import { pageMoney } from '../../flows/explanation/page-money';
import { reasonInWords } from '../../flows/explanation/reason-words';
import { withWhatWasLeft } from '../../flows/explanation/what-was-left';
import { explainCase } from './explain-case';

// Hundreds of generated years on a busy machine.
setDefaultTimeout(60_000);

const explained = (one: Case): Explanation => explainCase(one, decideCase(one, { trace: true }));
const pageOf = (changes: Changes): string => explanationPage(explained(aCase(changes)));

function sumsOf({
	decision,
	steps,
}: Explanation): { line: Explanation['decision']['lines'][number]; rows: readonly SumRow[] }[] {
	const money = pageMoney(decision.totals.billed);
	return decision.lines.map((line) => ({
		line,
		rows: sumOfLine(
			line,
			steps.filter((step) => step.line === line.number),
			money,
			decision.outcome === 'pended',
		),
	}));
}

function checkSum(rows: readonly SumRow[], billed: number, paid: number | null): void {
	let left = rows[0]?.leaves as number;
	expect(left).toBe(billed);
	for (const { change, leaves } of rows.slice(1)) {
		left += change ?? 0;
		expect(leaves as number).toBe(left);
	}
	if (paid !== null) expect(left).toBe(paid);
}

test('whatever is decided, the sum of each line leads from the bill to the payment, and every row has a reason', () => {
	fc.assert(
		fc.property(aYear, (year) => {
			const explanation = explained(year);
			const money = pageMoney(explanation.decision.totals.billed);
			const isHeld = explanation.decision.outcome === 'pended';
			for (const { line, rows } of sumsOf(explanation)) {
				if (isHeld && line.denial) {
					expect(rows).toEqual([]);
					continue;
				}
				checkSum(rows, money.read(line.billed), isHeld ? null : money.read(line.paid));
				expect(rows.map(({ label }) => label)).not.toContain('Adjusted');
			}
			expect(explanationPage(explanation)).not.toMatch(/undefined|NaN|\[object/);
		}),
		{ numRuns: 500 },
	);
});

test('what was left of a pool is what the line may still take of it, and of an inner limit never less than it takes', () => {
	let told = 0;
	fc.assert(
		fc.property(aYear, (year) => {
			const explanation = explained(year);
			for (const { rule, saw, before, after } of withWhatWasLeft(
				explanation,
				pageMoney(explanation.decision.totals.billed),
			)) {
				const found = (saw?.found ?? [saw]) as { left?: { amount?: number }; amount?: number }[];
				const [left, ...more] = found.map((one) => one?.left?.amount);
				if (left === undefined || before === null || after === null) continue;
				const [arrives, leaves] = [before, after].map((text) => Math.round(Number(text) * 100)) as [
					number,
					number,
				];
				if (rule === 'S9' && more.length === 0) expect(leaves).toBe(Math.min(arrives, left));
				if (rule === 'S9' || rule === 'S4') expect(leaves).toBeLessThanOrEqual(left);
				told++;
			}
		}),
		{ numRuns: 500 },
	);
	expect(told).toBeGreaterThan(100);
});

test('what another line’s day or plan year left is not told of a line that moves nothing', () => {
	const byDay = pageOf({
		lines: [{}, { from: '2026-06-11' }],
		benefit: { limits: [{ id: 'care', per: 'day', amount: 400 }] },
		plan: { pools: [{ id: 'all', scope: 'member', per: 'year', amount: 400 }] },
	});
	expect(byDay.match(/care: at most .*/g)).toEqual([
		'care: at most 4.00 a day (4.00 left)',
		'care: at most 4.00 a day',
	]);
	const byYear = pageOf({
		lines: [{ from: '2025-12-31' }, { from: '2026-01-01', billed: 0 }],
		plan: { pools: [{ id: 'all', scope: 'member', per: 'year', amount: 400 }] },
	});
	expect(byYear.match(/all: at most .*/g)).toEqual([
		'all: at most 4.00 a year (4.00 left)',
		'all: at most 4.00 a year',
	]);
	const usedUp = pageOf({
		lines: [{}, { from: '2026-06-11' }],
		plan: { cost_share: { in: { deductible: { member: 400 } } } },
		facts: { accumulators: { 'deductible.in|member:member-1|2026': 400 } },
	});
	const told = 'at most 4.00 a year for the member (0.00 left)';
	expect(usedUp.match(/at most 4.00 a year .*/g)).toEqual([told, told]);
});

test('a limit, a pool and a deductible say what earlier claims and the lines before have left of them', () => {
	const visits = { id: 'visits', per: 'year', count: 3, unit: 'visit' };
	const earlier = { id: 'earlier', lines: [{ n: 1, from: '2026-03-01', code: 'A', billed: 1_000 }] };
	const page = pageOf({
		before: [
			{
				claim: {
					...{
						member_id: 'member-1',
						provider_id: 'provider-1',
						received: '2026-03-05',
						diagnoses: ['J18.9'],
					},
					...earlier,
				},
			},
		],
		lines: [{}, { from: '2026-06-11' }],
		benefit: { limits: [visits] },
		plan: {
			cost_share: { in: { deductible: { member: 1_200 } } },
			pools: [{ id: 'annual', scope: 'family', per: 'year', amount: 5_000 }],
		},
	});
	const [first = '', second = ''] = page.split('\nLine ').slice(1);
	expect(first).toContain('visits: at most 3 visits a year (2 left)');
	expect(first).toContain('at most 12.00 a year for the member (2.00 left)');
	expect(first).toContain('annual: at most 50.00 a year (50.00 left) for the family');
	expect(second).toContain('visits: at most 3 visits a year (1 left)');
	expect(second).toContain('at most 12.00 a year for the member (0.00 left)');
	expect(second).toContain('annual: at most 50.00 a year (42.00 left) for the family');
});

test('every reason that a rule can give has words', () => {
	for (const carc of RULES.flatMap(({ carcs }) => carcs)) {
		expect({ carc, words: reasonInWords(carc) }).not.toEqual({ carc, words: 'adjusted' });
	}
});

test('a claim is told in full: the verdict, every rule, the sum, who bears what, and what it uses', async () => {
	const file = new URL(
		'../../../../examples/cases/deductible-of-one-line-and-a-primary-payer.json',
		import.meta.url,
	);
	const page = explanationPage(explained(parseCase(await Bun.file(file).json())));
	for (const { number, name } of RULES) {
		expect(page).toMatch(new RegExp(`^ +${number} {2}(ok|-) +${RegExp.escape(name)}$`, 'm'));
	}
	expect(page.replace(/\n {2}[ \d]\d {2}(ok|-) .*/g, '')).toBe(`\
Claim claim-1 is approved. Of 751.50 USD billed the plan pays 310.00, and the member owes 220.00.
  Line 1, SURGERY on 2026-06-10: 280.00 of 585.00 paid
  Line 2, VISIT on 2026-06-10: 30.00 of 166.50 paid

The rules, in order (-: there was nothing to look at)

Line 1, SURGERY on 2026-06-10, 1 unit, benefit surgery
  Billed                                    585.00
  The contract prices the service   -85.00  500.00  CO-45
    500.00 a unit
  The deductible                   -150.00  350.00  PR-1
    at most 150.00 a year for the member (150.00 left)
  The coinsurance                   -70.00  280.00  PR-2
    20 % of what remains
  The plan pays                             280.00
  The member owes 220.00: 150.00 deductible (PR-1), 70.00 coinsurance (PR-2).
  The provider writes off 85.00: above the agreed price (CO-45).

Line 2, VISIT on 2026-06-10, 1 unit, benefit visit
  Billed                                               166.50
  The contract prices the service                0.00  166.50
    166.50 a unit
  What another payer has paid is coordinated  -136.50   30.00  OA-23
    the other payer allowed 166.50, paid 136.50 and left 30.00
  The plan pays                                         30.00
  Nobody here owes 136.50: what another payer paid or adjusted (OA-23).

In all
  billed                  751.50 USD
  allowed                 666.50 USD
  the plan pays           310.00 USD
  the member owes         220.00 USD
  the provider writes off  85.00 USD
  nobody here owes        136.50 USD

What the claim uses
  deductible in network of the member, 2026: 150.00

Decided by engine ${ENGINE_VERSION} on plan tr3@1, contract hospital-1@2026-01-01, codes unversioned.`);
});

test('a denial says which rule, why, and what it saw', () => {
	const page = pageOf({ lines: [{ from: '2023-12-31' }] });
	expect(page).toContain('Line 1, A on 2023-12-31: denied, before the coverage began (26)');
	expect(page).toContain('   8  DENIED    A service lies within the coverage');
	expect(page).toContain(
		'line 1: before the coverage began (26). It saw: from 2023-12-31, to 2023-12-31, coverage from 2024-01-01',
	);
	expect(page).toContain('Denied: before the coverage began');
});

test('rules that are limits and pools are told with the others', () => {
	const limits = [
		{ id: 'visits', per: 'year', count: 1, unit: 'service' },
		{ id: 'most', per: 'year', amount: 800 },
	];
	const plan = { pools: [{ id: 'annual', scope: 'member', per: 'year', amount: 5_000 }] };
	const page = pageOf({ benefit: { limits }, plan, lines: [{}, { code: 'B' }] });
	expect(page).toMatch(/^ {2}22 {2}cut .*$/m);
	expect(page).toMatch(/^ {2}23 {2}DENIED .*\n +line 2: the maximum of the benefit is reached \(119\)$/m);
	expect(page).toMatch(/^ {2}30 {2}ok /m);
	expect(pageOf({ claim: { provider_id: 'nobody' } })).not.toMatch(/^ {2}22 /m);
});

test('a claim that waits for a person shows every reason, and what it would pay', () => {
	const page = pageOf({ plan: { audit: { claim_over: 500 }, documents: [{ document: 'invoice' }] } });
	expect(page).toContain('is held: a person has to look at it');
	expect(page).toContain('held, a document is missing (252); waits for a person (133)');
	expect(page).toContain('It saw: missing invoice');
	expect(page).toContain('The plan would pay, once released');
	expect(page).toMatch(/^In all\n {2}billed +10\.00 USD\n\nDecided/m);
});

test('a line that waits for a price is not said to pay its bill', () => {
	const page = pageOf({ lines: [{ code: 'A' }, { code: 'Z', benefit: 'care' }] });
	expect(page).toContain('held, no price is agreed (147)');
	expect(page).toMatch(
		/ {2}Billed +10\.00\n {2}What the plan would pay cannot be said before a price is agreed\.$/m,
	);
	expect(page.match(/The plan would pay, once released/g)).toHaveLength(1);
});

test('a claim that was rejected at the door says what is wrong and where', () => {
	const page = pageOf({ claim: { provider_id: 'nobody' }, lines: [{ from: '2027-01-01' }] });
	expect(page).toContain('is rejected');
	expect(page).toContain('the provider is not known (208)');
	expect(page).toMatch(/line 1: a date is missing, inverted or in the future \(110/);
});

test('what several lines use of one balance is told once', () => {
	const page = pageOf({
		lines: [{}, { code: 'B' }],
		benefit: { limits: [{ id: 'visits', per: 'year', count: 5, unit: 'service' }] },
		plan: { cost_share: { in: { deductible: { member: 1_500 } } } },
	});
	expect(page).toContain('deductible in network of the member, 2026: 15.00');
	expect(page).toContain('count of limit visits of the member, 2026: 2');
});

test('days outside the coverage come off before anything is priced', () => {
	const page = pageOf({
		member: { coverage: [{ to: '2026-06-11' }] },
		benefit: { per_day: true },
		lines: [{ units: 3, billed: 3_600 }],
	});
	expect(page).toMatch(/Days after the coverage ended +-12\.00 +24\.00 {2}PR-27$/m);
});

test('what coordination puts on other payers is in its row, also where the plan pays no less for it', () => {
	const page = pageOf({
		contract: { prices: { A: { basis: 'fee', amount: 300 } } },
		claim: { primary: { lines: { 1: { paid: 400, allowed: 1_000, left: 600 } } } },
	});
	expect(page).toMatch(/What another payer has paid is coordinated +0\.00 +3\.00 {2}OA-23$/m);
});

test('a limit is told with the part that it is, and one that sets no bound is not told', () => {
	const parts = [
		['surgeon', 60],
		['theatre', 40],
	];
	const limits = [
		{ id: 'surgery', per: 'case', amount: 1_000, parts, part: 'surgeon' },
		{ id: 'open', per: 'year' },
	];
	expect(pageOf({ benefit: { limits } })).toMatch(
		/^ +surgery: at most 60 % of 10\.00 a case, the part of the surgeon$/m,
	);
});

test('the class upgrade of a stay and the settlement percent are told as two, each with its code', () => {
	const page = pageOf({
		contract: { case_rate: { by_class: { '1': 900, '2': 700 } } },
		plan: { room: { entitled_class: '2' }, settlement: 80 },
		claim: { stay: { admitted: '2026-06-09', discharged: '2026-06-11', class: '1' } },
	});
	expect(page).toMatch(/^ {2}The contract prices the service .*CO-45 PR-78$/m);
	expect(page).toMatch(/^ {2}The settlement percent .*PR-2$/m);
});

test('an open bound of age is told as one', () => {
	const page = pageOf({ facts: { codes: { bounds: { A: { age: [65, null] } } } } });
	expect(page).toContain('bounds age from 65');
});

test('a share is told with its terms, and with what the out-of-pocket maximum gave back of it', () => {
	const page = pageOf({
		plan: {
			cost_share: {
				in: {
					deductible: { member: 200, family: 500 },
					copay: { amount: 50, per: 'visit' },
					coinsurance: 20,
				},
			},
			oop: { in: { member: 300 } },
		},
	});
	expect(page).toContain(
		'at most 2.00 a year for the member (2.00 left) and 5.00 a year for the family (5.00 left)',
	);
	expect(page).toContain('0.50 a visit');
	expect(page).toContain('20 % of what remains; 1.00 less, for the out-of-pocket maximum is reached');
});

test('the group is told of its balance by its name', () => {
	const page = pageOf({ facts: { policy: { id: 'policy', aso: { amount: 10 } } } });
	expect(page).toContain('The group is told: the balance of the group (ASO) does not hold this claim.');
	const usedUp = pageOf({ facts: { policy: { id: 'policy', aso: { amount: 1_000 } } } });
	expect(usedUp).toContain('The group is told: the balance of the group (ASO) is used to 100 percent.');
});
