import { z } from 'zod';
import { CalendarDate, text } from './primitives';

/**
 * N3 and N4 of X12, `Address` of FHIR. Country and its subdivision are codes of ISO 3166 where the source keeps
 * to them.
 */
export const Address = z
	.strictObject({
		lines: z.array(text(80)).max(4).optional().describe('Street and house'),
		city: text(60).optional().describe('City or town'),
		state: text(20).optional().describe('State or province code'),
		postal_code: text(15).optional().describe('ZIP or postal code'),
		country: text(3).optional().describe('Country, ISO 3166 where the source keeps to it'),
		country_subdivision: text(3).optional().describe('Subdivision of the country, ISO 3166-2'),
	})
	.meta({ id: 'Address', description: 'A postal address' });

/** An identifier beside the main one: who issued it is said by the qualifier (`G2`, `LU`, `SY`, a FHIR system…). */
export const Identifier = z
	.strictObject({
		qualifier: text(200).describe(
			'Who issued it and of what kind: an X12 code list 128 qualifier, or a FHIR system',
		),
		value: text(80).describe('The identifier itself'),
	})
	.meta({ id: 'Identifier', description: 'An identifier beside the main one' });

/** Which of a person's telephones a number is. */
export const PhoneType = z.enum(['home', 'work', 'mobile', 'alternate']).meta({ id: 'PhoneType' });

/** Whom to ask: PER of X12, `ContactPoint` of FHIR. */
export const Contact = z
	.strictObject({
		name: text(60).optional().describe('Name of the person or department'),
		phone: text(256).optional().describe('Telephone number'),
		phone_type: PhoneType.optional().meta({
			description:
				'PER03, 05 or 07 of a member (834 loop 2100A): HP home, WP work, CP mobile, AP alternate; without it TE',
		}),
		fax: text(256).optional().describe('Fax number'),
		email: text(256).optional().describe('E-mail address'),
		extension: text(256).optional().describe('Extension of the telephone number'),
	})
	.meta({ id: 'Contact', description: 'Whom to ask' });

const personName = {
	last_name: text(60).optional().describe('Family name'),
	first_name: text(35).optional().describe('Given name'),
	middle_name: text(25).optional().describe('Middle name or initial'),
	prefix: text(10).optional().describe('Name prefix'),
	suffix: text(10).optional().describe('Name suffix, as JR or III'),
};

/** As administrations note it: DMG03 of X12 (F, M, U), `Patient.gender` of FHIR, of which `other` comes. */
export const Sex = z
	.enum(['female', 'male', 'other', 'unknown'])
	.meta({ id: 'Sex', description: 'Administrative sex' });

/** A practitioner has `last_name` and the rest of a person's name, an organisation has `name`. */
export const Provider = z
	.strictObject({
		npi: z
			.string()
			.regex(/^\d{10}$/, 'ten digits')
			.optional()
			.describe('National Provider Identifier'),
		tax_id: text(20).optional().describe('Taxpayer identification number'),
		tax_id_type: z
			.enum(['employer', 'social_security'])
			.optional()
			.describe('Whether the tax id is an EIN or a social security number'),
		name: text(80).optional().describe('Name of an organisation'),
		...personName,
		taxonomy: text(20).optional().describe('Health care provider taxonomy code'),
		address: Address.optional().describe('Where the provider is'),
		contacts: z.array(Contact).max(10).optional().describe('Whom to ask at the provider'),
		identifiers: z
			.array(Identifier)
			.max(20)
			.optional()
			.describe('Other identifiers, as a state licence or a payer-assigned number'),
	})
	.meta({
		id: 'Provider',
		description: 'A practitioner or organisation that gives, orders or bills for care',
	});

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
		'parent',
		'uncle_or_aunt',
		'cousin',
		'adopted_child',
		'child_in_law',
		'sibling_in_law',
		'parent_in_law',
		'sibling',
		'stepparent',
		'former_spouse',
		'guardian',
		'court_appointed_guardian',
		'other_adult',
		'collateral_dependent',
		'stepfather',
		'stepmother',
		'annuitant',
		'trustee',
		'other_relative',
		'other',
		'unknown',
	])
	.meta({ id: 'Relationship', description: "The patient's relation to the subscriber" });

/** Who is to pay: loop 2010BB of the 837, `Coverage.payor` of FHIR. */
export const Payer = z
	.strictObject({
		id: text(80).optional().describe('Payer identifier'),
		name: text(80).optional().describe('Name of the payer'),
		address: Address.optional().describe('Where the payer is'),
		identifiers: z.array(Identifier).max(20).optional().describe('Other identifiers of the payer'),
	})
	.meta({ id: 'Payer', description: 'Who is to pay' });

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
	.meta({ id: 'PayerResponsibility', description: 'The place of a payer in line' });

/** Who holds the policy. An employer is one in workers' compensation, and then has `name`. */
export const Subscriber = z
	.strictObject({
		member_id: text(80).optional().describe('Member identification number'),
		name: text(80).optional().describe('Name, where the subscriber is an organisation'),
		...personName,
		birth_date: CalendarDate.optional().describe('Date of birth'),
		sex: Sex.optional().describe('Administrative sex'),
		group_number: text(50).optional().describe('Group or policy number'),
		group_name: text(60).optional().describe('Group or plan name'),
		relationship: Relationship.optional().describe("The patient's relation to this subscriber"),
		payer_responsibility: PayerResponsibility.optional().describe(
			'Whether this payer is primary, secondary and so on',
		),
		insurance_type: text(3).optional().describe('Insurance type code (SBR05)'),
		filing_code: text(2).optional().describe('Claim filing indicator code (SBR09)'),
		address: Address.optional().describe('Where the subscriber lives'),
		identifiers: z.array(Identifier).max(20).optional().describe('Other identifiers of the subscriber'),
	})
	.meta({ id: 'Subscriber', description: 'Who holds the policy' });

/** Who received the care; the subscriber again when `relationship` is `self`. */
export const Patient = z
	.strictObject({
		relationship: Relationship.describe('Relation to the subscriber'),
		member_id: text(80).optional().describe("The patient's own member number, where there is one"),
		...personName,
		birth_date: CalendarDate.optional().describe('Date of birth'),
		sex: Sex.optional().describe('Administrative sex'),
		death_date: CalendarDate.optional().describe('Date of death'),
		address: Address.optional().describe('Where the patient lives'),
		identifiers: z.array(Identifier).max(20).optional().describe('Other identifiers of the patient'),
	})
	.meta({ id: 'Patient', description: 'Who received the care' });

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
