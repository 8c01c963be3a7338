import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { chooseCoverage } from '@claims-askes/kernel/coverage-choice';
import type { EligibilityBenefit, EligibilityInquiry } from '@claims-askes/sdk/claim';
import type { Eligibility, Standing } from '../domain/coverage';

interface CostShare {
	readonly deductible?:
		| { readonly member?: string | undefined; readonly family?: string | undefined }
		| undefined;
	readonly copay?: { readonly amount: string; readonly per: 'line' | 'visit' | 'day' } | undefined;
	readonly coinsurance?: string | number | undefined;
}

/** What benefit-service tells of a plan, as far as a 271 has words for it. */
export interface BenefitTerms {
	/** Code list 1365: what the plan is asked about by; none where it does not say. */
	readonly service_types: readonly string[];
	/** Under which a code falls, and whether the plan names the code itself. */
	readonly benefit: string | null;
	readonly is_named: boolean;
	readonly is_covered: boolean;
	readonly needs_authorization: boolean;
	readonly currency: string;
	readonly cost_share: { readonly in: CostShare; readonly out: CostShare };
}

/** Code list 1390. */
const ACTIVE = '1';
const INACTIVE = '6';
const COINSURANCE = 'A';
const COPAY = 'B';
const DEDUCTIBLE = 'C';
const NOT_COVERED = 'I';
/** Code list 615: a calendar year, a visit, a day. */
const YEAR = '23';
const PERIODS = { line: undefined, visit: '27', day: '7' } as const;
/** Code list 1365: health benefit plan coverage. */
const HEALTH = '30';

type AskForTerms = (planId: string, code?: string) => Promise<BenefitTerms | null>;

/** A product of the person's, with what its plan says in general. */
interface Held extends Standing {
	readonly general: BenefitTerms | null;
}

/** First whether the person is covered, then what the plan says in general, then of each procedure asked about. */
export async function benefitsFor(
	{ service_types, procedures = [] }: EligibilityInquiry,
	date: CalendarDate,
	{ is_eligible, products }: Eligibility,
	ask: AskForTerms,
): Promise<EligibilityBenefit[]> {
	const types = service_types.length > 0 ? service_types : [HEALTH];
	if (!is_eligible) return [{ information: INACTIVE, service_types: types }];
	const held = await Promise.all(
		products.map(async (one): Promise<Held> => ({ ...one, general: await ask(one.coverage.plan_id) })),
	);
	const benefits: EligibilityBenefit[] = [];
	const typesOf = typesByProduct(types, held);
	for (const one of held) {
		const asked = typesOf.get(one);
		if (asked) benefits.push(...ofPlan(one, held, generalBenefits(one, asked)));
	}
	for (const procedure of procedures) {
		const terms = await Promise.all(
			held.map(async (one) => ({ one, terms: await ask(one.coverage.plan_id, procedure.code) })),
		);
		const chosen = chooseCoverage(terms, date, ({ one, terms }) => ({
			span: one.coverage,
			named: Number(terms?.is_named ?? false),
			takesRest: terms?.benefit != null,
		}));
		if (chosen?.terms)
			benefits.push(...ofPlan(chosen.one, held, procedureBenefits(chosen.one, procedure, chosen.terms)));
	}
	return benefits;
}

/**
 * Of which service types each product is asked. A plan that names a type is meant by it, be it active or not; a type that
 * no plan names is asked of those that name none. Health benefits in general (30) are all products that are active; so is
 * what no plan can be told to be about, as the guide wants it.
 */
function typesByProduct(types: readonly string[], held: readonly Held[]): Map<Held, string[]> {
	const active = held.filter(({ is_eligible }) => is_eligible);
	const typesOf = new Map<Held, string[]>();
	const add = (meant: readonly Held[], type: string) => {
		for (const one of meant) typesOf.set(one, [...new Set([...(typesOf.get(one) ?? []), type])]);
	};
	for (const type of types) {
		const isNaming = ({ general }: Held) => general?.service_types.includes(type) ?? false;
		const meant = [
			active.filter(isNaming),
			held.filter(isNaming),
			active.filter(({ general }) => (general?.service_types ?? []).length === 0),
		].find((some) => some.length > 0);
		if (type !== HEALTH && meant) add(meant, type);
		else add(active, HEALTH);
	}
	return typesOf;
}

