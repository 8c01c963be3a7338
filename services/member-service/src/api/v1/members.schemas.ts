import { batchOf, PageQuery } from '@claims-askes/chassis/http/paging';
import { bulkReport } from '@claims-askes/contracts/bulk-report';
import { Coverage, MemberFacts, PersonOnClaim } from '@claims-askes/contracts/coverage-facts';
import { CalendarDate, Id, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

const { shape } = MemberFacts;

/** A coverage as it is asked for: without `to` it has no end yet. */
export const NewCoverage = Coverage.omit({ id: true, to: true, product: true })
	.extend({ to: CalendarDate.nullable().optional() })
	.meta({ id: 'NewCoverage' });

const personalFacts = {
	death_date: shape.death_date.optional(),
	is_disabled: shape.is_disabled.optional(),
	is_student: shape.is_student.optional(),
	pre_existing: shape.pre_existing.optional(),
	coordination: shape.coordination.optional(),
	other_coverage: shape.other_coverage.optional(),
};

export const Enrollment = z
	.strictObject({
		member_number: shape.member_number,
		subscriber_number: shape.subscriber_number
			.optional()
			.describe("the family's number; an employee without one is known by the member number"),
		group_id: Id.optional().describe('dependants are in the group of their employee'),
		relationship: shape.relationship,
		given_name: shape.given_name,
		family_name: shape.family_name,
		birth_date: shape.birth_date,
		sex: shape.sex,
		...personalFacts,
		coverages: z.array(NewCoverage).min(1).max(20),
	})
	.meta({ id: 'Enrollment' });

export const EnrollmentList = z.strictObject({ people: batchOf(Enrollment) }).meta({ id: 'EnrollmentList' });

export const EnrollmentReport = bulkReport('EnrollmentReport', {
	member_number: z.string(),
	member_id: Id.nullable(),
	family_id: Id.nullable(),
});

export const ChangeMember = z
	.strictObject({
		given_name: shape.given_name.optional(),
		family_name: shape.family_name.optional(),
		birth_date: shape.birth_date.optional(),
		sex: shape.sex.optional(),
		status: shape.status.optional(),
		...personalFacts,
	})
	.meta({ id: 'ChangeMember' });

export const MemberParams = z.strictObject({ id: Id });
export const CoverageParams = z.strictObject({ id: Id, coverage_id: Id });
export const EndCoverage = z
	.strictObject({ to: CalendarDate.nullable().describe('the last day that is covered') })
	.meta({ id: 'EndCoverage' });

export const MemberQuery = PageQuery.extend({
	member_number: shape.member_number.optional().describe('The member with this number'),
	family_id: Id.optional().describe('Only members of this family'),
	group_id: Id.optional().describe('Only members of this group'),
});

/** A search by what must not stand in an address: names and birth dates end up in logs there. */
export const SearchMembers = PageQuery.extend({
	name: text(100).describe('how the family name or the given name begins'),
	birth_date: CalendarDate.optional(),
}).meta({ id: 'SearchMembers' });

export const MemberIds = z.strictObject({ ids: batchOf(Id) }).meta({ id: 'MemberIds' });

export const PeopleOnClaims = z
	.strictObject({ people: batchOf(PersonOnClaim) })
	.meta({ id: 'PeopleOnClaims' });

export const EligibilityQuery = z.strictObject({ date: CalendarDate.describe('The date of service') });

const Ineligibility = z
	.enum(['unborn', 'deceased', 'ended', 'before_coverage', 'lapse', 'after_coverage'])
	.nullable();

export const EligibilityView = z
	.strictObject({
		member_id: Id,
		date: CalendarDate,
		is_eligible: z.boolean().describe('in any product'),
		reason: Ineligibility,
		coverage: Coverage.nullable().describe('the active one; of several products the oldest'),
		products: z
			.array(
				z.strictObject({
					product: Coverage.shape.product,
					is_eligible: z.boolean(),
					reason: Ineligibility,
					coverage: Coverage.describe('the active one, else the latest'),
				}),
			)
			.describe('each product that the member ever had'),
	})
	.meta({ id: 'Eligibility' });
