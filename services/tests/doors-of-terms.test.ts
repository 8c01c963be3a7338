/**
 * Plans and contracts come in by two doors: as part of a case, which CASE.md says, and as a document to be published (`plans
 * validate` and the services ask the same functions). What contradicts itself neither takes. What can hardly be meant, but
 * can be decided by, is warned of in a case and not published. All else both take.
 */
import { expect, test } from 'bun:test';
import { contractFindings } from '@claims-askes/contracts/contract-findings';
import { type Finding, shapeFindings } from '@claims-askes/contracts/finding';
import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { planFindings } from '@claims-askes/contracts/plan-findings';
import { ContractTerms } from '@claims-askes/contracts/provider-facts';
import { CaseError, contractWarnings, parseCase, planWarnings } from '@claims-askes/engine';

type Verdict = 'refused' | 'warned of' | 'taken';
interface Answer {
	readonly verdict: Verdict;
	readonly places: readonly string[];
}

const caseWith = (plan: object, contracts: readonly object[] = []) => ({
	claim: { id: 'c', member_id: 'm', provider_id: 'p', received: '2026-01-01', diagnoses: [], lines: [] },
	facts: { today: '2026-01-01', currency: { code: 'USD', decimals: 2 }, contracts, plan },
});

function ofCase(document: unknown): Answer {
	try {
		const { plan, contracts } = parseCase(document).facts;
		const places = [
			...planWarnings(plan, 'facts.plan.'),
			...contractWarnings(contracts, 'facts.contracts'),
		].map(({ path }) => path);
		return { verdict: places.length > 0 ? 'warned of' : 'taken', places };
	} catch (error) {
		if (!(error instanceof CaseError)) throw error;
		return { verdict: 'refused', places: error.problems.map(({ path }) => path) };
	}
}

function ofDocument<T>(
	shape: { safeParse(value: unknown): { data?: T; error?: Parameters<typeof shapeFindings>[0] } },
	findings: (document: T) => Finding[],
	document: unknown,
): Answer {
	const { data, error } = shape.safeParse(document);
	const found = data === undefined ? shapeFindings(error as never) : findings(data);
	return { verdict: found.length > 0 ? 'refused' : 'taken', places: found.map(({ path }) => path) };
}

const AMOUNTS = new Set([
	...['amount', 'member', 'family', 'entitled_rate', 'claim_over', 'over', 'daily_cash', 'claim_discount'],
]);
/** The tables whose entries are amounts. */
const OF_AMOUNTS = new Set(['by_class']);

/** Terms of a case as a document writes them: amounts in decimals, and what a benefit shares for each network. */
function written(terms: unknown, key = '', isBenefit = false): unknown {
	if (Array.isArray(terms)) return terms.map((entry) => written(entry));
	if (typeof terms === 'number') return AMOUNTS.has(key) ? (terms / 100).toFixed(2) : terms;
	if (typeof terms !== 'object' || terms === null) return terms;
	return Object.fromEntries(
		Object.entries(terms).map(([name, value]) => {
			if (isBenefit && name === 'cost_share') return [name, { in: written(value) }];
			const as = OF_AMOUNTS.has(key) ? 'amount' : name;
			return [name, written(value, as, key === 'benefits')];
		}),
	);
}

const aPlan = (changes: object) => ({ id: 'plan', version: 1, benefits: { care: {} }, ...changes });
const planDocument = (changes: object) => {
	const { version: _, ...document } = written(aPlan(changes)) as Record<string, unknown>;
	return { ...document, name: 'A plan', currency: 'USD' };
};
const aContract = (changes: object) => ({ from: '2026-01-01', prices: { A: FEE }, ...changes });
const FEE = { basis: 'fee', amount: 100 };

const benefit = (terms: object) => ({ benefits: { care: terms } });
const limit = (terms: object) => benefit({ limits: [{ id: 'x', per: 'year', ...terms }] });
const parts = (...shares: unknown[]) =>
	limit({ amount: 1, part: 'p0', parts: shares.map((share, at) => [`p${at}`, share]) });
const shared = (terms: object) => ({ cost_share: { in: terms } });
const pool = { id: 'p', scope: 'member', per: 'year', amount: 1 };

/** The place is one of the case; a document tells the same one, or the setting beside it that would mend it. */
type Row = readonly [what: string, terms: object, place?: string, inDocument?: string];

