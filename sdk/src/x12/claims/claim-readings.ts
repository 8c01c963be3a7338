import type { CanonicalClaim, RelatedCause } from '../../claim';
import { ASSIGNMENTS, CAUSES, CLAIM_DATES, PURPOSES, YES_NO } from '../codes/claim-codes';
import { bits, clock, code, day, type Elements, later, laters, number, text } from '../element-plan';
import { addIdentifier } from '../read/parties';
import { packCode, type Segment } from '../segment';
import type { ClaimAssembly } from './claim-assembly';
import { readHealthCodes } from './health-codes';
import { type ClaimReading, reading } from './party-readings';

const D8 = packCode('D8');
const RD8 = packCode('RD8');
const DT = packCode('DT');
const TM = packCode('TM');
const YES = packCode('Y');
const NO = packCode('N');
const ORIGINAL = packCode('00');
const INSTITUTIONAL = packCode('A');
const PREDETERMINATION = packCode('PB');
const PATIENT_PAID = packCode('F5');
const IMPLEMENTATION = packCode('87');
const ATTACHMENT_NUMBER = packCode('AC');

/** The date, or the first of a period, in a DTP. */
export function readFirstDay(segment: Segment): string | undefined {
	const format = segment.key(2);
	if (format === D8) return segment.day(3);
	if (format === RD8 || format === DT) return segment.date(3);
	return segment.fault('DATE_INVALID', format === 0 ? 2 : 3);
}

/** The last day of a period; one date where a period belongs is its own end, as some senders write it. */
export function readLastDay(segment: Segment): string | undefined {
	if (segment.key(2) !== RD8) return undefined;
	return segment.date(3, (segment.string(3, 40)?.length ?? 0) > 8 ? 9 : 0);
}

/** Hours and minutes; seconds are kept with the segment, what else stands behind them is told. */
function isWholeTime(segment: Segment): boolean {
	if (segment.isDigits(5, 4)) return true;
	if (segment.isDigits(5, 6) || segment.isDigits(5, 8)) return false;
	if (segment.faults.length === 0) segment.remark('TIME_INVALID', 5);
	return true;
}

function readBegin(segment: Segment, assembly: ClaimAssembly): boolean {
	const date = segment.has(4) ? segment.day(4) : undefined;
	const time = segment.has(5) ? segment.time(5) : undefined;
	assembly.batchReference = segment.text(3);
	assembly.submittedAt = date && time ? `${date}T${time}` : date;
	assembly.purpose = PURPOSES.word(segment.key(6));
	const isWhole = segment.key(2) === ORIGINAL && (assembly.purpose !== undefined || !segment.has(6));
	return isWhole && (!segment.has(5) || (date !== undefined && isWholeTime(segment)));
}

function readClaim(segment: Segment, assembly: ClaimAssembly): boolean {
	const { claim } = assembly;
	if (!claim) return false;
	const total = segment.amount(2, assembly.decimals);
	assembly.chargeMinor = segment.minor;
	claim.claim_id = segment.text(1) ?? '';
	claim.total_charge = total ?? '';
	if (!claim.claim_id && segment.faults.length === 0) segment.fault('ELEMENT_MISSING', 1);
	if (!segment.has(2)) segment.fault('ELEMENT_MISSING', 2);
	let isWhole = readPlace(segment, assembly, claim);
	isWhole = readSignatures(segment, claim) && isWhole;
	if (segment.count < 10) return isWhole;
	if (segment.has(10)) claim.patient_signature = segment.text(10);
	if (segment.has(11)) isWhole = readCauses(segment, claim) && isWhole;
	if (segment.has(20)) claim.delay_reason = segment.text(20);
	if (segment.key(19) === PREDETERMINATION) claim.use = 'predetermination';
	else if (segment.has(19)) isWhole = false;
	return isWhole;
}

