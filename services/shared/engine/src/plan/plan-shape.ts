/** The plan document, field by field. */
import { isSplitSound } from '@claims-askes/kernel/plan-terms';
import {
	amount,
	byType,
	count,
	dayOfYear,
	either,
	flag,
	listOf,
	named,
	note,
	object,
	oneOf,
	type Problem,
	pairOf,
	percentUpTo,
	prose,
	refine,
	type Shape,
	tableOf,
	text,
	tuple,
} from '../case/shape';

const days = count(0, 36_600);
const percent = percentUpTo(100);

const basisOf = (value: unknown): unknown =>
	typeof value === 'object' && value !== null && 'basis' in value ? value.basis : undefined;

const percentPrice = object({ basis: oneOf('percent'), percent: percentUpTo(1_000) });
const capitation = object({ basis: oneOf('capitation') });
const amountPrice = object({ basis: oneOf('fee', 'per_diem', 'case'), amount });

export const price: Shape = named(
	'Price',
	either([amountPrice, percentPrice, capitation], (value) => {
		const basis = basisOf(value);
		if (basis === 'percent') return percentPrice;
		return basis === 'capitation' ? capitation : amountPrice;
	}),
);

export const ages: Shape = refine(
	tuple(count(0, 200), count(0, 200)),
	([min, max]: [number | null, number | null], path, problems) => {
		if (min !== null && max !== null && min > max) note(problems, path, 'SPAN_INVERTED');
	},
);

const ceilings = object({ 'member?': amount, 'family?': amount });

const costShare = named(
	'CostShare',
	object({
		'deductible?': ceilings,
		'copay?': object({ amount, per: oneOf('line', 'visit', 'day') }),
		'coinsurance?': percent,
		'order?': refine(listOf(oneOf('deductible', 'copay', 'coinsurance'), 3), checkOnce, {
			uniqueItems: true,
		}),
	}),
);

/** A step that comes twice would be charged twice. */
function checkOnce(steps: readonly string[], path: string, problems: Problem[]): void {
	if (new Set(steps).size < steps.length) note(problems, path, 'CONTRADICTION');
}

const document = named(
	'DocumentRequirement',
	object({ document: text, 'channel?': oneOf('cashless', 'reimbursement'), 'over?': amount }),
);

interface SplitLimit {
	readonly parts?: readonly (readonly [string, number | string])[];
	readonly part?: string;
}

const limit = named(
	'Limit',
	refine(
		object({
			id: text,
			per: oneOf('line', 'unit', 'day', 'visit', 'case', 'year', 'two_years', 'lifetime'),
			'amount?': amount,
			'count?': count(0, 1_000_000),
			'unit?': oneOf('unit', 'day', 'visit', 'service'),
			'scope?': oneOf('member', 'family', 'group'),
			'parts?': listOf(pairOf(text, percent), 20),
			'part?': text,
		}),
		checkParts,
	),
);

function checkParts(terms: SplitLimit, path: string, problems: Problem[]): void {
	if (!isSplitSound(terms)) note(problems, `${path}.part`, 'PARTS_DO_NOT_ADD_UP');
}

interface OneOfTwo {
	readonly days?: number;
	readonly months?: number;
}

const frequency = refine(
	object({ 'days?': days, 'months?': count(0, 1_200) }),
	({ days, months }: OneOfTwo, path, problems) => {
		if ((days === undefined) === (months === undefined)) note(problems, path, 'CONTRADICTION');
	},
);

const benefit = named(
	'Benefit',
	object({
		'name?': prose,
		'covered?': flag,
		'category?': text,
		'per_day?': flag,
		'surgery?': byType('string', text, flag),
		'settings?': listOf(text),
		'specialty?': text,
		'age?': ages,
		'sex?': text,
		'waiting_days?': days,
		'window?': object({ 'pre?': days, 'post?': days }),
		'frequency?': frequency,
		'authorization?': flag,
		'documents?': listOf(byType('string', text, document)),
		'cost_share?': costShare,
		'settlement?': percent,
		'daily_cash?': amount,
		'limits?': listOf(limit, 100),
	}),
);

const pool = named(
	'Pool',
	object({
		id: text,
		scope: oneOf('member', 'family', 'group'),
		per: oneOf('year', 'lifetime'),
		amount,
		'benefits?': listOf(text),
	}),
);

const referenceOutside = object({
	basis: oneOf('reference'),
	prices: tableOf(byType('number', amount, price)),
});
const outOfNetwork: Shape = either([percentPrice, referenceOutside], (value) =>
	basisOf(value) === 'percent' ? percentPrice : referenceOutside,
);

/** The rules that can be switched: 3 to 31 without 22, 23 and 30. Which of them in which way is checked with the plan. */
const switches = refine(tableOf(oneOf('deny', 'pend', 'warn', 'off')), () => {}, {
	propertyNames: { pattern: '^([3-9]|1\\d|2[014-9]|31)$' },
});

export const planShape = named(
	'Plan',
	object({
		id: text,
		version: byType('number', count(0, 1_000_000_000), text),
		'name?': prose,
		'year_start?': dayOfYear,
		benefits: tableOf(benefit),
		'benefit_of?': tableOf(text),
		'cost_share?': object({ in: costShare, 'out?': costShare }),
		'oop?': object({ 'in?': ceilings, 'out?': ceilings }),
		'pools?': listOf(pool, 1_000),
		'cob?': oneOf('standard', 'non_duplication', 'lowest_of_three'),
		'room?': object({
			'entitled_class?': text,
			'entitled_rate?': amount,
			'method?': oneOf('none', 'proration'),
			'fixed?': listOf(text),
		}),
		'filing_days?': days,
		'newborn_days?': days,
		'child_max_age?': count(0, 200),
		'child_max_age_student?': count(0, 200),
		'waiting?': object({ 'general_days?': days, 'pre_existing_days?': days }),
		'recovery_days?': days,
		'recovery_deny?': flag,
		'settlement?': percent,
		'exclusions?': object({ 'diagnoses?': listOf(text), 'codes?': listOf(text), 'causes?': listOf(text) }),
		'non_medical?': listOf(text),
		'channels?': listOf(oneOf('cashless', 'reimbursement')),
		'documents?': listOf(document),
		'audit?': object({ 'claim_over?': amount, 'surgeries_per_day?': count(0, 1_000) }),
		'out_of_network?': outOfNetwork,
		'rules?': switches,
	}),
);