const PLANS: Record<Verdict, readonly Row[]> = {
	refused: [
		['a coinsurance of more than all', shared({ coinsurance: 101 }), 'cost_share.in.coinsurance'],
		['a settlement of more than all', { settlement: '100.01' }, 'settlement'],
		['a settlement of less than nothing', { settlement: -1 }, 'settlement'],
		['a percentage with an exponent', { settlement: '1e1' }, 'settlement'],
		['an amount below nothing', { audit: { claim_over: -1 } }, 'audit.claim_over'],
		['a deductible below nothing', shared({ deductible: { member: -1 } }), 'cost_share.in.deductible.member'],
		['a pool below nothing', { pools: [{ ...pool, amount: -1 }] }, 'pools[0].amount'],
		['more than any amount', { audit: { claim_over: 10_000_000_000_100 } }, 'audit.claim_over'],
		['a step of no kind', shared({ order: ['copay', 'excess'] }), 'cost_share.in.order[1]'],
		['a step twice', shared({ order: ['copay', 'copay'] }), 'cost_share.in.order'],
		['a copay per month', shared({ copay: { amount: 1, per: 'month' } }), 'cost_share.in.copay.per'],
		['ages the wrong way round', benefit({ age: [19, 18] }), 'benefits.care.age'],
		['an age below none', benefit({ age: [-1, 18] }), 'benefits.care.age[0]'],
		['a window below none', benefit({ window: { pre: -1 } }), 'benefits.care.window.pre'],
		['a waiting period below none', benefit({ waiting_days: -1 }), 'benefits.care.waiting_days'],
		['half a day of waiting', benefit({ waiting_days: 0.5 }), 'benefits.care.waiting_days'],
		['a filing limit below none', { filing_days: -1 }, 'filing_days'],
		[
			'a frequency in days and months',
			benefit({ frequency: { days: 1, months: 1 } }),
			'benefits.care.frequency',
		],
		['a frequency in neither', benefit({ frequency: {} }), 'benefits.care.frequency'],
		['a count below none', limit({ count: -1 }), 'benefits.care.limits[0].count'],
		['a limit per week', limit({ per: 'week', amount: 1 }), 'benefits.care.limits[0].per'],
		['parts of more than the whole', parts(60, '40.000001'), 'benefits.care.limits[0].part'],
		[
			'a part that nobody named',
			limit({ amount: 1, part: 'x', parts: [['y', 50]] }),
			'benefits.care.limits[0].part',
		],
		['a part of no parts', limit({ amount: 1, part: 'x' }), 'benefits.care.limits[0].part'],
		[
			'a limit twice in a benefit',
			benefit({
				limits: [
					{ id: 'x', per: 'year', amount: 1 },
					{ id: 'x', per: 'day', amount: 1 },
				],
			}),
			'benefits.care.limits[1].id',
		],
		[
			'a shared limit on two terms',
			{
				benefits: {
					care: { limits: [{ id: 'x', per: 'year', amount: 1 }] },
					cure: { limits: [{ id: 'x', per: 'year', amount: 2 }] },
				},
			},
			'benefits.cure.limits[0]',
		],
		['a pool twice', { pools: [pool, pool] }, 'pools[1].id'],
		...[0, 1, 2, 22, 23, 30, 32].map(
			(rule): Row => [`rule ${rule} switched`, { rules: { [rule]: 'warn' } }, `rules.${rule}`],
		),
		['rule 7 off', { rules: { 7: 'off' } }, 'rules.7'],
		['rule 31 denying', { rules: { 31: 'deny' } }, 'rules.31'],
		['a rule with a leading zero', { rules: { '05': 'warn' } }, 'rules.05'],
		['a year that begins on no day', { year_start: '02-30' }, 'year_start'],
		['a setting that nobody knows', { bonus: 1 }, 'bonus'],
		['a room paid otherwise', { room: { method: 'half' } }, 'room.method'],
	],
	'warned of': [
		['parts that leave a rest', parts(50, 20), 'benefits.care.limits[0].part'],
		['a limit of nothing', limit({}), 'benefits.care.limits[0]'],
		['a code under no benefit', { benefit_of: { A: 'cure' } }, 'benefit_of.A'],
		[
			'a pool for no benefit',
			{ pools: [{ ...pool, benefits: ['cure'] }] },
			'pools[0].benefits',
			'pools[0].benefits[0]',
		],
		['again after no days', benefit({ frequency: { days: 0 } }), 'benefits.care.frequency'],
		['again after no months', benefit({ frequency: { months: 0 } }), 'benefits.care.frequency'],
		['a year that begins on a leap day', { year_start: '02-29' }, 'year_start'],
		['proration by no rate', { room: { method: 'proration' } }, 'room.method', 'room.entitled_rate'],
		['readmissions denied within no days', { recovery_deny: true }, 'recovery_deny', 'recovery_days'],
		[
			'a family’s deductible below a member’s',
			shared({ deductible: { member: 2, family: 1 } }),
			'cost_share.in.deductible.family',
		],
		['students who leave first', { child_max_age: 26, child_max_age_student: 23 }, 'child_max_age_student'],
		[
			'daily cash that is shared',
			benefit({ daily_cash: 1, settlement: 50 }),
			'benefits.care.settlement',
			'benefits.care.daily_cash',
		],
		[
			'outside more than was billed',
			{ out_of_network: { basis: 'percent', percent: 101 } },
			'out_of_network.percent',
		],
	],
	taken: [
		['every surgery seen by a person', { audit: { surgeries_per_day: 0 } }],
		['every claim seen by a person', { audit: { claim_over: 0 } }],
		['care from an age on', benefit({ age: [18, null] })],
		['care up to an age', benefit({ age: [null, 200] })],
		['parts that leave what rounding has lost', parts('33.3', '33.3', '33.3')],
		['parts that make up the whole', parts('14.3', '14.3', '14.3', '14.3', '14.3', '14.3', '14.2')],
		['a limit of no money', limit({ amount: 0 })],
		['a window on one side', benefit({ window: { post: 0 } })],
		['an order of one step', shared({ order: ['copay'] })],
		['a deductible that is switched off', benefit({ cost_share: { deductible: {} } })],
		[
			'a shared limit in other words',
			{
				benefits: {
					care: { limits: [{ id: 'x', per: 'year', count: 1 }] },
					cure: { limits: [{ id: 'x', per: 'year', count: 1, unit: 'unit', scope: 'member' }] },
				},
			},
		],
		['a century to file', { filing_days: 36_525 }],
	],
};

