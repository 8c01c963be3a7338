/** The claim, the facts and the case, field by field. What a claim lacks is left to rules 1, 2 and 4 to reject. */
import { ages, planShape, price } from '../plan/plan-shape';
import { planErrors } from '../plan/validate-plan';
import type { Authorization, Contract, Plan } from '../types';
import {
	amount,
	anything,
	byType,
	checkedOnce,
	count,
	date,
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
} from './shape';

const span = { 'from?': date, 'to?': date };

interface Span {
	readonly from?: string;
	readonly to?: string;
}

function checkSpan({ from, to }: Span, path: string, problems: Problem[]): void {
	if (from && to && to < from) note(problems, path, 'SPAN_INVERTED');
}

/** An object that is in force from one date to another. */
const inForce = (fields: Readonly<Record<string, Shape>>): Shape =>
	refine(object({ ...fields, ...span }), checkSpan);

// ── the claim ────────────────────────────────────────────────────────────────────────────────────────────────────

const units = count(1, 99_999, 'UNITS_OUT_OF_RANGE');
const channel = oneOf('cashless', 'reimbursement');
const stay = object({ 'admitted?': date, 'discharged?': date, 'class?': text });

const claimLine = object({
	'n?': count(0, 1_000_000),
	...span,
	'code?': prose,
	'modifiers?': listOf(text, 20),
	'units?': units,
	'billed?': amount,
	'benefit?': text,
	'authorization?': text,
});

const figures = named(
	'PrimaryFigures',
	object({ paid: amount, allowed: amount, left: amount, 'obliged?': amount }),
);

const claimShape = named(
	'Claim',
	object({
		'id?': prose,
		'member_id?': prose,
		'provider_id?': prose,
		'received?': date,
		'diagnoses?': listOf(text, 100),
		'lines?': listOf(claimLine, 999),
		'channel?': channel,
		'setting?': text,
		'cause?': text,
		'documents?': listOf(text, 1_000),
		'authorization?': text,
		'case_id?': text,
		'replaces?': text,
		'stay?': stay,
		'primary?': object({ 'lines?': tableOf(figures), 'claim?': figures }),
	}),
);

// ── the facts ────────────────────────────────────────────────────────────────────────────────────────────────────

const coordinated = {
	relationship: oneOf('employee', 'spouse', 'child'),
	since: date,
	'holder_birthday?': dayOfYear,
	'court_order?': flag,
	'active?': flag,
};

const member = named(
	'Member',
	object({
		birth_date: date,
		'death_date?': date,
		sex: text,
		relationship: oneOf('employee', 'spouse', 'child'),
		family_id: text,
		group_id: text,
		coverage: listOf(inForce({}), 1_000),
		'status?': text,
		'disabled?': flag,
		'student?': flag,
		'newborn?': flag,
		'pre_existing?': listOf(text, 1_000),
		'cob?': object(coordinated),
		'other_coverage?': inForce(coordinated),
	}),
);

const provider = named(
	'Provider',
	object({
		'npi?': prose,
		'status?': text,
		'licence_to?': date,
		'specialties?': listOf(text, 1_000),
		'channels?': listOf(text, 10),
	}),
);

interface RatesByClass {
	readonly amount?: number;
	readonly by_class?: Readonly<Record<string, number>>;
	readonly top_class?: string;
}

const caseRate = refine(
	object({
		'amount?': amount,
		'by_class?': tableOf(amount),
		'top_class?': text,
		'above_top_percent?': percentUpTo(1_000),
		'in_full?': flag,
	}),
	({ amount: flat, by_class, top_class }: RatesByClass, path, problems) => {
		const isOneKind = (flat === undefined) !== (by_class === undefined);
		const isTopKnown =
			top_class === undefined || (by_class !== undefined && Object.hasOwn(by_class, top_class));
		if (!isOneKind || !isTopKnown) note(problems, path, 'CONTRADICTION');
	},
);

const version = byType('number', count(0, 1_000_000_000), text);

const contractTerms = named(
	'Contract',
	inForce({
		'id?': text,
		'version?': version,
		provider_id: text,
		'prices?': tableOf(price),
		'default?': price,
		'multiple?': object({ percents: listOf(percentUpTo(1_000), 100), codes: listOf(text) }),
		'endoscopy?': tableOf(object({ base: byType('number', amount, text), codes: listOf(text) })),
		'case_rate?': caseRate,
		'claim_discount?': amount,
	}),
);

/** The others of a family are paid less its base, so the base has a price, and a code has one family. */
const contract = refine(
	contractTerms,
	({ endoscopy, prices, default: otherwise }: Contract, path, problems) => {
		const known = new Set<string>();
		for (const [family, { base, codes }] of Object.entries(endoscopy ?? {})) {
			const isPriced = typeof base !== 'string' || otherwise != null || Object.hasOwn(prices ?? {}, base);
			if (!isPriced) note(problems, `${path}.endoscopy.${family}.base`, 'BASE_NOT_PRICED');
			if (codes.some((code) => known.has(code)))
				note(problems, `${path}.endoscopy.${family}.codes`, 'CONTRADICTION');
			for (const code of codes) known.add(code);
		}
	},
);

/** Two contracts of one provider on one day would be two prices for one service. */
const contracts = refine(listOf(contract), (listed: readonly Contract[], path, problems) => {
	for (const at of overlapping(listed)) note(problems, `${path}[${at}]`, 'CONTRACTS_OVERLAP');
});

