import type { Address, Contact, EnrolmentParty, Identifier, Payer, Provider, Subscriber } from '../../claim';
import { PHONE_TYPES, RELATIONSHIPS, RESPONSIBILITIES, SEXES } from '../codes/person-codes';
import { type OutSegment, out, writeDate } from './x12-writer';

interface Name {
	readonly name?: string | undefined;
	readonly last_name?: string | undefined;
	readonly first_name?: string | undefined;
	readonly middle_name?: string | undefined;
	readonly prefix?: string | undefined;
	readonly suffix?: string | undefined;
}

/** Who is a person also where no name is known: insured, patient, dependant, and those of an enrolment. */
const PEOPLE = new Set(['IL', 'QC', '03', '74', '70']);

/** NM1, of a person unless only an organisation's name is known. */
export function nameSegment(role: string, name: Name, qualifier?: string, id?: string): OutSegment {
	const number = id ? [qualifier, id] : [];
	const isPerson = name.last_name !== undefined || name.first_name !== undefined || PEOPLE.has(role);
	if (name.name !== undefined || !isPerson) {
		return out('NM1', role, '2', name.name, undefined, undefined, undefined, undefined, ...number);
	}
	const { last_name, first_name, middle_name, prefix, suffix } = name;
	return out('NM1', role, '1', last_name, first_name, middle_name, prefix, suffix, ...number);
}

export function addressSegments(address: Address | undefined): OutSegment[] {
	if (!address) return [];
	const { lines = [], city, state, postal_code, country, country_subdivision } = address;
	const segments: OutSegment[] = [];
	if (lines.length > 0) segments.push(out('N3', lines[0], lines.slice(1).join(' ') || undefined));
	if (city || state || postal_code || country) {
		segments.push(out('N4', city, state, postal_code, country, undefined, undefined, country_subdivision));
	}
	return segments;
}

export const identifierSegments = (identifiers: readonly Identifier[] | undefined): OutSegment[] =>
	(identifiers ?? []).map(({ qualifier, value }) => out('REF', qualifier, value));

export function contactSegments(contacts: readonly Contact[] | undefined, role = 'IC'): OutSegment[] {
	return inOneSegment(contacts ?? []).map((some) =>
		out('PER', role, some[0]?.name, ...some.flatMap(waysTo).flat()),
	);
}

type Way = readonly [qualifier: string, number: string];

function waysTo({ phone, phone_type, fax, email, extension }: Contact): Way[] {
	const ways = [
		[phone_type ? PHONE_TYPES.code(phone_type) : 'TE', phone],
		['FX', fax],
		['EM', email],
		['EX', extension],
	] as const;
	return ways.flatMap(([qualifier, number]) => (number ? [[qualifier, number]] : []));
}

const MOST_WAYS = 3;

/** A nameless telephone of its own kind stands in the segment of the contact before it, where that has room. */
function inOneSegment(contacts: readonly Contact[]): Contact[][] {
	const segments: Contact[][] = [];
	for (const contact of contacts) {
		const before = segments.at(-1);
		if (before && joins(contact, before)) before.push(contact);
		else segments.push([contact]);
	}
	return segments;
}

function joins(contact: Contact, before: readonly Contact[]): boolean {
	const { phone, phone_type, ...others } = contact;
	const isOnlyPhone = phone !== undefined && phone_type !== undefined && Object.keys(others).length === 0;
	return (
		isOnlyPhone && before.every((one) => one.phone !== undefined) && before.flatMap(waysTo).length < MOST_WAYS
	);
}

/** N1, of an organisation that is named by one number. */
export const partySegment = (role: string, { name, id, id_qualifier }: EnrolmentParty): OutSegment =>
	out('N1', role, name, id ? (id_qualifier ?? 'FI') : undefined, id);

const taxId = ({ tax_id, tax_id_type }: Provider): OutSegment[] =>
	tax_id ? [out('REF', tax_id_type === 'social_security' ? 'SY' : 'EI', tax_id)] : [];

/** Code list 66: what a number in NM1 may be; as REF has other codes, such a number has no place there. */
const NAME_NUMBERS = new Set(['XX', '24', '34', '46', 'FI', 'MI', 'PI', 'SV']);

/** A provider's loop; its specialty stands in `specialty`, which differs by role. */
export function providerSegments(role: string, provider: Provider, specialty?: string): OutSegment[] {
	const { taxonomy, npi, identifiers = [] } = provider;
	const own = npi ? undefined : identifiers.find(({ qualifier }) => NAME_NUMBERS.has(qualifier));
	return [
		nameSegment(role, provider, own?.qualifier ?? 'XX', own?.value ?? npi),
		...(specialty && taxonomy ? [out('PRV', specialty, 'PXC', taxonomy)] : []),
		...addressSegments(provider.address),
		...taxId(provider),
		...identifierSegments(identifiers.filter((identifier) => identifier !== own)),
		...contactSegments(provider.contacts),
	];
}

/** A provider where one number is all that there is a place for: the NPI, else the tax id, else one that somebody gave. */
export function providerName(role: string, provider: Provider): OutSegment {
	const { npi, tax_id, tax_id_type, identifiers = [] } = provider;
	if (npi || !tax_id)
		return nameSegment(role, provider, npi ? 'XX' : identifiers[0]?.qualifier, npi ?? identifiers[0]?.value);
	return nameSegment(role, provider, tax_id_type === 'social_security' ? '34' : 'FI', tax_id);
}

export const payerSegments = (payer: Payer): OutSegment[] => [
	out(
		'NM1',
		'PR',
		'2',
		payer.name,
		undefined,
		undefined,
		undefined,
		undefined,
		payer.id ? 'PI' : undefined,
		payer.id,
	),
	...addressSegments(payer.address),
	...identifierSegments(payer.identifiers),
];

export function coverageSegment(
	subscriber: Subscriber,
	responsibility = subscriber.payer_responsibility,
): OutSegment {
	const { relationship, group_number, group_name, insurance_type, filing_code } = subscriber;
	return out(
		'SBR',
		RESPONSIBILITIES.code(responsibility ?? 'primary'),
		relationship && RELATIONSHIPS.code(relationship),
		group_number,
		group_name,
		insurance_type,
		undefined,
		undefined,
		undefined,
		filing_code,
	);
}

export const insuredSegments = (subscriber: Subscriber): OutSegment[] => [
	nameSegment('IL', subscriber, 'MI', subscriber.member_id),
	...addressSegments(subscriber.address),
	...identifierSegments(subscriber.identifiers),
];

type Demographics = Pick<Subscriber, 'birth_date' | 'sex'>;

/** X12 has no code for a sex that is neither male, female nor unknown. */
export function demographicsSegment({ birth_date, sex }: Demographics): OutSegment | undefined {
	if (!birth_date && !sex) return undefined;
	const code = sex && SEXES.code(sex === 'other' ? 'unknown' : sex);
	return out('DMG', birth_date && 'D8', birth_date && writeDate(birth_date), code);
}
