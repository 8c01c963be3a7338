import type { Address, Contact, Identifier, Provider, Subscriber } from '../../claim';
import { bits, code, type Elements, maskOf, text } from '../element-plan';
import type { SegmentReading } from '../loops';
import { packCode, type Segment } from '../segment';

const PERSON = packCode('1');
const NPI = packCode('XX');
const EMPLOYER_NUMBER = packCode('EI');
const SOCIAL_SECURITY = packCode('SY');
/** Before there were NPIs, a provider was named by a tax id; a payee still is. */
const TAX_IDS: ReadonlyMap<number, Provider['tax_id_type']> = new Map([
	[packCode('24'), 'employer'],
	[packCode('FI'), 'employer'],
	[packCode('34'), 'social_security'],
]);

export interface Addressed {
	address?: Address | undefined;
}

export interface Identified {
	identifiers?: Identifier[] | undefined;
}

export interface Contacted {
	contacts?: Contact[] | undefined;
}

const newAddress = (): Address => ({
	lines: undefined,
	city: undefined,
	state: undefined,
	postal_code: undefined,
});

/** Whose address, numbers and contacts the next segments tell. */
export interface PartyHolder {
	addressed: Addressed | undefined;
	identified: Identified | undefined;
	contacted: Contacted | undefined;
	provider: Provider | undefined;
}

export function forgetParty(holder: PartyHolder): void {
	holder.addressed = undefined;
	holder.identified = undefined;
	holder.contacted = undefined;
	holder.provider = undefined;
}

export const readingOf = <B>(
	elements: Elements,
	read: SegmentReading<B>['read'],
	critical = 0,
): SegmentReading<B> => ({
	elements,
	says: maskOf(elements),
	read,
	critical,
});

/** Fields have their places from the start: an object that grows field by field is a slow one. */
export const newProvider = (): Provider => ({
	npi: undefined,
	tax_id: undefined,
	tax_id_type: undefined,
	name: undefined,
	last_name: undefined,
	first_name: undefined,
	middle_name: undefined,
	taxonomy: undefined,
	address: undefined,
});

export const newSubscriber = (): Subscriber => ({
	member_id: undefined,
	name: undefined,
	last_name: undefined,
	first_name: undefined,
	middle_name: undefined,
	birth_date: undefined,
	sex: undefined,
	address: undefined,
	relationship: undefined,
	group_number: undefined,
	group_name: undefined,
	payer_responsibility: undefined,
	insurance_type: undefined,
	filing_code: undefined,
});

/** NM1's elements up to the number. */
export const NAME: Elements = {
	1: code,
	2: code,
	3: text(60),
	4: text(35),
	5: text(25),
	6: text(10),
	7: text(10),
	8: text(3),
	9: text(80),
};

const FURTHER_NAMES = bits(5, 6, 7);
const PERSON_NAMES = bits(4, 5, 6, 7);

/** NM1 of a person or organisation, in the elements that every NM1 shares. */
export function readName(segment: Segment, into: Provider | Subscriber): void {
	if (segment.key(2) !== PERSON) {
		into.name = segment.string(3, 80);
		return;
	}
	into.last_name = segment.text(3);
	into.first_name = segment.text(4);
	if (!segment.hasAny(FURTHER_NAMES)) return;
	if (segment.has(5)) into.middle_name = segment.text(5);
	if (segment.has(6)) into.prefix = segment.text(6);
	if (segment.has(7)) into.suffix = segment.text(7);
}

/** An organisation has no first name; what stands there all the same is kept as it stood. */
export const isWholeName = (segment: Segment) => segment.key(2) === PERSON || !segment.hasAny(PERSON_NAMES);

export function addIdentifier(
	to: Identified,
	qualifier: string | undefined,
	value: string | undefined,
): boolean {
	if (!qualifier || !value) return !qualifier && !value;
	to.identifiers ??= [];
	if (to.identifiers.length >= 20) return false;
	to.identifiers.push({ qualifier, value });
	return true;
}

export function holdProvider(holder: PartyHolder, provider: Provider): void {
	holder.provider = provider;
	holder.addressed = provider;
	holder.identified = provider;
	holder.contacted = provider;
}

