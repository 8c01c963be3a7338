import { z } from 'zod';
import { Amount, CalendarDate, Currency, Id, Slug, text } from './primitives';

export const Relationship = z.enum(['employee', 'spouse', 'child']).meta({ id: 'MemberRelationship' });
export const Sex = z.enum(['F', 'M', 'U']).meta({ id: 'MemberSex' });

/** What decides which of two plans pays first (ADJUDICATION 3.1 step 10). */
const CoordinationFacts = z.strictObject({
	relationship: Relationship,
	since: CalendarDate,
	holder_birthday: z
		.string()
		.regex(/^\d\d-\d\d$/)
		.optional(),
	court_order: z.boolean().optional(),
	active: z.boolean().optional(),
});

/** A member's right under a plan between two dates; on one day there may be one for each product. */
export const Coverage = z
	.strictObject({
		id: Id,
		policy_id: Id,
		plan_id: text(60),
		product: Slug.nullable().describe('of the plan; null where it names none'),
		from: CalendarDate,
		to: CalendarDate.nullable(),
	})
	.meta({ id: 'Coverage' });
export type Coverage = z.infer<typeof Coverage>;

/** A covered person as the services that decide about a claim need to know them. */
export const MemberFacts = z
	.strictObject({
		id: Id,
		member_number: text(80),
		subscriber_number: text(80).describe(
			"the policy holder's number, which the whole family may be billed under",
		),
		family_id: Id,
		group_id: Id,
		relationship: Relationship,
		given_name: text(100),
		family_name: text(100),
		birth_date: CalendarDate,
		death_date: CalendarDate.nullable(),
		sex: Sex,
		status: z.enum(['active', 'ended']),
		is_disabled: z.boolean(),
		is_student: z.boolean(),
		pre_existing: z
			.array(text(20))
			.max(200)
			.describe('prefixes of the diagnoses that were there before the coverage'),
		coverages: z.array(Coverage),
		coordination: CoordinationFacts.nullable(),
		other_coverage: CoordinationFacts.extend({ from: CalendarDate, to: CalendarDate.nullable() }).nullable(),
	})
	.meta({ id: 'MemberFacts' });
export type MemberFacts = z.infer<typeof MemberFacts>;

/** Whom a claim's patient was found to be, and who holds the family's policy. */
export const MemberMatch = MemberFacts.extend({
	subscriber_id: Id.nullable().describe(
		'the member who holds the policy, and is paid for a bill that the family has paid; null where nobody is known to',
	),
}).meta({ id: 'MemberMatch' });
export type MemberMatch = z.infer<typeof MemberMatch>;

/** A person as a claim names them: the number on the card, and what tells members of one family apart. */
export const PersonOnClaim = z
	.strictObject({
		member_number: text(80),
		is_subscriber: z.boolean(),
		birth_date: CalendarDate.optional(),
		given_name: z.string().max(100).optional(),
	})
	.meta({ id: 'PersonOnClaim' });
export type PersonOnClaim = z.infer<typeof PersonOnClaim>;

/** A group's policy with its funds: amounts are what was ever put in; what is used is adjudication's to know. */
export const PolicyFacts = z
	.strictObject({
		id: Id,
		number: text(60),
		group_id: Id,
		currency: Currency,
		from: CalendarDate,
		to: CalendarDate.nullable(),
		aso: z.strictObject({ amount: Amount }).nullable(),
		excess: z
			.strictObject({
				mode: z.enum(['standard', 'any_cause', 'except_exclusions', 'except_exclusions_and_non_medical']),
				fund: z.enum(['buffer', 'non_benefit']).nullable(),
				amount: Amount,
				add_room: z.boolean(),
			})
			.nullable(),
	})
	.meta({ id: 'PolicyFacts' });
export type PolicyFacts = z.infer<typeof PolicyFacts>;

export const AuthorizationFacts = z
	.strictObject({
		id: Id,
		number: text(50),
		member_id: Id,
		provider_id: Id.nullable(),
		status: z.enum(['requested', 'approved', 'denied', 'cancelled']),
		from: CalendarDate,
		to: CalendarDate,
		benefits: z.array(text(60)),
		amount: Amount.nullable(),
		currency: Currency,
	})
	.meta({ id: 'AuthorizationFacts' });
export type AuthorizationFacts = z.infer<typeof AuthorizationFacts>;
