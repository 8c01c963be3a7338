import type { Contact, Payer, Provider, Subscriber } from '../../claim';
import { RELATIONSHIPS, RESPONSIBILITIES, SEXES } from '../codes/person-codes';
import { bits, type SegmentReading } from '../loops';
import { packCode, type Segment } from '../segment';
import type { ClaimAssembly, Identified } from './claim-assembly';

const PERSON = packCode('1');
const NPI = packCode('XX');
const MEMBER = packCode('MI');
const PAYER = packCode('PI');
const EMPLOYER_NUMBER = packCode('EI');
const SOCIAL_SECURITY = packCode('SY');
/** Before there were NPIs, a provider was named by a tax id. */
const EMPLOYER_4010 = packCode('24');
const SOCIAL_SECURITY_4010 = packCode('34');
const PROPERTY_CLAIM = packCode('Y4');
const NAME = bits(1, 2, 3, 4, 5, 6, 7, 8, 9);

export type ClaimReading = SegmentReading<ClaimAssembly>;

export const reading = (says: number, read: ClaimReading['read'], critical = 0): ClaimReading => ({
	says,
	read,
	critical,
});

/** NM1 of a person or organisation, in the elements that every NM1 shares. */
function readName(segment: Segment, into: Provider | Subscriber): void {
	if (segment.code(2) !== PERSON) {
		into.name = segment.string(3, 80);
		return;
	}
	into.last_name = segment.string(3, 60);
	into.first_name = segment.string(4, 35);
	if (segment.count < 5) return;
	if (segment.has(5)) into.middle_name = segment.string(5, 25);
	if (segment.has(6)) into.prefix = segment.string(6, 10);
	if (segment.has(7)) into.suffix = segment.string(7, 10);
}

/** An organisation has no first name; what stands there all the same is kept as it stood. */
const isWholeName = (segment: Segment) =>
	segment.code(2) === PERSON || !(segment.has(4) || segment.has(5) || segment.has(6) || segment.has(7));

function addIdentifier(to: Identified, qualifier: string | undefined, value: string | undefined): boolean {
	if (!qualifier || !value) return !qualifier && !value;
	to.identifiers ??= [];
	if (to.identifiers.length >= 20) return false;
	to.identifiers.push({ qualifier, value });
	return true;
}

/** A provider's number is its NPI, its tax id, or one that only the payer knows. */
function readProviderNumber(segment: Segment, provider: Provider): boolean {
	const qualifier = segment.code(8);
	const number = segment.string(9, 80);
	if (!number) return !segment.has(8);
	if (qualifier === NPI && /^\d{10}$/.test(number)) {
		provider.npi = number;
		return true;
	}
	if (
		(qualifier === EMPLOYER_4010 || qualifier === SOCIAL_SECURITY_4010) &&
		!provider.tax_id &&
		number.length <= 20
	) {
		provider.tax_id = number;
		provider.tax_id_type = qualifier === EMPLOYER_4010 ? 'employer' : 'social_security';
		return true;
	}
	if (qualifier === NPI) segment.remark('CODE_INVALID', 9);
	return addIdentifier(provider, segment.string(8, 3) ?? 'XX', number);
}

export function readProvider(segment: Segment, assembly: ClaimAssembly, provider: Provider): boolean {
	assembly.provider = provider;
	assembly.addressed = provider;
	assembly.identified = provider;
	readName(segment, provider);
	return readProviderNumber(segment, provider) && isWholeName(segment);
}

const readAddressLines = reading(bits(1, 2), (segment, { addressed }) => {
	if (!addressed || addressed.address?.lines) return false;
	const first = segment.string(1, 80);
	const second = segment.has(2) ? segment.string(2, 80) : undefined;
	const lines = first ? [first] : [];
	if (second) lines.push(second);
	if (lines.length > 0) addressed.address = { ...addressed.address, lines };
	return true;
});

const readCity = reading(bits(1, 2, 3, 4, 7), (segment, { addressed }) => {
	if (!addressed || addressed.address?.city) return false;
	addressed.address ??= {};
	const { address } = addressed;
	address.city = segment.string(1, 60);
	address.state = segment.string(2, 20);
	address.postal_code = segment.string(3, 15);
	if (segment.has(4)) address.country = segment.string(4, 3);
	if (segment.has(7)) address.country_subdivision = segment.string(7, 3);
	return true;
});

const CONTACT_FIELDS: Readonly<Record<number, Exclude<keyof Contact, 'name'>>> = {
	[packCode('TE')]: 'phone',
	[packCode('FX')]: 'fax',
	[packCode('EM')]: 'email',
	[packCode('EX')]: 'extension',
};

const MOST_CONTACTS = 10;