/** A provider's number is its NPI, its tax id, or one that only the payer knows. */
export function readProviderNumber(segment: Segment, provider: Provider, at = 8): boolean {
	const qualifier = segment.key(at);
	const number = segment.text(at + 1);
	if (!number) return !segment.has(at);
	if (qualifier === NPI && segment.isDigits(at + 1, 10)) {
		provider.npi = number;
		return true;
	}
	const taxId = TAX_IDS.get(qualifier);
	if (taxId && !provider.tax_id && number.length <= 20) {
		provider.tax_id = number;
		provider.tax_id_type = taxId;
		return true;
	}
	if (qualifier === NPI) segment.remark('CODE_INVALID', at + 1);
	return addIdentifier(provider, segment.text(at) ?? 'XX', number);
}

export function readProvider(segment: Segment, holder: PartyHolder, provider: Provider): boolean {
	holdProvider(holder, provider);
	readName(segment, provider);
	return readProviderNumber(segment, provider) && isWholeName(segment);
}

export const readAddressLines = readingOf<PartyHolder>(
	{ 1: text(80), 2: text(80) },
	(segment, { addressed }) => {
		if (!addressed || addressed.address?.lines) return false;
		const first = segment.text(1);
		const second = segment.text(2);
		if (!first && !second) return true;
		const lines = first ? [first] : [];
		if (second) lines.push(second);
		addressed.address ??= newAddress();
		addressed.address.lines = lines;
		return true;
	},
);

const CITY: Elements = { 1: text(60), 2: text(20), 3: text(15), 4: text(3), 7: text(3) };

export const readCity = readingOf<PartyHolder>(CITY, (segment, { addressed }) => {
	if (!addressed || addressed.address?.city) return false;
	addressed.address ??= newAddress();
	const { address } = addressed;
	address.city = segment.text(1);
	address.state = segment.text(2);
	address.postal_code = segment.text(3);
	if (segment.has(4)) address.country = segment.text(4);
	if (segment.has(7)) address.country_subdivision = segment.text(7);
	return true;
});

const CONTACT_FIELDS: ReadonlyMap<number, Exclude<keyof Contact, 'name' | 'phone_type'>> = new Map([
	[packCode('TE'), 'phone'],
	[packCode('FX'), 'fax'],
	[packCode('EM'), 'email'],
	[packCode('EX'), 'extension'],
]);

const MOST_CONTACTS = 10;

const CONTACT: Elements = {
	1: code,
	2: text(60),
	3: code,
	4: text(256),
	5: code,
	6: text(256),
	7: code,
	8: text(256),
};

/** PER: a name and up to three ways to reach it; a second telephone becomes a contact of its own. */
export const readContact = readingOf<PartyHolder>(CONTACT, (segment, { contacted: owner }) => {
	if (!owner) return false;
	const contacts: Contact[] = [segment.has(2) ? { name: segment.text(2) } : {}];
	for (let at = 3; at <= 7; at += 2) {
		if (!segment.has(at + 1)) continue;
		const field = CONTACT_FIELDS.get(segment.key(at));
		if (!field) return false;
		const number = segment.text(at + 1);
		const free = contacts.find((contact) => contact[field] === undefined);
		if (free) free[field] = number;
		else contacts.push({ [field]: number });
	}
	owner.contacts ??= [];
	if (owner.contacts.length + contacts.length > MOST_CONTACTS) return false;
	owner.contacts.push(...contacts);
	return true;
});

/** REF: a number and what kind of number it is. */
export const NUMBERED: Elements = { 1: text(3), 2: text(80) };

/** REF of a provider: the tax id by itself, everything else beside it. */
export const readProviderIdentifier = readingOf<PartyHolder>(NUMBERED, (segment, { provider }) => {
	if (!provider) return false;
	const qualifier = segment.key(1);
	const isTaxId = qualifier === EMPLOYER_NUMBER || qualifier === SOCIAL_SECURITY;
	if (!isTaxId || provider.tax_id) return addIdentifier(provider, segment.text(1), segment.text(2));
	provider.tax_id = segment.string(2, 20);
	provider.tax_id_type = qualifier === EMPLOYER_NUMBER ? 'employer' : 'social_security';
	return true;
});

export const readIdentifier = readingOf<PartyHolder>(NUMBERED, (segment, { identified }) =>
	identified ? addIdentifier(identified, segment.text(1), segment.text(2)) : false,
);

/** PRV. */
export const TAXONOMY: Elements = { 1: code, 2: code, 3: text(20) };

export const readTaxonomy = readingOf<PartyHolder>(TAXONOMY, (segment, { provider }) => {
	if (!provider || provider.taxonomy) return false;
	provider.taxonomy = segment.text(3);
	return true;
});