/** Of each provider's contracts in order of their beginning: where one begins before another has ended. */
function overlapping(contracts: readonly Contract[]): Set<number> {
	const beginning = ([, { from }]: Numbered): string => from ?? '0000-00-00';
	const end = ([, { to }]: Numbered): string => to ?? '9999-99-99';
	const found = new Set<number>();
	const byProvider = Map.groupBy(contracts.entries(), ([, { provider_id }]) => provider_id);
	for (const own of byProvider.values()) {
		const [first, ...others] = own.sort((a, b) => (beginning(a) < beginning(b) ? -1 : 1));
		let longest = first as Numbered;
		for (const next of others) {
			if (beginning(next) <= end(longest)) found.add(Math.max(longest[0], next[0]));
			if (end(next) > end(longest)) longest = next;
		}
	}
	return found;
}

type Numbered = readonly [at: number, contract: Contract];

const plan = refine(planShape, (document: Plan, path, problems) => {
	problems.push(...planErrors(document, `${path}.`));
});

const fund = oneOf('buffer', 'non_benefit');
const excessOfTheMember = object({
	mode: oneOf('standard'),
	'fund?': fund,
	'amount?': amount,
	'add_room?': flag,
});
const excessOfAFund = object({
	mode: oneOf('any_cause', 'except_exclusions', 'except_exclusions_and_non_medical'),
	fund,
	amount,
	'add_room?': flag,
});
const excess = either([excessOfTheMember, excessOfAFund], (value) =>
	typeof value === 'object' && value !== null && 'mode' in value && value.mode === 'standard'
		? excessOfTheMember
		: excessOfAFund,
);

const policy = object({ id: text, 'aso?': object({ amount }), 'excess?': excess });

const authorization = named(
	'Authorization',
	inForce({
		id: text,
		member_id: text,
		'status?': text,
		'provider_id?': text,
		'benefits?': listOf(text),
		'amount?': amount,
	}),
);

/** A claim cites an authorization by its id: there is one of each. */
const authorizations = refine(listOf(authorization), (listed: readonly Authorization[], path, problems) => {
	const known = new Set<string>();
	for (const [at, { id }] of listed.entries()) {
		if (known.has(id)) note(problems, `${path}[${at}].id`, 'ID_TWICE');
		known.add(id);
	}
});

const codeSpan = refine(tuple(date, date), ([from, to]: [string | null, string | null], path, problems) => {
	if (from && to && to < from) note(problems, path, 'SPAN_INVERTED');
});

const codes = named(
	'CodeSets',
	object({
		'version?': version,
		'diagnoses?': tableOf(codeSpan),
		'procedures?': tableOf(codeSpan),
		'bounds?': tableOf(object({ 'age?': ages, 'sex?': text })),
		'ptp?': listOf(object({ col1: text, col2: text, indicator: oneOf(0, 1, 9) }), 5_000_000),
		'mue?': tableOf(object({ max: count(0, 1_000_000), mai: oneOf(1, 2, 3) })),
		'included?': listOf(object({ code: text, in: text }), 5_000_000),
		'exclusive?': listOf(pairOf(text, text), 5_000_000),
		'add_on?': tableOf(listOf(text)),
		'necessity?': tableOf(listOf(text)),
		'experimental?': listOf(text),
	}),
);

const ACCUMULATOR = /^(deductible\.|oop\.|copay\.|limit:|pool:|auth:|fund:)/;

const accumulators = refine(
	tableOf(amount),
	(balances: Readonly<Record<string, number>>, path, problems) => {
		for (const key of Object.keys(balances)) {
			if (!ACCUMULATOR.test(key)) note(problems, `${path}.${key}`, 'UNKNOWN_ACCUMULATOR');
		}
	},
	{ propertyNames: { pattern: ACCUMULATOR.source } },
);

const historyLine = named(
	'HistoryLine',
	refine(
		object({
			claim_id: text,
			n: count(0, 1_000_000),
			member_id: text,
			provider_id: text,
			from: date,
			'to?': date,
			code: text,
			'modifiers?': listOf(text, 20),
			'units?': units,
			billed: amount,
			'benefit?': text,
			outcome: oneOf('pay', 'deny', 'pend', 'rejected'),
			'case_id?': text,
			'stay?': object({ admitted: date, discharged: date, 'class?': text }),
			'diagnosis?': text,
			'cut_days?': listOf(date, 1_000),
			'cut_days_of?': tableOf(listOf(date, 1_000)),
			'voided?': flag,
		}),
		checkSpan,
	),
);

const factsShape = named(
	'Facts',
	object({
		today: date,
		currency: object({ code: text, decimals: count(0, 4) }),
		'unavailable?': listOf(text, 1_000),
		'members?': tableOf(member),
		'providers?': tableOf(provider),
		'contracts?': checkedOnce(contracts),
		plan: checkedOnce(plan),
		'policy?': policy,
		'authorizations?': authorizations,
		'codes?': checkedOnce(codes),
		'accumulators?': accumulators,
		'history?': listOf(historyLine),
	}),
);

// ── the case ─────────────────────────────────────────────────────────────────────────────────────────────────────

const voided = object({ void: text });
const decided = object({ claim: claimShape });
const earlier = either([decided, voided], (value) =>
	typeof value === 'object' && value !== null && 'void' in value ? voided : decided,
);

/** A decision has lines with adjustments with remarks: what goes much deeper is no part of one. */
const DEEPEST_DECISION = 20;

function isDeeperThan(levels: number, value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part));
}

export const caseShape = object({
	claim: claimShape,
	facts: factsShape,
	'before?': listOf(earlier, 10_000),
	'name?': prose,
	'source?': prose,
	'comment?': prose,
	'expected?': refine(
		anything,
		(expected: unknown, path, problems) => {
			if (typeof expected !== 'object' || Array.isArray(expected)) note(problems, path, 'NOT_AN_OBJECT');
			else if (isDeeperThan(DEEPEST_DECISION, expected)) note(problems, path, 'TOO_DEEP');
		},
		{ type: 'object' },
	),
});
