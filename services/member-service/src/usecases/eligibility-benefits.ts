import type { EligibilityBenefit, EligibilityInquiry } from '@claims-askes/sdk/claim';
import type { Eligibility } from '../domain/coverage';

interface CostShare {
	readonly deductible?:
		| { readonly member?: string | undefined; readonly family?: string | undefined }
		| undefined;
	readonly copay?: { readonly amount: string; readonly per: 'line' | 'visit' | 'day' } | undefined;
	readonly coinsurance?: string | number | undefined;
}

/** What benefit-service tells of a plan, as far as a 271 has words for it. */
export interface BenefitTerms {
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

type AskForTerms = (code?: string) => Promise<BenefitTerms | null>;

/** First whether the person is covered, then what the plan says in general, then of each procedure asked about. */
export async function benefitsFor(
	{ service_types, procedures = [] }: EligibilityInquiry,
	{ is_eligible, coverage }: Eligibility,
	ask: AskForTerms,
): Promise<EligibilityBenefit[]> {
	const types = service_types.length > 0 ? service_types : [HEALTH];
	if (!is_eligible || !coverage) return [{ information: INACTIVE, service_types: types }];
	const general = await ask();
	const benefits: EligibilityBenefit[] = [
		{ information: ACTIVE, coverage_level: 'IND', service_types: types, plan: coverage.plan_id.slice(0, 50) },
	];
	if (general) benefits.push(...sharesOf(general, { service_types: types }));
	for (const procedure of procedures) {
		const terms = await ask(procedure.code);
		if (!terms) continue;
		const about = { service_types: [], procedure };
		benefits.push({
			...about,
			information: terms.is_covered ? ACTIVE : NOT_COVERED,
			needs_authorization: terms.needs_authorization ? 'yes' : 'no',
		});
		if (terms.is_covered) benefits.push(...sharesOf(terms, about));
	}
	return benefits;
}

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