/** Some senders write this code as the number it looks like: `1.00`. */
function readFrequency(segment: Segment): string | undefined {
	const written = segment.part(3, 4);
	if (written === undefined || written.length === 1) return written;
	segment.remark('CODE_INVALID', 5, 3);
	return /^\d\.0+$/.test(written) ? written.slice(0, 1) : undefined;
}

/** CLM05: where the care was given, and whether this claim is new, a correction or a withdrawal. */
function readPlace(segment: Segment, assembly: ClaimAssembly, claim: CanonicalClaim): boolean {
	segment.openParts(5);
	const place = segment.part(1, 2);
	const frequency = readFrequency(segment);
	const isBill = assembly.kind === 'institutional' || segment.partCode(2) === INSTITUTIONAL;
	if (isBill) claim.facility_type = place;
	else claim.place_of_service = place;
	if (frequency) claim.frequency_code = frequency;
	else segment.fault('ELEMENT_MISSING', 5, 3);
	return !segment.hasPartsAfter(3);
}

function readSignatures(segment: Segment, claim: CanonicalClaim): boolean {
	const provider = segment.key(6);
	const assigned = segment.key(7);
	const benefits = segment.key(8);
	if (provider === YES || provider === NO) claim.provider_signature_on_file = provider === YES;
	if (assigned !== 0) claim.accepts_assignment = ASSIGNMENTS.word(assigned);
	if (benefits !== 0) claim.benefits_assigned = YES_NO.word(benefits);
	claim.release_of_information = segment.text(9);
	return !(
		(provider !== 0 && claim.provider_signature_on_file === undefined) ||
		(assigned !== 0 && !claim.accepts_assignment) ||
		(benefits !== 0 && !claim.benefits_assigned)
	);
}

function readCauses(segment: Segment, claim: CanonicalClaim): boolean {
	segment.openParts(11);
	const causes: RelatedCause['causes'] = [];
	let isWhole = true;
	for (let part = 1; part <= 3; part++) {
		const code = segment.partCode(part);
		const cause = CAUSES.word(code);
		if (cause) causes.push(cause);
		else if (code !== 0) isWhole = false;
	}
	if (causes.length === 0) return false;
	claim.related_cause = { causes, state: segment.part(4, 3), country: segment.part(5, 3) };
	return isWhole && !segment.hasPartsAfter(5);
}

type DateReading = (segment: Segment, claim: CanonicalClaim, assembly: ClaimAssembly) => boolean;

const setOnce = (
	field: 'admission_date' | 'discharge_date',
	clock: 'admission_time' | 'discharge_time',
): DateReading => {
	return (segment, claim) => {
		if (claim[field] || claim[clock]) return false;
		const format = segment.key(2);
		if (format === TM) {
			claim[clock] = segment.time(3);
			return true;
		}
		claim[field] = readFirstDay(segment);
		if (format === DT) claim[clock] = segment.time(3, 8);
		return format === D8 || format === DT;
	};
};

/** Dates of the claim that have a field of their own; the others go to `dates`. */
const DATES: ReadonlyMap<number, DateReading> = new Map([
	[
		packCode('434'),
		(segment, claim) => {
			if (claim.statement_from) return false;
			claim.statement_from = readFirstDay(segment);
			claim.statement_through = readLastDay(segment) ?? claim.statement_from;
			return true;
		},
	],
	[
		packCode('472'),
		(segment, claim, assembly) => {
			if (assembly.claimServiceDate) return false;
			assembly.claimServiceDate = readFirstDay(segment);
			assembly.claimServiceDateEnd = readLastDay(segment);
			return claim.lines.length === 0;
		},
	],
	[packCode('435'), setOnce('admission_date', 'admission_time')],
	[packCode('096'), setOnce('discharge_date', 'discharge_time')],
]);

/** The second and third ways of saying that a disability begins or ends. */
const DISABILITY_BEGINS = packCode('360');
const DISABILITY_ENDS = packCode('361');

