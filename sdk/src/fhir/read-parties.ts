import type { Address, Identifier, Patient, Payer, Provider } from '../claim';
import { SYSTEMS } from './code-systems';
import { compact } from './compact';
import type { Cursor } from './cursor';
import { readFields, readQualifier } from './field-extensions';
import type { Resolver } from './resources';

const NPI = /^\d{10}$/;
const MOST_IDENTIFIERS = 20;
const SEXES = ['female', 'male', 'other', 'unknown'] as const;
/** A referred resource that is not in the document is at least named by its reference. */
const REFERENCE = 'fhir-reference';

export function readIdentifiers(party: Cursor): Identifier[] {
	const found: Identifier[] = [];
	for (const identifier of party.items('identifier').slice(0, MOST_IDENTIFIERS)) {
		const value = identifier.shortText('value', 80);
		const system = identifier.shortText('system', 200);
		if (value !== undefined) found.push({ qualifier: system ? readQualifier(system) : 'unknown', value });
	}
	return found;
}

export function readAddress(address: Cursor): Address | undefined {
	if (!address.isThere) return undefined;
	const lines: string[] = [];
	for (const line of address.items('line').slice(0, 4)) {
		if (typeof line.value !== 'string' || line.value.length > 80 || line.value === '') continue;
		lines.push(line.value);
		line.take();
	}
	const read = compact({
		lines,
		city: address.shortText('city', 60),
		state: address.shortText('state', 20),
		postal_code: address.shortText('postalCode', 15),
		country: address.shortText('country', 3),
		...readFields(address),
	});
	return Object.keys(read).length > 0 ? read : undefined;
}

/** A HumanName: its first given name, and all others as the middle name. One in a single text is a last name. */
export function readName(party: Cursor) {
	const name = party.first('name');
	if (name.object === undefined) return {};
	const [first, ...middle] = name
		.items('given')
		.filter(({ value }) => typeof value === 'string' && value !== '');
	const middleName = middle.map(({ value }) => value).join(' ');
	if (first && String(first.value).length <= 35) first.take();
	if (middleName.length <= 25) for (const given of middle) given.take();
	const isText = name.peek('family') === undefined && first === undefined;
	return compact({
		last_name: name.shortText(isText ? 'text' : 'family', 60),
		first_name: first && String(first.value).length <= 35 ? String(first.value) : undefined,
		middle_name: middleName.length <= 25 && middleName !== '' ? middleName : undefined,
		prefix: affix(name, 'prefix'),
		suffix: affix(name, 'suffix'),
	});
}

function affix(name: Cursor, field: string): string | undefined {
	const [first] = name.items(field);
	if (typeof first?.value !== 'string' || first.value.length > 10 || first.value === '') return undefined;
	first.take();
	return first.value;
}

/** Who a reference means: the resource, or what the reference itself says of it. */
export const readProvider = (reference: Cursor, resolver: Resolver): Provider =>
	readOneOf(['Organization', 'Practitioner', 'PractitionerRole', 'Location'], reference, resolver);

/** Who is paid: a provider, or a person. */
export const readPayeeParty = (reference: Cursor, resolver: Resolver): Provider =>
	readOneOf(
		['Organization', 'Practitioner', 'PractitionerRole', 'Patient', 'RelatedPerson'],
		reference,
		resolver,
	);

function readOneOf(types: readonly string[], reference: Cursor, resolver: Resolver): Provider {
	const party = resolver.follow(reference, ...types);
	if (!party) {
		const { name, identifiers = [] } = readBareReference(reference);
		return compact({ name, ...splitNumbers(identifiers) });
	}
	if (party.object?.resourceType !== 'PractitionerRole') return readParty(party);
	const person = resolver.follow(party.field('practitioner'), 'Practitioner');
	const organization = person ? undefined : resolver.follow(party.field('organization'), 'Organization');
	const named = person ?? organization;
	const taxonomy = taxonomyOf(party.items('specialty'));
	return { ...(named ? readParty(named) : {}), ...compact({ taxonomy }) };
}

const PEOPLE = new Set(['Practitioner', 'Patient', 'RelatedPerson']);