function generalBenefits(
	{ is_eligible, coverage, general }: Held,
	service_types: string[],
): EligibilityBenefit[] {
	const plan = coverage.plan_id.slice(0, 50);
	if (!is_eligible) return [{ information: INACTIVE, service_types, plan }];
	return [
		{ information: ACTIVE, coverage_level: 'IND', service_types, plan },
		...(general ? sharesOf(general, { service_types }) : []),
	];
}

function procedureBenefits(
	{ is_eligible }: Held,
	procedure: NonNullable<EligibilityBenefit['procedure']>,
	terms: BenefitTerms,
): EligibilityBenefit[] {
	const about = { service_types: [], procedure };
	if (!is_eligible) return [{ ...about, information: INACTIVE }];
	return [
		{
			...about,
			information: terms.is_covered ? ACTIVE : NOT_COVERED,
			needs_authorization: terms.needs_authorization ? 'yes' : 'no',
		},
		...(terms.is_covered ? sharesOf(terms, about) : []),
	];
}

/** Of several products each statement says its plan, and the first of a plan since when and until when it holds. */
function ofPlan(
	{ coverage }: Held,
	held: readonly Held[],
	benefits: readonly EligibilityBenefit[],
): EligibilityBenefit[] {
	if (held.length === 1) return [...benefits];
	const plan = coverage.plan_id.slice(0, 50);
	return benefits.map((benefit, at) => ({
		...benefit,
		plan,
		...(at === 0 && !benefit.procedure && { dates: spanOf(coverage, BENEFIT_DATES) }),
	}));
}

/** Code list 374: when a plan begins and ends, as a whole or for what is stated. */
export const PLAN_DATES = { begins: '346', ends: '347' } as const;
const BENEFIT_DATES = { begins: '348', ends: '349' } as const;

export const spanOf = (
	{ from, to }: Standing['coverage'],
	{ begins, ends }: { readonly begins: string; readonly ends: string },
) => [{ kind: begins, date: from }, ...(to === null ? [] : [{ kind: ends, date: to }])];

type About = Pick<EligibilityBenefit, 'service_types' | 'procedure'>;

/** What the member bears, in the network and outside it. */
const sharesOf = ({ cost_share, currency }: BenefitTerms, about: About): EligibilityBenefit[] =>
	(['in', 'out'] as const).flatMap((network) => {
		const { deductible, copay, coinsurance } = cost_share[network];
		const said = { ...about, in_network: network === 'in' ? ('yes' as const) : ('no' as const) };
		const statements: EligibilityBenefit[] = [];
		if (deductible?.member)
			statements.push({
				...said,
				information: DEDUCTIBLE,
				coverage_level: 'IND',
				period: YEAR,
				amount: deductible.member,
				currency,
			});
		if (deductible?.family)
			statements.push({
				...said,
				information: DEDUCTIBLE,
				coverage_level: 'FAM',
				period: YEAR,
				amount: deductible.family,
				currency,
			});
		if (copay)
			statements.push({
				...said,
				information: COPAY,
				period: PERIODS[copay.per],
				amount: copay.amount,
				currency,
			});
		if (coinsurance !== undefined)
			statements.push({ ...said, information: COINSURANCE, percent: fractionOf(coinsurance) });
		return statements;
	});

/** Twenty percent as X12 writes it: `.2`. Percentages have up to six decimals, which a whole number holds exactly. */
const fractionOf = (percent: string | number): string =>
	(Math.round(Number(percent) * 1e6) / 1e8)
		.toFixed(8)
		.replace(/\.?0+$/, '')
		.replace(/^0\./, '.');
