import type { ClaimLine } from '../../claim';
import { bits, code, later, number, text, whole } from '../element-plan';
import { addIdentifier, forgetParty } from '../read/parties';
import { readProcedure } from '../read/procedures';
import { packCode, type Segment } from '../segment';
import type { ClaimAssembly } from './claim-assembly';
import { DATED, readFirstDay, readLastDay } from './claim-readings';
import { type ClaimReading, reading } from './party-readings';

const SERVICE = packCode('472');
const NDC = packCode('N4');
const YES = packCode('Y');
const NO = packCode('N');
const ONE_DAY = packCode('D8');
const DATE_AND_TIME = packCode('DT');
const TOOTH_SYSTEM = packCode('JP');
const PRESCRIPTION = packCode('XZ');

/** What most lines say has its place from the start: an object that grows is a slow one. */
const newLine = (number: number): ClaimLine => ({
	number,
	service_date: undefined,
	service_date_end: undefined,
	procedure_code: undefined,
	revenue_code: undefined,
	code_system: 'unknown',
	modifiers: [],
	description: undefined,
	units: 1,
	unit_basis: undefined,
	charge: '',
	diagnosis_pointers: [],
	place_of_service: undefined,
	control_number: undefined,
});

export const MOST_LINES = 999;

function startLine(segment: Segment, assembly: ClaimAssembly): boolean {
	const { claim } = assembly;
	if (!claim) return false;
	forgetParty(assembly);
	assembly.adjudications = 0;
	const expected = claim.lines.length + 1;
	const number = segment.integer(1, 1, 999_999);
	if (number !== expected && segment.faults.length === 0) segment.remark('LINE_SEQUENCE', 1);
	if (claim.lines.length >= MOST_LINES) {
		if (claim.lines.length === MOST_LINES) segment.fault('LINES_TOO_MANY', 1);
		assembly.line = newLine(expected);
		return true;
	}
	assembly.line = newLine(expected);
	claim.lines.push(assembly.line);
	return true;
}

/** A line has one service: of a second one nothing may be mixed into the first. */
function isSecond(segment: Segment, line: ClaimLine, assembly: ClaimAssembly): boolean {
	if (line.charge === '') {
		assembly.servicePlaces[line.number - 1] = segment.number;
		return false;
	}
	segment.fault('SEGMENT_REPEATED', 1);
	return true;
}

function readPointers(segment: Segment, element: number, line: ClaimLine): void {
	if (segment.takeDigits(element, line.diagnosis_pointers)) return;
	const parts = Math.min(segment.openParts(element), 12);
	for (let part = 1; part <= parts; part++) {
		const pointer = segment.partInteger(part, 1, 12);
		if (pointer !== undefined) line.diagnosis_pointers.push(pointer);
	}
}

function readCharge(segment: Segment, element: number, assembly: ClaimAssembly): string {
	const charge = segment.amount(element, assembly.decimals);
	if (charge === undefined && !segment.has(element)) segment.fault('ELEMENT_MISSING', element);
	assembly.linesMinor += segment.minor;
	return charge ?? '';
}

function readUnits(segment: Segment, element: number, line: ClaimLine): void {
	const units = segment.quantity(element);
	if (units === undefined && !segment.has(element)) segment.fault('ELEMENT_MISSING', element);
	line.units = units ?? 0;
}

const professional = reading(
	{ 1: later, 2: number, 3: text(2), 4: number, 5: text(2), 7: later, 9: code },
	(segment, assembly) => {
		const { line } = assembly;
		if (!line || isSecond(segment, line, assembly)) return false;
		const isWhole = readProcedure(segment, 1, line);
		if (!line.procedure_code) segment.fault('ELEMENT_MISSING', 1, 2);
		line.charge = readCharge(segment, 2, assembly);
		line.unit_basis = segment.text(3);
		readUnits(segment, 4, line);
		if (segment.has(5)) line.place_of_service = segment.text(5);
		readPointers(segment, 7, line);
		if (segment.count < 9 || !segment.has(9)) return isWhole;
		const emergency = segment.key(9);
		if (emergency === YES || emergency === NO) line.emergency = emergency === YES;
		return isWhole && line.emergency !== undefined;
	},
	bits(1, 2, 4),
);

