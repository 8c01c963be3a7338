import type { PlanDocument, PlanVersion } from '@claims-askes/contracts/plan-document';
import type { Benefit, CostShare, Limit, OutOfNetwork, Plan, Pool } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { moneyIn, type ReadMoney, readEach, readIfGiven } from './money-reader';

/** Where the care was given: with a contract of ours, or without. */
export type Network = 'in' | 'out';

type Document<Key extends keyof PlanDocument> = NonNullable<PlanDocument[Key]>;
type BenefitTerms = PlanDocument['benefits'][string];
type CostShareTerms = Document<'cost_share'>['in'];
type RequiredDocument = Document<'documents'>[number];

/**
 * A published plan as the engine reads it. Where a benefit shares costs otherwise in each network, each network has its
 * own reading of the plan. A provider nobody knows is denied by rule 4: refusing belongs to intake, and is over by now.
 */
export function planOf({ document, version }: PlanVersion, network: Network): Plan {
	const read = moneyIn(decimalsOf(document.currency));
	const { id, benefits, cost_share, oop, pools, room, exclusions, documents, audit, out_of_network } =
		document;
	return {
		...settingsOf(document),
		id,
		version,
		benefits: Object.fromEntries(
			Object.entries(benefits).map(([name, terms]) => [name, benefitOf(terms, network, read)]),
		),
		cost_share: cost_share && {
			in: costShareOf(cost_share.in, read),
			out: cost_share.out && costShareOf(cost_share.out, read),
		},
		oop: oop && {
			in: oop.in && readEach(read, given(oop.in)),
			out: oop.out && readEach(read, given(oop.out)),
		},
		pools: pools?.map((pool): Pool => ({ ...pool, amount: read(pool.amount) })),
		room: room && { ...room, entitled_rate: readIfGiven(read, room.entitled_rate) },
		exclusions: exclusions && { ...exclusions, diagnoses: exclusions.diagnoses?.map(withoutDot) },
		documents: documents?.map((required) => documentOf(required, read)),
		audit: audit && { ...audit, claim_over: readIfGiven(read, audit.claim_over) },
		out_of_network: out_of_network && outOfNetworkOf(out_of_network, read),
		rules: { '4': 'deny', ...document.rules },
	};
}

/** The settings that need no reading: they say the same in the document and in the engine. */
function settingsOf(document: PlanDocument) {
	const { year_start, benefit_of, cob, filing_days, newborn_days, child_max_age, child_max_age_student } =
		document;
	const { waiting, recovery_days, recovery_deny, settlement, non_medical, channels } = document;
	return {
		...{ year_start, benefit_of, cob, filing_days, newborn_days, child_max_age, child_max_age_student },
		...{ waiting, recovery_days, recovery_deny, settlement, non_medical, channels },
	};
}

function benefitOf(terms: BenefitTerms, network: Network, read: ReadMoney): Benefit {
	const { cost_share, specialty, documents, daily_cash, limits, ...same } = terms;
	const shared = network === 'out' ? (cost_share?.out ?? cost_share?.in) : cost_share?.in;
	return {
		...same,
		specialty: specialtyOf(specialty),
		cost_share: shared && costShareOf(shared, read),
		documents: documents?.map((required) => documentOf(required, read)),
		daily_cash: readIfGiven(read, daily_cash),
		limits: limits?.map((limit): Limit => ({ ...limit, amount: readIfGiven(read, limit.amount) })),
	};
}

/** Several specialties are one name to the engine; `specialtiesUnder` gives it to the providers who have any of them. */
const specialtyOf = (specialty: BenefitTerms['specialty']): string | undefined =>
	Array.isArray(specialty) ? specialty.join(EITHER) : specialty;
export const EITHER = ' or ';

/** A provider's specialties in this plan's words. */
export function specialtiesUnder(plan: Plan, own: readonly string[]): readonly string[] {
	const joint = jointSpecialtiesOf(plan);
	if (joint.length === 0) return own;
	const theirs = joint.filter(({ parts }) => parts.some((part) => own.includes(part)));
	return theirs.length === 0 ? own : [...own, ...theirs.map(({ name }) => name)];
}

interface JointSpecialty {
	readonly name: string;
	readonly parts: readonly string[];
}

/** The names that stand for several specialties in this plan. */
function jointSpecialtiesOf(plan: Plan): readonly JointSpecialty[] {
	const known = joints.get(plan);
	if (known) return known;
	const names = new Set(Object.values(plan.benefits).flatMap(({ specialty }) => specialty ?? []));
	const found = [...names]
		.map((name) => ({ name, parts: name.split(EITHER) }))
		.filter(({ parts }) => parts.length > 1);
	joints.set(plan, found);
	return found;
}
const joints = new WeakMap<Plan, readonly JointSpecialty[]>();

const costShareOf = (
	{ deductible, copay, coinsurance, order }: CostShareTerms,
	read: ReadMoney,
): CostShare => ({
	...(deductible && { deductible: readEach(read, given(deductible)) }),
	...(copay && { copay: { ...copay, amount: read(copay.amount) } }),
	...(coinsurance !== undefined && { coinsurance }),
	...(order && { order }),
});

const documentOf = (required: RequiredDocument, read: ReadMoney) => ({
	...required,
	over: readIfGiven(read, required.over),
});

const outOfNetworkOf = (terms: Document<'out_of_network'>, read: ReadMoney): OutOfNetwork =>
	terms.basis === 'percent' ? terms : { basis: 'reference', prices: readEach(read, terms.prices) };

/** Codes come without their dot from every source, so a plan's are compared without it too. */
export const withoutDot = (code: string): string => code.replaceAll('.', '').toUpperCase();

const given = (amounts: Readonly<Record<string, string | undefined>>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(amounts).flatMap(([key, amount]) => (amount === undefined ? [] : [[key, amount]])),
	);
