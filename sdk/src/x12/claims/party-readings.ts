import type { Payer, Subscriber, TradingPartner } from '../../claim';
import { RELATIONSHIPS, RESPONSIBILITIES, SEXES } from '../codes/person-codes';
import { code, day, type Elements, laters, text } from '../element-plan';
import type { SegmentReading } from '../loops';
import {
	addIdentifier,
	forgetParty,
	isWholeName,
	NAME,
	NUMBERED,
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
	TAXONOMY,
} from '../read/parties';
import { packCode, type Segment } from '../segment';
import type { ClaimAssembly } from './claim-assembly';

const PERSON = packCode('1');
const MEMBER = packCode('MI');
const PAYER = packCode('PI');
const BILLING = packCode('BI');
/** Electronic Transmitter Identification Number: what partners are numbered by. */
const ETIN = packCode('46');
const PROPERTY_CLAIM = packCode('Y4');

export type ClaimReading = SegmentReading<ClaimAssembly>;

export const reading = readingOf<ClaimAssembly>;

/** REF of a person: the number of an injury's claim belongs to the claims below, the rest to the person. */
const readPersonIdentifier = reading(NUMBERED, (segment, assembly) => {
	const { identified } = assembly;
	if (segment.key(1) !== PROPERTY_CLAIM || assembly.propertyNumber)
		return identified ? addIdentifier(identified, segment.text(1), segment.text(2)) : false;
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
	'bystander/NM1': reading({}, (_, assembly) => {
		forgetParty(assembly);
		return false;
	}),
};

/** NM1 of whoever is only named and numbered. */
export const ORGANISATION: Elements = { 1: code, 2: code, 3: text(80), 8: code, 9: text(80) };

export const billingLoops: Readonly<Record<string, ClaimReading>> = {
	'2000A/PRV': reading(TAXONOMY, (segment, assembly) => {
		assembly.billing ??= newProvider();
		// 4010 also has the specialty of the pay-to provider here (PT).
		if (assembly.billing.taxonomy || segment.key(1) !== BILLING) return false;
		assembly.billing.taxonomy = segment.text(3);
		return true;
	}),
	'2000A/CUR': reading({ 1: code, 2: text(3) }, (segment, assembly) => {
		const currency = segment.text(2);
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
	'2010AB/NM1': reading(laters(1, 2), (_, assembly) => {
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
	subscriber.member_id = segment.text(9);
	if (subscriber.member_id && !segment.has(8)) segment.remark('ELEMENT_MISSING', 8);
	return isWholeName(segment) && (segment.key(8) === MEMBER || !segment.has(9));
}

/** SBR: which policy, and who pays first. */
export function readCoverage(segment: Segment, into: Subscriber): boolean {
	const relationship = segment.key(2);
	into.payer_responsibility = RESPONSIBILITIES.word(segment.key(1));
	if (relationship !== 0) into.relationship = RELATIONSHIPS.word(relationship);
	into.group_number = segment.text(3);
	into.group_name = segment.text(4);
	into.insurance_type = segment.text(5);
	into.filing_code = segment.text(9);
	if (!into.payer_responsibility) segment.fault('CODE_INVALID', 1);
	if (relationship !== 0 && !into.relationship) segment.fault('CODE_INVALID', 2);
	return true;
}

export const COVERAGE: Elements = { 1: code, 2: code, 3: text(50), 4: text(60), 5: text(3), 9: text(2) };
export const INSURED = NAME;

const D8 = packCode('D8');

/** DMG: birth date and sex. */
export function readDemographics(segment: Segment, into: Subscriber): boolean {
	if (segment.has(2))
		into.birth_date = segment.key(1) === D8 ? segment.day(2) : segment.fault('DATE_INVALID', 2);
	const sex = segment.key(3);
	if (sex !== 0) into.sex = SEXES.word(sex) ?? segment.fault('CODE_INVALID', 3);
	return true;
}

export const DEMOGRAPHICS: Elements = { 1: code, 2: day, 3: code };

export const subscriberLoops: Readonly<Record<string, ClaimReading>> = {
	'2000B/SBR': reading(COVERAGE, (segment, { subscriber }) => readCoverage(segment, subscriber)),
	'2000B/PAT': reading({ 5: code, 6: day }, (segment, assembly) => {
		if (segment.has(6)) assembly.subscriberDeath = segment.day(6);
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
	'2010BB/NM1': reading(ORGANISATION, (segment, assembly) => {
		forgetParty(assembly);
		const payer: Payer = { id: segment.text(9), name: segment.text(3) };
		assembly.payer = payer;
		assembly.addressed = payer;
		assembly.identified = payer;
		return segment.key(8) === PAYER || !segment.has(9);
	}),
	'2010BB/N3': readAddressLines,
	'2010BB/N4': readCity,
	'2010BB/REF': readIdentifier,
};

export const patientLoops: Readonly<Record<string, ClaimReading>> = {
	'2000C/PAT': reading({ 1: code, 5: code, 6: day }, (segment, assembly) => {
		const relationship = RELATIONSHIPS.word(segment.key(1));
		if (!relationship) segment.fault('CODE_INVALID', 1);
		assembly.patient = { relationship: relationship ?? 'unknown' };
		if (segment.has(6)) assembly.patient.death_date = segment.day(6);
		return true;
	}),
	'2010CA/NM1': reading(NAME, (segment, assembly) => {
		assembly.hasPatientName = true;
		assembly.patient ??= { relationship: 'unknown' };
		const { patient } = assembly;
		forgetParty(assembly);
		assembly.addressed = patient;
		assembly.identified = patient;
		patient.last_name = segment.text(3);
		patient.first_name = segment.text(4);
		if (segment.has(5)) patient.middle_name = segment.text(5);
		if (segment.has(6)) patient.prefix = segment.text(6);
		if (segment.has(7)) patient.suffix = segment.text(7);
		if (segment.has(9)) patient.member_id = segment.text(9);
		return segment.key(2) === PERSON && (segment.key(8) === MEMBER || !segment.has(9));
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
	reading(ORGANISATION, (segment, assembly) => {
		forgetParty(assembly);
		const partner: TradingPartner = { id: segment.text(9), name: segment.text(3) };
		assembly[field] = partner;
		assembly.contacted = partner;
		return segment.key(8) === ETIN || !segment.has(9);
	});

export const partnerLoops: Readonly<Record<string, ClaimReading>> = {
	'1000A/NM1': partnerName('submitter'),
	'1000A/PER': readContact,
	'1000B/NM1': partnerName('receiver'),
};
