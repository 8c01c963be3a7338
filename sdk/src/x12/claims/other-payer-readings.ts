import type { OtherPayer, OtherPayerLine } from '../../claim';
import { YES_NO } from '../codes/claim-codes';
import { code, later, number, text, whole } from '../element-plan';
import { ADJUSTMENTS, readAdjustments } from '../read/adjustments';
import {
	addIdentifier,
	forgetParty,
	NUMBERED,
	newSubscriber,
	readAddressLines,
	readCity,
	readIdentifier,
} from '../read/parties';
import { readProcedure } from '../read/procedures';
import { packCode, type Segment } from '../segment';
import type { ClaimAssembly } from './claim-assembly';
import { DATED } from './claim-readings';
import {
	type ClaimReading,
	COVERAGE,
	DEMOGRAPHICS,
	INSURED,
	ORGANISATION,
	readCoverage,
	readDemographics,
	readInsured,
	reading,
} from './party-readings';

const PAID_ON = packCode('573');
const PAYER = packCode('PI');
const CLAIM_NUMBER = packCode('F8');
const LEFT_TO_PATIENT = packCode('EAF');
const DATE = packCode('D8');
const MOST_PAYERS = 10;

/** 4010 and 5010 name the patient's share differently: F2 and EAF. */
const AMOUNTS: ReadonlyMap<number, 'allowed' | 'patient_responsibility' | 'non_covered'> = new Map([
	[packCode('B6'), 'allowed'],
	[packCode('EAF'), 'patient_responsibility'],
	[packCode('F2'), 'patient_responsibility'],
	[packCode('A8'), 'non_covered'],
]);
const PAID = packCode('D');

function readAmount(segment: Segment, { otherPayer, decimals }: ClaimAssembly): boolean {
	if (!otherPayer) return false;
	const qualifier = segment.key(1);
	if (qualifier === PAID) {
		if (otherPayer.paid) return false;
		otherPayer.paid = segment.signedAmount(2, decimals);
		return true;
	}
	const field = AMOUNTS.get(qualifier);
	if (!field || otherPayer[field]) return false;
	otherPayer[field] = segment.amount(2, decimals);
	return true;
}

function startAdjudication(segment: Segment, assembly: ClaimAssembly): boolean {
	const { claim, line, decimals } = assembly;
	assembly.otherLine = undefined;
	assembly.adjudications++;
	const payerId = segment.text(1);
	const named = claim?.other_payers.filter((other) => other.payer.id === payerId) ?? [];
	// Two policies with one payer: what is said of a line a second time is said by the second.
	const payer = named.find(({ lines }) => lines.at(-1)?.number !== line?.number) ?? named[0];
	const paid = segment.signedAmount(2, decimals);
	if (!line || !payer || paid === undefined) {
		segment.fault(payer ? 'ELEMENT_MISSING' : 'PAYER_UNKNOWN', payer ? 2 : 1);
		return false;
	}
	const otherLine: OtherPayerLine = { number: line.number, paid, adjustments: [] };
	assembly.otherLine = otherLine;
	payer.lines.push(otherLine);
	const isWhole = readProcedure(segment, 3, otherLine);
	if (segment.has(4)) otherLine.revenue_code = segment.text(4);
	if (segment.has(5)) otherLine.units = segment.quantity(5);
	if (segment.has(6)) otherLine.bundled_into = segment.integer(6, 1, 999_999);
	return isWhole;
}

const newOtherPayer = (): OtherPayer => ({
	payer: {},
	subscriber: newSubscriber(),
	adjustments: [],
	lines: [],
});

export const otherPayerLoops: Readonly<Record<string, ClaimReading>> = {
	'2320/SBR': reading(COVERAGE, (segment, assembly) => {
		const { claim } = assembly;
		assembly.otherPayer = undefined;
		if (!claim || claim.other_payers.length >= MOST_PAYERS) return false;
		const other = newOtherPayer();
		claim.other_payers.push(other);
		assembly.otherPayer = other;
		const isWhole = readCoverage(segment, other.subscriber);
		other.responsibility = other.subscriber.payer_responsibility;
		return isWhole;
	}),
	'2320/CAS': reading(ADJUSTMENTS, (segment, { otherPayer, decimals }) =>
		otherPayer ? readAdjustments(segment, otherPayer.adjustments, decimals) : false,
	),
	'2320/AMT': reading({ 1: code, 2: number }, readAmount),
	'2320/DMG': reading(DEMOGRAPHICS, (segment, { otherPayer }) =>
		otherPayer ? readDemographics(segment, otherPayer.subscriber) : false,
	),
	'2320/OI': reading({ 3: code, 6: text(1) }, (segment, { otherPayer }) => {
		if (!otherPayer) return false;
		otherPayer.benefits_assigned = YES_NO.word(segment.key(3));
		otherPayer.release_of_information = segment.text(6);
		return true;
	}),
	'2330A/NM1': reading(INSURED, (segment, assembly) => {
		forgetParty(assembly);
		return assembly.otherPayer ? readInsured(segment, assembly, assembly.otherPayer.subscriber) : false;
	}),
	'2330A/N3': readAddressLines,
	'2330A/N4': readCity,
	'2330A/REF': readIdentifier,
	'2330B/NM1': reading(ORGANISATION, (segment, assembly) => {
		forgetParty(assembly);
		const { otherPayer } = assembly;
		if (!otherPayer || otherPayer.payer.name || otherPayer.payer.id) return false;
		otherPayer.payer = { id: segment.text(9), name: segment.text(3) };
		assembly.addressed = otherPayer.payer;
		assembly.identified = otherPayer.payer;
		return segment.key(8) === PAYER || !segment.has(9);
	}),
	'2330B/N3': readAddressLines,
	'2330B/N4': readCity,
	'2330B/DTP': reading(DATED, (segment, { otherPayer }) => {
		if (!otherPayer || segment.key(1) !== PAID_ON || segment.key(2) !== DATE || otherPayer.paid_date)
			return false;
		otherPayer.paid_date = segment.day(3);
		return true;
	}),
	'2330B/REF': reading(NUMBERED, (segment, assembly) => {
		const { otherPayer, identified } = assembly;
		if (!otherPayer || !identified) return false;
		const isClaimNumber = segment.key(1) === CLAIM_NUMBER && !otherPayer.claim_number;
		if (!isClaimNumber) return addIdentifier(identified, segment.text(1), segment.text(2));
		otherPayer.claim_number = segment.string(2, 50);
		return true;
	}),
	'2430/SVD': reading(
		{ 1: text(80), 2: number, 3: later, 4: text(48), 5: number, 6: whole },
		startAdjudication,
	),
	'2430/CAS': reading(ADJUSTMENTS, (segment, { otherLine, decimals }) =>
		otherLine ? readAdjustments(segment, otherLine.adjustments, decimals) : false,
	),
	'2430/DTP': reading(DATED, (segment, { otherLine }) => {
		if (!otherLine || segment.key(1) !== PAID_ON || segment.key(2) !== DATE || otherLine.paid_date)
			return false;
		otherLine.paid_date = segment.day(3);
		return true;
	}),
	'2430/AMT': reading({ 1: code, 2: number }, (segment, { otherLine, decimals }) => {
		if (!otherLine || segment.key(1) !== LEFT_TO_PATIENT || otherLine.patient_responsibility) return false;
		otherLine.patient_responsibility = segment.signedAmount(2, decimals);
		return true;
	}),
};