/** PER: a name and up to three ways to reach it; a second telephone becomes a contact of its own. */
const readContact = reading(bits(1, 2, 3, 4, 5, 6, 7, 8), (segment, { provider, partner }) => {
	const owner = provider ?? partner;
	if (!owner) return false;
	const contacts: Contact[] = [segment.has(2) ? { name: segment.string(2, 60) } : {}];
	for (let at = 3; at <= 7; at += 2) {
		if (!segment.has(at + 1)) continue;
		const field = CONTACT_FIELDS[segment.code(at)];
		if (!field) return false;
		const number = segment.string(at + 1, 256);
		const free = contacts.find((contact) => contact[field] === undefined);
		if (free) free[field] = number;
		else contacts.push({ [field]: number });
	}
	owner.contacts ??= [];
	if (owner.contacts.length + contacts.length > MOST_CONTACTS) return false;
	owner.contacts.push(...contacts);
	return true;
});

/** REF of a provider: the tax id by itself, everything else beside it. */
const readProviderIdentifier = reading(bits(1, 2), (segment, { provider }) => {
	if (!provider) return false;
	const qualifier = segment.code(1);
	const isTaxId = qualifier === EMPLOYER_NUMBER || qualifier === SOCIAL_SECURITY;
	if (!isTaxId || provider.tax_id)
		return addIdentifier(provider, segment.string(1, 3), segment.string(2, 80));
	provider.tax_id = segment.string(2, 20);
	provider.tax_id_type = qualifier === EMPLOYER_NUMBER ? 'employer' : 'social_security';
	return true;
});

const readIdentifier = reading(bits(1, 2), (segment, { identified }) =>
	identified ? addIdentifier(identified, segment.string(1, 3), segment.string(2, 80)) : false,
);

/** REF of a person: the number of an injury's claim belongs to the claims below, the rest to the person. */
const readPersonIdentifier = reading(bits(1, 2), (segment, assembly) => {
	const { identified } = assembly;
	if (segment.code(1) !== PROPERTY_CLAIM || assembly.propertyNumber)
		return identified ? addIdentifier(identified, segment.string(1, 3), segment.string(2, 80)) : false;
	assembly.propertyNumber = segment.string(2, 50);
	return true;
});

const readTaxonomy = reading(bits(1, 2, 3), (segment, { provider }) => {
	if (!provider || provider.taxonomy) return false;
	provider.taxonomy = segment.string(3, 20);
	return true;
});

/** Loops of one provider, wherever they stand: the loop says which field of claim or line it fills. */
export const providerLoop: Readonly<Record<string, ClaimReading>> = {
	'provider/NM1': reading(NAME, (segment, assembly, { spec }) => {
		assembly.forgetParty();
		const owner: Record<string, unknown> | undefined = assembly.line ?? assembly.claim;
		if (!owner || !spec.as || owner[spec.as]) return false;
		const provider: Provider = {};
		owner[spec.as] = provider;
		return readProvider(segment, assembly, provider);
	}),
	'provider/PRV': readTaxonomy,
	'provider/N3': readAddressLines,
	'provider/N4': readCity,
	'provider/REF': readProviderIdentifier,
	'provider/PER': readContact,
	'bystander/NM1': reading(0, (_, assembly) => {
		assembly.forgetParty();
		return false;
	}),
};

export const billingLoops: Readonly<Record<string, ClaimReading>> = {
	'2000A/PRV': reading(bits(1, 2, 3), (segment, assembly) => {
		assembly.billing ??= {};
		if (assembly.billing.taxonomy) return false;
		assembly.billing.taxonomy = segment.string(3, 20);
		return true;
	}),
	'2000A/CUR': reading(bits(1, 2), (segment, assembly) => {
		const currency = segment.string(2, 3);
		if (!currency || !/^[A-Z]{3}$/.test(currency)) return segment.fault('CODE_INVALID', 2);
		assembly.useCurrency(currency);
		return true;
	}),
	'2010AA/NM1': reading(NAME, (segment, assembly) => {
		assembly.billing ??= {};
		assembly.hasBillingName = true;
		return readProvider(segment, assembly, assembly.billing);
	}),
	'2010AA/N3': readAddressLines,
	'2010AA/N4': readCity,
	'2010AA/REF': readProviderIdentifier,
	'2010AA/PER': readContact,
	'2010AB/NM1': reading(bits(1, 2), (_, assembly) => {
		assembly.forgetParty();
		assembly.payTo = {};
		assembly.addressed = assembly.payTo;
		return true;
	}),
	'2010AB/N3': readAddressLines,
	'2010AB/N4': readCity,
};

/** NM1 of whoever holds a policy: the member's number, and the name of a person or an employer. */
export function readInsured(segment: Segment, assembly: ClaimAssembly, subscriber: Subscriber): boolean {
	assembly.forgetParty();
	assembly.addressed = subscriber;
	assembly.identified = subscriber;
	readName(segment, subscriber);
	subscriber.member_id = segment.string(9, 80);
	if (subscriber.member_id && !segment.has(8)) segment.remark('ELEMENT_MISSING', 8);
	return isWholeName(segment) && (segment.code(8) === MEMBER || !segment.has(9));
}

