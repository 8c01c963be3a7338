import { z } from 'zod';
import { CalendarDate, text } from './primitives';

/**
 * N3 and N4 of X12, `Address` of FHIR. Country and its subdivision are codes of ISO 3166 where the source keeps
 * to them.
 */
export const Address = z
	.strictObject({
		lines: z.array(text(80)).max(4).optional(),
		city: text(60).optional(),
		state: text(20).optional(),
		postal_code: text(15).optional(),
		country: text(3).optional(),
		country_subdivision: text(3).optional(),
	})
	.meta({ id: 'Address' });

/** An identifier beside the main one: who issued it is said by the qualifier (`G2`, `LU`, `SY`, a FHIR system…). */
export const Identifier = z
	.strictObject({ qualifier: text(200), value: text(80) })
	.meta({ id: 'Identifier' });

/** Which of a person's telephones a number is. */
export const PhoneType = z.enum(['home', 'work', 'mobile', 'alternate']).meta({ id: 'PhoneType' });

/** Whom to ask: PER of X12, `ContactPoint` of FHIR. */
export const Contact = z
	.strictObject({
		name: text(60).optional(),
		phone: text(256).optional(),
		phone_type: PhoneType.optional().meta({
			description:
				'PER03, 05 or 07 of a member (834 loop 2100A): HP home, WP work, CP mobile, AP alternate; without it TE',
		}),
		fax: text(256).optional(),
		email: text(256).optional(),
		extension: text(256).optional(),
	})
	.meta({ id: 'Contact' });

const personName = {
	last_name: text(60).optional(),
	first_name: text(35).optional(),
	middle_name: text(25).optional(),
	prefix: text(10).optional(),
	suffix: text(10).optional(),
};

/** As administrations note it: DMG03 of X12 (F, M, U), `Patient.gender` of FHIR, of which `other` comes. */
export const Sex = z.enum(['female', 'male', 'other', 'unknown']).meta({ id: 'Sex' });

/** A practitioner has `last_name` and the rest of a person's name, an organisation has `name`. */
export const Provider = z
	.strictObject({
		npi: z
			.string()
			.regex(/^\d{10}$/, 'ten digits')
			.optional(),
		tax_id: text(20).optional(),
		tax_id_type: z.enum(['employer', 'social_security']).optional(),
		name: text(80).optional(),
		...personName,
		taxonomy: text(20).optional(),
		address: Address.optional(),
		contacts: z.array(Contact).max(10).optional(),
		identifiers: z.array(Identifier).max(20).optional(),
	})
	.meta({ id: 'Provider' });

/** The patient's relation to the subscriber, in the words of X12's code list 1069. */
export const Relationship = z
	.enum([
		'self',
		'spouse',
		'child',
		'life_partner',
		'employee',
		'organ_donor',
		'cadaver_donor',
		'injured_plaintiff',
		'grandparent',
		'grandchild',
		'niece_or_nephew',
		'foster_child',
		'ward',
		'stepchild',
		'sponsored_dependent',
		'dependent_of_minor_dependent',
		'emancipated_minor',
		'significant_other',
		'mother',
		'father',
		'handicapped_dependent',
		'child_without_financial_responsibility',
		'other',
		'unknown',
	])
	.meta({ id: 'Relationship' });

/** Who is to pay: loop 2010BB of the 837, `Coverage.payor` of FHIR. */
export const Payer = z
	.strictObject({
		id: text(80).optional(),
		name: text(80).optional(),
		address: Address.optional(),
		identifiers: z.array(Identifier).max(20).optional(),
	})
	.meta({ id: 'Payer' });

/** The place of a payer in line: who pays first, who second. */
export const PayerResponsibility = z
	.enum([
		'primary',
		'secondary',
		'tertiary',
		'fourth',
		'fifth',
		'sixth',
		'seventh',
		'eighth',
		'ninth',
		'tenth',
		'eleventh',
		'unknown',
	])
	.meta({ id: 'PayerResponsibility' });

/** Who holds the policy. An employer is one in workers' compensation, and then has `name`. */
export const Subscriber = z
	.strictObject({
		member_id: text(80).optional(),
		name: text(80).optional(),
		...personName,
		birth_date: CalendarDate.optional(),
		sex: Sex.optional(),
		group_number: text(50).optional(),
		group_name: text(60).optional(),
		relationship: Relationship.optional(),
		payer_responsibility: PayerResponsibility.optional(),
		insurance_type: text(3).optional(),
		filing_code: text(2).optional(),
		address: Address.optional(),
		identifiers: z.array(Identifier).max(20).optional(),
	})
	.meta({ id: 'Subscriber' });

/** Who received the care; the subscriber again when `relationship` is `self`. */
export const Patient = z
	.strictObject({
		relationship: Relationship,
		member_id: text(80).optional(),
		...personName,
		birth_date: CalendarDate.optional(),
		sex: Sex.optional(),
		death_date: CalendarDate.optional(),
		address: Address.optional(),
		identifiers: z.array(Identifier).max(20).optional(),
	})
	.meta({ id: 'Patient' });

/** A covered person apart from any claim: in an enrolment, an inquiry or an answer. */
export const Person = z
	.strictObject({
		member_id: text(80).optional(),
		name: text(80).optional(),
		...personName,
		birth_date: CalendarDate.optional(),
		sex: Sex.optional(),
		death_date: CalendarDate.optional(),
		address: Address.optional(),
		contacts: z.array(Contact).max(10).optional(),
		identifiers: z
			.array(Identifier)
			.max(40)
			.optional()
			.meta({
				description:
					'REF, and before it the number of NM109 whose qualifier NM108 is none of a member number: 34 or ZZ in an 834 ' +
					'(loop 2100A), 34, C1, CI or EI in an 820 (loop 2100)',
			}),
	})
	.meta({ id: 'Person' });

export type Person = z.infer<typeof Person>;
export type Address = z.infer<typeof Address>;
export type Identifier = z.infer<typeof Identifier>;
export type PhoneType = z.infer<typeof PhoneType>;
export type Contact = z.infer<typeof Contact>;
export type Sex = z.infer<typeof Sex>;
export type Provider = z.infer<typeof Provider>;
export type Relationship = z.infer<typeof Relationship>;
export type Payer = z.infer<typeof Payer>;
export type PayerResponsibility = z.infer<typeof PayerResponsibility>;
export type Subscriber = z.infer<typeof Subscriber>;
export type Patient = z.infer<typeof Patient>;
