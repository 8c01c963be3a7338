import type { Line } from '../line';
import type { PlanIndex } from '../plan-index';
import type { Rule } from './rule';

export const aBenefitOfThePlan: Rule = {
	number: 17,
	id: 'R17',
	name: 'The service is a benefit of the plan, and neither it nor its diagnosis or cause is excluded',
	citation: 'ADJUDICATION 2, rule 17; X12 CARC 204, 167, 96',
	carcs: ['204', '167', '96'],
	group: 'PR',
	effect: 'deny',
	authority: 4,
	remarks: { '96': ['N130'] },
	check({ claim, plan }, line) {
		if (!isCovered(plan, line)) return { carc: '204' };
		const principal = claim.diagnoses[0];
		if (principal && plan.plan.exclusions?.diagnoses?.some((excluded) => principal.startsWith(excluded))) {
			return { carc: '167' };
		}
		if (plan.excludedCodes.has(line.code)) return { carc: '96' };
		return claim.cause && plan.excludedCauses.has(claim.cause) ? { carc: '96' } : undefined;
	},
	saw: ({ claim, plan }, line) => ({
		benefit: line.benefitId,
		covered: isCovered(plan, line),
		code: line.code,
		diagnosis: claim.diagnoses[0],
		cause: claim.cause,
	}),
};

const isCovered = ({ unlisted }: PlanIndex, { plan: terms }: Line): boolean =>
	terms !== unlisted && terms.benefit.covered !== false;
