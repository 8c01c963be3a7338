import type { Address, Identifier, Patient, Payer, Provider, Subscriber } from '../claim';
import { SYSTEMS } from './code-systems';
import { coding, type Draft } from './draft';
import { writeFields, writeQualifier } from './field-extensions';

const identifierOf = ({ qualifier, value }: Identifier) => ({ system: writeQualifier(qualifier), value });

const addressOf = ({ lines, city, state, postal_code, country, ...rest }: Address) => ({
	extension: writeFields(rest),
	line: lines,
	city,
	state,
	postalCode: postal_code,
	country,
});

type Named = Pick<Patient, 'last_name' | 'first_name' | 'middle_name' | 'prefix' | 'suffix'>;

function nameOf({ last_name, first_name, middle_name, prefix, suffix }: Named): Draft[] {
	// A first given name is always read as the first name: a middle name alone cannot be said.
	const given = first_name === undefined ? [] : [first_name, ...(middle_name ? [middle_name] : [])];
	const isNamed = [last_name, first_name, prefix, suffix].some((part) => part !== undefined);
	return isNamed
		? [{ family: last_name, given, prefix: prefix ? [prefix] : [], suffix: suffix ? [suffix] : [] }]
		: [];
}

const loneMiddleName = ({ first_name, middle_name }: Named) =>
	first_name === undefined && middle_name !== undefined ? { middle_name } : {};

/** A person is a Practitioner, anybody with one name an Organization. */
export function providerResource(provider: Provider): Draft {
	const { npi, tax_id, tax_id_type, name, last_name, first_name, middle_name, prefix, suffix, ...rest } =
		provider;
	const { taxonomy, address, identifiers = [], contacts, ...others } = rest;
	const person = { last_name, first_name, middle_name, prefix, suffix };
	const isPerson = name === undefined && (last_name !== undefined || first_name !== undefined);
	const taxSystem = tax_id_type === 'social_security' ? SYSTEMS.ssn : SYSTEMS.employerTaxId;
	const taxonomyCode = coding(SYSTEMS.taxonomy, taxonomy);
	return {
		resourceType: isPerson ? 'Practitioner' : 'Organization',
		extension: writeFields({
			...others,
			// A number of an unknown kind has no system to be an identifier of.
			...(tax_id_type === undefined ? { tax_id } : {}),
			contacts,
			...(isPerson ? loneMiddleName(person) : {}),
		}),
		identifier: [
			...(npi === undefined ? [] : [{ system: SYSTEMS.npi, value: npi }]),
			...(tax_id === undefined || tax_id_type === undefined ? [] : [{ system: taxSystem, value: tax_id }]),
			...identifiers.map(identifierOf),
		],
		name: isPerson ? nameOf(person) : name,
		type: isPerson || !taxonomyCode ? [] : [taxonomyCode],
		qualification: isPerson && taxonomyCode ? [{ code: taxonomyCode }] : [],
		address: address ? [addressOf(address)] : [],
	};
}

/** The payer's id is its first identifier: it has no system of its own. */
export function payerResource({ id, name, address, identifiers = [], ...rest }: Payer): Draft {
	return {
		resourceType: 'Organization',
		extension: writeFields(rest),
		identifier: [...(id === undefined ? [] : [{ value: id }]), ...identifiers.map(identifierOf)],
		name,
		address: address ? [addressOf(address)] : [],
	};
}

type Person = Omit<Patient, 'relationship' | 'member_id'>;

export function patientResource(person: Person & { member_id?: string | undefined }): Draft {
	const { birth_date, sex, death_date, address, identifiers = [], ...rest } = person;
	const { last_name: _l, first_name: _f, middle_name: _m, prefix: _p, suffix: _s, ...others } = rest;
	return {
		resourceType: 'Patient',
		extension: writeFields({ ...others, ...loneMiddleName(person) }),
		identifier: identifiers.map(identifierOf),
		name: nameOf(person),
		gender: sex,
		birthDate: birth_date,
		deceasedDateTime: death_date,
		address: address ? [addressOf(address)] : [],
	};
}

/** What belongs to the person rather than to the policy. */
export function holderOf(subscriber: Subscriber): Person {
	const { last_name, first_name, middle_name, prefix, suffix, birth_date, sex, address, identifiers } =
		subscriber;
	return { last_name, first_name, middle_name, prefix, suffix, birth_date, sex, address, identifiers };
}