const CONTRACTS: Record<Verdict, readonly Row[]> = {
	refused: [
		['ends before it begins', { to: '2025-12-31' }, '', 'to'],
		['begins on no day', { from: '2026-02-30' }, 'from'],
		['pays less than nothing', { prices: { A: { ...FEE, amount: -1 } } }, 'prices.A.amount'],
		['pays on no basis', { prices: { A: { basis: 'guess', amount: 1 } } }, 'prices.A.basis', 'prices.A'],
		[
			'pays ten times the bill and more',
			{ prices: { A: { basis: 'percent', percent: '1001' } } },
			'prices.A.percent',
		],
		['gives a discount below nothing', { claim_discount: -1 }, 'claim_discount'],
		['has a base without a price', { endoscopy: { up: { base: 'B', codes: ['A'] } } }, 'endoscopy.up.base'],
		[
			'has a code in two families',
			{ endoscopy: { up: { base: 'A', codes: ['C'] }, low: { base: 'A', codes: ['C'] } } },
			'endoscopy.low.codes',
			'endoscopy.low.codes[0]',
		],
		[
			'has a top class without a rate',
			{ case_rate: { by_class: { '1': 1 }, top_class: '2', above_top_percent: 1 } },
			'case_rate',
			'case_rate.top_class',
		],
		[
			'has case rates of two kinds',
			{ case_rate: { amount: 1, by_class: { '1': 1 } } },
			'case_rate',
			'case_rate.by_class',
		],
	],
	'warned of': [
		['prices nothing', { prices: {} }, 'prices'],
		['pays more than was billed', { default: { basis: 'percent', percent: 101 } }, 'default.percent'],
		[
			'pays a procedure more than whole',
			{ multiple: { percents: [150, 50], codes: ['A'] } },
			'multiple.percents[0]',
		],
		[
			'pays a later procedure more of',
			{ multiple: { percents: [50, 100], codes: ['A'] } },
			'multiple.percents[1]',
		],
		['ranks by no list', { multiple: { percents: [], codes: ['A'] } }, 'multiple.percents'],
	],
	taken: [
		['pays each procedure alike', { multiple: { percents: [100, 50, 50, '50.0', 25], codes: ['A'] } }],
		['pays nothing for something', { prices: { A: { basis: 'fee', amount: 0 } } }],
		[
			'upgrades by more than the tariff',
			{
				case_rate: { by_class: { '1': 1 }, top_class: '1', above_top_percent: 150 },
			},
		],
	],
};

const rowsOf = (table: Record<Verdict, readonly Row[]>) =>
	VERDICTS.flatMap((verdict) =>
		table[verdict].map(([what, terms, place, inDocument = place]) => ({
			...{ what, verdict, terms },
			inCase: { verdict, place },
			inDocument: { verdict: PUBLISHED[verdict], place: inDocument },
		})),
	);
const VERDICTS = ['refused', 'warned of', 'taken'] as const;
const PUBLISHED = { refused: 'refused', 'warned of': 'refused', taken: 'taken' } as const;

const placesBelow = (root: string, place: string | undefined): string[] =>
	place === undefined ? [] : [[root, place].filter(Boolean).join('.')];
const inDots = (place: string | undefined) => place?.replaceAll(/\[(\d+)\]/g, '.$1');

test.each(rowsOf(PLANS))('a plan with $what is $verdict', ({ terms, inCase, inDocument }) => {
	expect(ofCase(caseWith(aPlan(terms)))).toEqual({
		verdict: inCase.verdict,
		places: placesBelow('facts.plan', inCase.place),
	});
	expect(ofDocument(PlanDocument, planFindings, planDocument(terms))).toEqual({
		verdict: inDocument.verdict,
		places: placesBelow('', inDots(inDocument.place)),
	});
});

test.each(rowsOf(CONTRACTS))('a contract that $what is $verdict', ({ terms, inCase, inDocument }) => {
	const contract = aContract(terms);
	expect(ofCase(caseWith(aPlan({}), [{ provider_id: 'p', ...contract }]))).toEqual({
		verdict: inCase.verdict,
		places: placesBelow('facts.contracts[0]', inCase.place),
	});
	const document = { to: null, currency: 'USD', ...(written(contract) as object) };
	expect(ofDocument(ContractTerms, contractFindings, document)).toEqual({
		verdict: inDocument.verdict,
		places: placesBelow('', inDots(inDocument.place)),
	});
});