/** SBR: which policy, and who pays first. */
export function readCoverage(segment: Segment, into: Subscriber): boolean {
	into.payer_responsibility = RESPONSIBILITIES.word(segment.code(1));
	if (segment.has(2)) into.relationship = RELATIONSHIPS.word(segment.code(2));
	into.group_number = segment.string(3, 50);
	if (segment.has(4)) into.group_name = segment.string(4, 60);
	if (segment.has(5)) into.insurance_type = segment.string(5, 3);
	if (segment.has(9)) into.filing_code = segment.string(9, 2);
	if (!into.payer_responsibility) segment.fault('CODE_INVALID', 1);
	if (segment.has(2) && !into.relationship) segment.fault('CODE_INVALID', 2);
	return true;
}

export const COVERAGE = bits(1, 2, 3, 4, 5, 9);
export const INSURED = NAME;

const D8 = packCode('D8');

/** DMG: birth date and sex. */
export function readDemographics(segment: Segment, into: Subscriber): boolean {
	if (segment.has(2))
		into.birth_date = segment.code(1) === D8 ? segment.date(2) : segment.fault('DATE_INVALID', 2);
	if (segment.has(3)) into.sex = SEXES.word(segment.code(3)) ?? segment.fault('CODE_INVALID', 3);
	return true;
}

export const DEMOGRAPHICS = bits(1, 2, 3);

export const subscriberLoops: Readonly<Record<string, ClaimReading>> = {
	'2000B/SBR': reading(COVERAGE, (segment, { subscriber }) => readCoverage(segment, subscriber)),
	'2000B/PAT': reading(bits(5, 6), (segment, assembly) => {
		if (segment.has(6)) assembly.subscriberDeath = segment.date(6);
		return true;
	}),
	'2010BA/NM1': reading(NAME, (segment, assembly) => {
		assembly.hasSubscriberName = true;
		return readInsured(segment, assembly, assembly.subscriber);
	}),
	'2010BA/N3': readAddressLines,
	'2010BA/N4': readCity,
	'2010BA/DMG': reading(DEMOGRAPHICS, (segment, { subscriber }) => readDemographics(segment, subscriber)),
	'2010BA/REF': readPersonIdentifier,
	'2010BB/NM1': reading(bits(1, 2, 3, 8, 9), (segment, assembly) => {
		assembly.forgetParty();
		const payer: Payer = { id: segment.string(9, 80), name: segment.string(3, 80) };
		assembly.payer = payer;
		assembly.addressed = payer;
		assembly.identified = payer;
		return segment.code(8) === PAYER || !segment.has(9);
	}),
	'2010BB/N3': readAddressLines,
	'2010BB/N4': readCity,
	'2010BB/REF': readIdentifier,
};

export const patientLoops: Readonly<Record<string, ClaimReading>> = {
	'2000C/PAT': reading(bits(1, 5, 6), (segment, assembly) => {
		const relationship = RELATIONSHIPS.word(segment.code(1));
		if (!relationship) segment.fault('CODE_INVALID', 1);
		assembly.patient = { relationship: relationship ?? 'unknown' };
		if (segment.has(6)) assembly.patient.death_date = segment.date(6);
		return true;
	}),
	'2010CA/NM1': reading(NAME, (segment, assembly) => {
		assembly.hasPatientName = true;
		assembly.patient ??= { relationship: 'unknown' };
		const { patient } = assembly;
		assembly.forgetParty();
		assembly.addressed = patient;
		assembly.identified = patient;
		patient.last_name = segment.string(3, 60);
		patient.first_name = segment.string(4, 35);
		if (segment.has(5)) patient.middle_name = segment.string(5, 25);
		if (segment.has(6)) patient.prefix = segment.string(6, 10);
		if (segment.has(7)) patient.suffix = segment.string(7, 10);
		if (segment.has(9)) patient.member_id = segment.string(9, 80);
		return segment.code(2) === PERSON && (segment.code(8) === MEMBER || !segment.has(9));
	}),
	'2010CA/N3': readAddressLines,
	'2010CA/N4': readCity,
	'2010CA/DMG': reading(DEMOGRAPHICS, (segment, { patient }) =>
		patient ? readDemographics(segment, patient) : false,
	),
	'2010CA/REF': readPersonIdentifier,
};

/** Sender and receiver of the whole transaction. */
const partnerName = (field: 'submitter' | 'receiver') =>
	reading(bits(1, 2, 3, 8, 9), (segment, assembly) => {
		assembly.forgetParty();
		assembly[field] = { id: segment.string(9, 80), name: segment.string(3, 80) };
		assembly.partner = assembly[field];
		return true;
	});

export const partnerLoops: Readonly<Record<string, ClaimReading>> = {
	'1000A/NM1': partnerName('submitter'),
	'1000A/PER': readContact,
	'1000B/NM1': partnerName('receiver'),
};

export { addIdentifier, readAddressLines, readCity, readIdentifier };
