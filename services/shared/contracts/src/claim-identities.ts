import { isNpi } from '@claims-askes/kernel/npi';
import type { PersonOnClaim } from './coverage-facts';

/** A person as they are asked about: what a claim does not say is left out. */
export type PersonAsked = { readonly [Key in keyof PersonOnClaim]: Exclude<PersonOnClaim[Key], undefined> };

interface Person {
	readonly member_id?: string | undefined;
	readonly birth_date?: string | undefined;
	readonly first_name?: string | undefined;
}

/** Those on a claim by whom a patient is known. */
export interface PeopleOnClaim {
	readonly subscriber: Person;
	readonly patient: Person & { readonly relationship: string };
}

/** A number as it is asked for: blanks are none, and no service takes them for one. */
export const numberIn = (written: string | null | undefined): string | undefined =>
	written?.trim() || undefined;

/** Who the patient says to be, for member-service to find; null where the claim carries no number at all. */
export function patientOn({ patient, subscriber }: PeopleOnClaim): PersonAsked | null {
	const member_number = numberIn(patient.member_id) ?? numberIn(subscriber.member_id);
	if (!member_number) return null;
	const is_subscriber = patient.relationship === 'self';
	const birth_date = known('birth_date', patient, subscriber, is_subscriber);
	const given_name = known('first_name', patient, subscriber, is_subscriber);
	return {
		member_number,
		is_subscriber,
		...(birth_date && { birth_date }),
		...(given_name && { given_name }),
	};
}

/** What a subscriber who is the patient says only once. */
const known = (
	field: 'birth_date' | 'first_name',
	patient: Person,
	subscriber: Person,
	isSubscriber: boolean,
): string | undefined => patient[field] ?? (isSubscriber ? subscriber[field] : undefined);

/** People who are written alike are one question. */
export const personKey = ({ member_number, is_subscriber, birth_date, given_name }: PersonAsked): string =>
	JSON.stringify([member_number, is_subscriber, birth_date, given_name]);

/** What a tax id is told from an NPI by. */
export const TAX = 'tax:';

/** The numbers that one who bills may be named by. */
export interface BillerNumbers {
	readonly npi?: string | null | undefined;
	readonly tax_id?: string | null | undefined;
}

/**
 * The number by which the one who bills is known: contracts are made with them. What is no NPI, as test data has them,
 * names nobody; then the tax id does.
 */
export function billerNumber({ npi, tax_id }: BillerNumbers): string {
	const taxId = numberIn(tax_id);
	if (npi && isNpi(npi)) return npi;
	return taxId ? TAX + taxId : '';
}

/** Every such number under which claims may have named this provider. */
export const billerNumbersOf = ({ npi, tax_id }: BillerNumbers): string[] =>
	[billerNumber({ npi }), billerNumber({ tax_id })].filter(Boolean);