function readDate(segment: Segment, assembly: ClaimAssembly): boolean {
	const { claim } = assembly;
	if (!claim) return false;
	const qualifier = segment.key(1);
	const own = DATES.get(qualifier);
	if (own) return own(segment, claim, assembly);
	const kind = CLAIM_DATES.word(qualifier);
	if (!kind || qualifier === DISABILITY_BEGINS || qualifier === DISABILITY_ENDS) return false;
	const date = readFirstDay(segment);
	const end = readLastDay(segment);
	claim.dates ??= [];
	if (!date || claim.dates.length >= 40) return false;
	claim.dates.push(end ? { kind, date, date_end: end } : { kind, date });
	return segment.key(2) !== DT;
}

const NUMBERS: ReadonlyMap<
	number,
	| 'authorization_number'
	| 'referral_number'
	| 'original_claim_number'
	| 'medical_record_number'
	| 'clearinghouse_number'
	| 'property_casualty_number'
> = new Map([
	[packCode('G1'), 'authorization_number'],
	[packCode('9F'), 'referral_number'],
	[packCode('F8'), 'original_claim_number'],
	[packCode('EA'), 'medical_record_number'],
	[packCode('D9'), 'clearinghouse_number'],
	[packCode('Y4'), 'property_casualty_number'],
]);

function readNumber(segment: Segment, assembly: ClaimAssembly): boolean {
	const { claim } = assembly;
	if (!claim) return false;
	const field = NUMBERS.get(segment.key(1));
	if (!field || claim[field]) return addIdentifier(claim, segment.text(1), segment.string(2, 80));
	claim[field] = segment.text(2);
	return true;
}

const CLAIM: Elements = {
	1: text(80),
	2: number,
	5: later,
	6: code,
	7: code,
	8: code,
	9: text(1),
	10: text(1),
	11: later,
	19: code,
	20: text(2),
};

/** DTP, where it names one day. */
export const DATED: Elements = { 1: code, 2: code, 3: day };

export const claimLoop: Readonly<Record<string, ClaimReading>> = {
	'ST/BHT': reading({ 1: code, 2: code, 3: text(80), 4: day, 5: clock, 6: code }, readBegin),
	/** The guide's own number, which 4010 says here a second time; whoever writes a file says which guide it follows. */
	'ST/REF': reading({ 1: code, 2: text(50) }, (segment) => segment.key(1) === IMPLEMENTATION),
	'2300/CLM': reading(CLAIM, readClaim, bits(1, 2, 5)),
	'2300/DTP': reading(DATED, readDate),
	'2300/CL1': reading({ 1: text(1), 2: text(1), 3: text(2) }, (segment, { claim }) => {
		if (!claim) return false;
		claim.admission_type = segment.text(1);
		claim.admission_source = segment.text(2);
		claim.patient_status = segment.text(3);
		return true;
	}),
	'2300/PWK': reading({ 1: text(2), 2: text(2), 5: code, 6: text(80) }, (segment, { claim }) => {
		const type = segment.text(1);
		if (!claim || !type || (claim.attachments?.length ?? 0) >= 20) return false;
		claim.attachments ??= [];
		claim.attachments.push({
			type,
			transmission: segment.text(2),
			control_number: segment.text(6),
		});
		return segment.key(5) === ATTACHMENT_NUMBER || !segment.has(6);
	}),
	'2300/AMT': reading({ 1: code, 2: number }, (segment, { claim, decimals }) => {
		if (!claim || segment.key(1) !== PATIENT_PAID || claim.patient_paid) return false;
		claim.patient_paid = segment.amount(2, decimals);
		return true;
	}),
	'2300/REF': reading({ 1: text(3), 2: text(50) }, readNumber),
	'2300/NTE': reading({ 1: text(3), 2: text(200) }, (segment, { claim }) => {
		const kind = segment.text(1);
		const text = segment.text(2);
		if (!claim || !kind || !text || (claim.notes?.length ?? 0) >= 20) return false;
		claim.notes ??= [];
		claim.notes.push({ kind, text });
		return true;
	}),
	'2300/HI': reading(laters(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), readHealthCodes),
};
