import type { Enrolment, EnrolmentCoverage } from './enrolment';

/** REF 1L of loop 2300: where not all products are under one policy, the number of this one's. */
const GROUP_OR_POLICY = '1L';

/** Blanks name no policy. */
const numberIn = (text: string | undefined): string | undefined => text?.trim() || undefined;

/** The number of the policy that a member of an 834 is under. */
export const memberPolicyOf = ({ master_policy, group_number }: Enrolment): string | undefined =>
	numberIn(master_policy) ?? numberIn(group_number);

/** The number of the policy that a coverage names for itself (REF 1L of loop 2300). */
export const coveragePolicyOf = ({ identifiers = [] }: EnrolmentCoverage): string | undefined =>
	numberIn(identifiers.find(({ qualifier }) => qualifier === GROUP_OR_POLICY)?.value);

/** Every number under which a policy may be meant: the member's, and those of products that have one of their own. */
export const policyNumbersOf = (enrolment: Enrolment): string[] =>
	[memberPolicyOf(enrolment), ...enrolment.coverages.map(coveragePolicyOf)].filter(
		(number) => number !== undefined,
	);
