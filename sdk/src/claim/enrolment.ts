import { z } from 'zod';
import { ClaimSource } from './claim-source';
import { Identifier, Person, Provider, Relationship } from './parties';
import { Amount, CalendarDate, text } from './primitives';

/** What is to be done with a member or a coverage. */
export const MaintenanceType = z
	.enum(['add', 'change', 'cancel', 'delete', 'reinstate', 'audit', 'correction', 'no_change'])
	.meta({ id: 'MaintenanceType' });

const dates = z
	.array(z.strictObject({ kind: text(3), date: CalendarDate, date_end: CalendarDate.optional() }))
	.max(40)
	.meta({ description: 'X12 code list 374, for dates that have no field of their own' });

/** An organisation that an 834 names: sponsor, insurer or broker, of loops 1000A to 1000C. */
export const EnrolmentParty = z
	.strictObject({ name: text(80).optional(), id: text(80).optional(), id_qualifier: text(2).optional() })
	.meta({ id: 'EnrolmentParty' });

/** One kind of insurance of a member: health, dental, vision… */
export const EnrolmentCoverage = z
	.strictObject({
		maintenance_type: MaintenanceType,
		insurance_line: text(3).meta({ description: 'X12 code list 1205: HLT health, DEN dental, VIS vision' }),
		plan: text(50).optional(),
		level: text(3)
			.optional()
			.meta({ description: 'X12 code list 1207: EMP employee only, FAM family, ESP with spouse' }),
		begin_date: CalendarDate.optional(),
		end_date: CalendarDate.optional(),
		dates: dates.optional(),
		premium: Amount.optional(),
		identifiers: z.array(Identifier).max(40).optional(),
		providers: z.array(Provider).max(30).optional(),
		other_insurance: z
			.array(
				z.strictObject({
					responsibility: text(1),
					policy_number: text(50).optional(),
					coordination: text(1).optional(),
					name: text(80).optional(),
				}),
			)
			.max(5)
			.optional(),
	})
	.meta({ id: 'EnrolmentCoverage' });

/** What an 834 says of one member. */
export const Enrolment = z
	.strictObject({
		sponsor: EnrolmentParty,
		insurer: EnrolmentParty,
		master_policy: text(50).optional(),
		file_action: text(2)
			.optional()
			.meta({ description: 'BGN08: 2 change, 4 verify against, RX replace all' }),
		file_time_zone: text(2).optional().meta({
			description:
				'BGN05, X12 code list 623, of the time BGN04 that stands in source.submitted_at: ET eastern, UT universal',
		}),
		is_subscriber: z.boolean(),
		relationship: Relationship,
		maintenance_type: MaintenanceType,
		maintenance_reason: text(3).optional(),
		benefit_status: text(1).optional(),
		employment_status: text(2).optional(),
		student_status: text(1).optional(),
		is_handicapped: z.boolean().optional(),
		subscriber_number: text(50).optional(),
		group_number: text(50).optional(),
		member: Person,
		previous_member: Person.optional().meta({
			description: 'who the member was on file as, where that is corrected',
		}),
		eligibility_begin: CalendarDate.optional(),
		eligibility_end: CalendarDate.optional(),
		dates: dates.optional(),
		identifiers: z.array(Identifier).max(40).optional(),
		coverages: z.array(EnrolmentCoverage).max(99),
		source: ClaimSource.optional(),
	})
	.meta({ id: 'Enrolment' });

export type MaintenanceType = z.infer<typeof MaintenanceType>;
export type EnrolmentParty = z.infer<typeof EnrolmentParty>;
export type EnrolmentCoverage = z.infer<typeof EnrolmentCoverage>;
export type Enrolment = z.infer<typeof Enrolment>;