const institutional = reading(
	{ 1: text(48), 2: later, 3: number, 4: text(2), 5: number, 7: number },
	(segment, assembly) => {
		const { line } = assembly;
		if (!line || isSecond(segment, line, assembly)) return false;
		line.revenue_code = segment.text(1);
		const isWhole = readProcedure(segment, 2, line);
		if (!line.procedure_code) line.code_system = 'revenue';
		if (!line.revenue_code && !line.procedure_code) segment.fault('ELEMENT_MISSING', 1);
		line.charge = readCharge(segment, 3, assembly);
		line.unit_basis = segment.text(4);
		readUnits(segment, 5, line);
		if (segment.has(7)) line.non_covered_charge = segment.amount(7, assembly.decimals);
		return isWhole;
	},
	bits(1, 3, 5),
);

const dental = reading(
	{ 1: later, 2: number, 3: text(2), 4: later, 6: number, 11: later },
	(segment, assembly) => {
		const { line } = assembly;
		if (!line || isSecond(segment, line, assembly)) return false;
		const isWhole = readProcedure(segment, 1, line);
		if (!line.procedure_code) segment.fault('ELEMENT_MISSING', 1, 2);
		line.charge = readCharge(segment, 2, assembly);
		if (segment.has(3)) line.place_of_service = segment.text(3);
		if (segment.has(4)) line.oral_cavity = readParts(segment, 4, 3);
		if (segment.has(6)) readUnits(segment, 6, line);
		readPointers(segment, 11, line);
		return isWhole;
	},
	bits(1, 2, 6),
);

function readParts(segment: Segment, element: number, max: number): string[] {
	const values: string[] = [];
	const parts = segment.openParts(element);
	for (let part = 1; part <= Math.min(parts, 5); part++) {
		const value = segment.part(part, max);
		if (value) values.push(value);
	}
	return values;
}

function readLineDate(segment: Segment, { line }: ClaimAssembly): boolean {
	if (!line || segment.key(1) !== SERVICE || line.service_date) return false;
	if (segment.key(2) === ONE_DAY) {
		line.service_date = segment.day(3);
		return true;
	}
	line.service_date = readFirstDay(segment);
	const end = readLastDay(segment);
	if (end && end !== line.service_date) line.service_date_end = end;
	return segment.key(2) !== DATE_AND_TIME;
}

const NUMBERS: ReadonlyMap<number, 'control_number' | 'authorization_number' | 'referral_number'> = new Map([
	[packCode('6R'), 'control_number'],
	[packCode('G1'), 'authorization_number'],
	[packCode('9F'), 'referral_number'],
]);

function readLineNumber(segment: Segment, { line }: ClaimAssembly): boolean {
	if (!line) return false;
	const field = NUMBERS.get(segment.key(1));
	if (!field || line[field] || segment.has(4))
		return addIdentifier(line, segment.text(1), segment.string(2, 80));
	line[field] = segment.text(2);
	return true;
}

const ADDITIONAL = packCode('ADD');

export const lineLoop: Readonly<Record<string, ClaimReading>> = {
	'2400/LX': reading({ 1: whole }, startLine),
	'2400/SV1': professional,
	'2400/SV2': institutional,
	'2400/SV3': dental,
	'2400/TOO': reading({ 1: code, 2: text(30), 3: later }, (segment, { line }) => {
		if (!line || segment.key(1) !== TOOTH_SYSTEM || (line.teeth?.length ?? 0) >= 32) return false;
		line.teeth ??= [];
		line.teeth.push({
			number: segment.text(2),
			surfaces: segment.has(3) ? readParts(segment, 3, 2) : undefined,
		});
		return true;
	}),
	'2400/DTP': reading(DATED, readLineDate, bits(2, 3)),
	'2400/REF': reading({ 1: text(3), 2: text(50) }, readLineNumber),
	'2400/NTE': reading({ 1: code, 2: text(264) }, (segment, { line }) => {
		if (!line || line.note || segment.key(1) !== ADDITIONAL) return false;
		line.note = segment.text(2);
		return true;
	}),
	'2410/LIN': reading({ 2: code, 3: text(48) }, (segment, assembly) => {
		const { line } = assembly;
		const ndc = segment.text(3);
		assembly.drug = undefined;
		if (!line || line.drug || segment.key(2) !== NDC || !ndc) return false;
		line.drug = { ndc };
		assembly.drug = line.drug;
		return true;
	}),
	'2410/CTP': reading({ 4: number, 5: later }, (segment, { drug }) => {
		if (!drug || drug.quantity !== undefined) return false;
		drug.quantity = segment.quantity(4);
		segment.openParts(5);
		drug.unit = segment.part(1, 2);
		return !segment.hasPartsAfter(1);
	}),
	'2410/REF': reading({ 1: code, 2: text(50) }, (segment, { drug }) => {
		if (!drug || drug.prescription_number || segment.key(1) !== PRESCRIPTION) return false;
		drug.prescription_number = segment.text(2);
		return true;
	}),
};
