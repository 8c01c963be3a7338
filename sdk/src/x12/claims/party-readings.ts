import type { Payer, Subscriber, TradingPartner } from '../../claim';
import { RELATIONSHIPS, RESPONSIBILITIES, SEXES } from '../codes/person-codes';
import { bits, type SegmentReading } from '../loops';
import {
	addIdentifier,
	forgetParty,
	isWholeName,
	NAME,
	newProvider,
	readAddressLines,
	readCity,
	readContact,
	readIdentifier,
	readingOf,
	readName,
	readProvider,
	readProviderIdentifier,
	readTaxonomy,
} from '../read/parties';
import { packCode, type Segment } from '../segment';
import type { ClaimAssembly } from './claim-assembly';

const PERSON = packCode('1');
const MEMBER = packCode('MI');
const PAYER = packCode('PI');
const PROPERTY_CLAIM = packCode('Y4');

export type ClaimReading = SegmentReading<ClaimAssembly>;

export const reading = readingOf<ClaimAssembly>;

/** REF of a person: the number of an injury's claim belongs to the claims below, the rest to the person. */
const readPersonIdentifier = reading(bits(1, 2), (segment, assembly) => {
	const { identified } = assembly;
	if (segment.code(1) !== PROPERTY_CLAIM || assembly.propertyNumber)
		return identified ? addIdentifier(identified, segment.string(1, 3), segment.string(2, 80)) : false;
	assembly.propertyNumber = segment.string(2, 50);
	return true;
});

/** Loops of one provider, wherever they stand: the loop says which field of claim or line it fills. */
export const providerLoop: Readonly<Record<string, ClaimReading>> = {
	'provider/NM1': reading(NAME, (segment, assembly, { spec }) => {
		forgetParty(assembly);
		const owner: Record<string, unknown> | undefined = assembly.line ?? assembly.claim;
		if (!owner || !spec.as || owner[spec.as]) return false;
		const provider = newProvider();
		owner[spec.as] = provider;
		return readProvider(segment, assembly, provider);
	}),
	'provider/PRV': readTaxonomy,
	'provider/N3': readAddressLines,
	'provider/N4': readCity,
	'provider/REF': readProviderIdentifier,
	'provider/PER': readContact,
	'bystander/NM1': reading(0, (_, assembly) => {
		forgetParty(assembly);
		return false;
	}),
};

export const billingLoops: Readonly<Record<string, ClaimReading>> = {
	'2000A/PRV': reading(bits(1, 2, 3), (segment, assembly) => {
		assembly.billing ??= newProvider();
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
		assembly.billing ??= newProvider();
		assembly.hasBillingName = true;
		return readProvider(segment, assembly, assembly.billing);
	}),
	'2010AA/N3': readAddressLines,
	'2010AA/N4': readCity,
	'2010AA/REF': readProviderIdentifier,
	'2010AA/PER': readContact,
	'2010AB/NM1': reading(bits(1, 2), (_, assembly) => {
		forgetParty(assembly);
		assembly.payTo = {};
		assembly.addressed = assembly.payTo;
		return true;
	}),
	'2010AB/N3': readAddressLines,
	'2010AB/N4': readCity,
};

/** NM1 of whoever holds a policy: the member's number, and the name of a person or an employer. */
export function readInsured(segment: Segment, assembly: ClaimAssembly, subscriber: Subscriber): boolean {
	forgetParty(assembly);
	assembly.addressed = subscriber;
	assembly.identified = subscriber;
	readName(segment, subscriber);
	subscriber.member_id = segment.string(9, 80);
	if (subscriber.member_id && !segment.has(8)) segment.remark('ELEMENT_MISSING', 8);
	return isWholeName(segment) && (segment.code(8) === MEMBER || !segment.has(9));
}

/** SBR: which policy, and who pays first. */
export function readCoverage(segment: Segment, into: Subscriber): boolean {
	const relationship = segment.code(2);
	into.payer_responsibility = RESPONSIBILITIES.word(segment.code(1));
	if (relationship !== 0) into.relationship = RELATIONSHIPS.word(relationship);
	into.group_number = segment.string(3, 50);
	into.group_name = segment.string(4, 60);
	into.insurance_type = segment.string(5, 3);
	into.filing_code = segment.string(9, 2);
	if (!into.payer_responsibility) segment.fault('CODE_INVALID', 1);
	if (relationship !== 0 && !into.relationship) segment.fault('CODE_INVALID', 2);
	return true;
}

export const COVERAGE = bits(1, 2, 3, 4, 5, 9);
export const INSURED = NAME;

const D8 = packCode('D8');

/** DMG: birth date and sex. */
export function readDemographics(segment: Segment, into: Subscriber): boolean {
	if (segment.has(2))
		into.birth_date = segment.code(1) === D8 ? segment.date(2) : segment.fault('DATE_INVALID', 2);
	const sex = segment.code(3);
	if (sex !== 0) into.sex = SEXES.word(sex) ?? segment.fault('CODE_INVALID', 3);
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
		forgetParty(assembly);
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
		forgetParty(assembly);
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
		forgetParty(assembly);
		const partner: TradingPartner = { id: segment.string(9, 80), name: segment.string(3, 80) };
		assembly[field] = partner;
		assembly.contacted = partner;
		return true;
	});

export const partnerLoops: Readonly<Record<string, ClaimReading>> = {
	'1000A/NM1': partnerName('submitter'),
	'1000A/PER': readContact,
	'1000B/NM1': partnerName('receiver'),
};