function readParty(party: Cursor): Provider {
	const isPerson = PEOPLE.has(String(party.object?.resourceType));
	const numbers = splitNumbers(readIdentifiers(party));
	const qualifications = party.items('qualification').map((one) => one.field('code'));
	return compact({
		...numbers,
		...(isPerson ? readName(party) : { name: party.shortText('name', 80) }),
		taxonomy: taxonomyOf(isPerson ? qualifications : party.object?.type ? party.items('type') : []),
		address: readAddress(addressOf(party)),
		contacts: readContacts(party),
		...readFields(party),
	});
}

/** A Location has one address, everybody else a list. */
const addressOf = (party: Cursor) =>
	party.object?.resourceType === 'Location' ? party.field('address') : party.first('address');

function readContacts(party: Cursor) {
	const reached: Record<string, string> = {};
	for (const telecom of party.items('telecom')) {
		const system = telecom.peek('system');
		if ((system !== 'phone' && system !== 'fax' && system !== 'email') || reached[system]) continue;
		const value = telecom.shortText('value', 256);
		if (value === undefined) continue;
		telecom.text('system', 10);
		reached[system] = value;
	}
	return Object.keys(reached).length > 0 ? [reached] : [];
}

function taxonomyOf(concepts: readonly Cursor[]): string | undefined {
	for (const coding of concepts.flatMap((concept) => concept.items('coding'))) {
		if (coding.peek('system') !== SYSTEMS.taxonomy) continue;
		coding.text('system', 200);
		return coding.shortText('code', 20);
	}
	return undefined;
}

/** National and tax numbers have fields of their own; a number that only pretends to be one stays an identifier. */
function splitNumbers(identifiers: Identifier[]) {
	const of = (system: string) => identifiers.find(({ qualifier }) => qualifier === system)?.value;
	const npi = of(SYSTEMS.npi);
	const employer = of(SYSTEMS.employerTaxId);
	const social = of(SYSTEMS.ssn);
	const hasNpi = npi !== undefined && NPI.test(npi);
	const tax = employer ?? social;
	const hasTax = tax !== undefined && tax.length <= 20;
	const taxSystem = employer ? SYSTEMS.employerTaxId : SYSTEMS.ssn;
	const taxType = employer ? ('employer' as const) : ('social_security' as const);
	const rest = identifiers.filter(
		({ qualifier }) => !(hasNpi && qualifier === SYSTEMS.npi) && !(hasTax && qualifier === taxSystem),
	);
	return {
		npi: hasNpi ? npi : undefined,
		tax_id: hasTax ? tax : undefined,
		tax_id_type: hasTax ? taxType : undefined,
		identifiers: rest,
	};
}

export function readBareReference(reference: Cursor): { name?: string; identifiers?: Identifier[] } {
	const identifier = reference.field('identifier');
	const value = identifier.shortText('value', 80);
	const system = identifier.shortText('system', 200);
	const name = reference.shortText('display', 80);
	const target = value === undefined && name === undefined ? reference.shortText('reference', 80) : undefined;
	return compact({
		name,
		identifiers: [
			...(value === undefined ? [] : [{ qualifier: system ? readQualifier(system) : 'unknown', value }]),
			...(target === undefined ? [] : [{ qualifier: REFERENCE, value: target }]),
		],
	});
}

export function readPayer(reference: Cursor, resolver: Resolver): Payer {
	const party = resolver.follow(reference, 'Organization', 'Patient', 'RelatedPerson');
	const read = party
		? {
				name: typeof party.object?.name === 'string' ? party.shortText('name', 80) : undefined,
				address: readAddress(party.first('address')),
				identifiers: readIdentifiers(party),
			}
		: readBareReference(reference);
	const [main, ...others] = read.identifiers ?? [];
	return compact({ ...read, id: main?.value, identifiers: others, ...(party ? readFields(party) : {}) });
}

/** A Patient or RelatedPerson, as far as a claim speaks of them. */
export function readPerson(person: Cursor): Omit<Patient, 'relationship' | 'member_id'> {
	const gender = person.peek('gender');
	const sex = SEXES.find((known) => known === gender);
	if (sex) person.text('gender', 10);
	else if (gender !== undefined) person.field('gender').warn('CODE_INVALID', undefined, gender);
	return compact({
		...readName(person),
		birth_date: person.wholeDay('birthDate'),
		sex,
		death_date: person.wholeDay('deceasedDateTime'),
		address: readAddress(person.first('address')),
		identifiers: readIdentifiers(person),
		...readFields(person),
	});
}
