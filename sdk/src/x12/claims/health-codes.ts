import type { CanonicalClaim, HospitalCodes } from '../../claim';
import { type DiagnosisQualifier, HEALTH_QUALIFIERS, type HealthQualifier } from '../codes/claim-codes';
import type { LoopPlace } from '../loops';
import { packCode, type Segment } from '../segment';
import type { ClaimAssembly } from './claim-assembly';

const D8 = packCode('D8');
const RD8 = packCode('RD8');
const MOST_CODES = 12;

/** HI: up to twelve codes, each saying by its qualifier what it is. One that is not represented whole is kept by itself. */
export function readHealthCodes(
	segment: Segment,
	assembly: ClaimAssembly,
	loop: LoopPlace,
): boolean | 'kept' {
	const { claim } = assembly;
	if (!claim || segment.count > MOST_CODES) return false;
	let kept: (string | string[])[] | undefined;
	for (let element = 1; element <= segment.count; element++) {
		if (segment.openParts(element) === 0) continue;
		const meaning = HEALTH_QUALIFIERS.get(segment.partCode(1));
		const before = claim.diagnoses.length;
		if (!meaning) segment.fault('CODE_INVALID', element, 1);
		const isWhole = meaning !== undefined && readOne(segment, element, meaning, assembly);
		if (claim.diagnoses.length > before) assembly.diagnosisPlaces.push(claim.diagnoses.length);
		else if (!meaning || meaning.kind === 'diagnosis') assembly.diagnosisPlaces.push(0);
		if (!isWhole) kept = [...(kept ?? ['HI']), segment.elements()[element] ?? ''];
	}
	if (kept) assembly.keep(loop, kept);
	return 'kept';
}

function readOne(
	segment: Segment,
	element: number,
	meaning: HealthQualifier,
	{ claim, decimals }: ClaimAssembly,
): boolean {
	if (!claim) return false;
	if (meaning.kind === 'diagnosis') return readDiagnosis(segment, meaning, claim, element);
	const code = segment.part(2, 30);
	if (!code) return missing(segment, element);
	if (meaning.kind === 'procedure') {
		const date = segment.partCode(3) === D8 ? segment.partDate(4) : undefined;
		claim.procedures ??= [];
		if (claim.procedures.length >= 30) return false;
		claim.procedures.push({ code, system: meaning.system, role: meaning.role, date });
		return !segment.hasPartsAfter(date ? 4 : 2);
	}
	claim.hospital_codes ??= {};
	return readHospitalCode(segment, {
		code,
		element,
		kind: meaning.kind,
		codes: claim.hospital_codes,
		decimals,
	});
}

function missing(segment: Segment, element: number): false {
	segment.fault('ELEMENT_MISSING', element, 2);
	return false;
}

/** Codes come with their dot from some senders and in small letters from others; the canonical claim has neither. */
function readDiagnosis(
	segment: Segment,
	{ system, role }: DiagnosisQualifier,
	claim: CanonicalClaim,
	element: number,
): boolean {
	const written = segment.part(2, 30);
	if (!written) return missing(segment, element);
	const isBare = segment.isBareCode();
	const code = isBare ? written : written.replace('.', '').toUpperCase();
	if (!isBare && !/^[A-Z0-9]+$/.test(code)) {
		segment.fault('CODE_INVALID', element, 2);
		return false;
	}
	if (claim.diagnoses.length >= 60) return false;
	const present = segment.part(9, 1);
	if (present === undefined) {
		claim.diagnoses.push({ code, system, role });
		return !segment.hasPartsAfter(2);
	}
	if (!isPresence(present)) {
		segment.fault('CODE_INVALID', element, 9);
		claim.diagnoses.push({ code, system, role });
		return false;
	}
	claim.diagnoses.push({ code, system, role, present_on_admission: present });
	return !segment.hasPartsAfter(9) && segment.part(3, 99) === undefined;
}

const isPresence = (code: string): code is 'Y' | 'N' | 'U' | 'W' | '1' => /^[YNUW1]$/.test(code);

interface HospitalCode {
	readonly code: string;
	readonly element: number;
	readonly kind: Exclude<HealthQualifier['kind'], 'diagnosis' | 'procedure'>;
	readonly codes: HospitalCodes;
	readonly decimals: number;
}

/** Whether the code's own date is written as this kind of date. */
function isDatedAs(format: number, segment: Segment, element: number): boolean {
	const written = segment.partCode(3);
	if (written !== format) segment.fault(written === 0 ? 'ELEMENT_MISSING' : 'CODE_INVALID', element, 3);
	return written === format;
}

function readHospitalCode(segment: Segment, { code, element, kind, codes, decimals }: HospitalCode): boolean {
	switch (kind) {
		case 'condition':
			codes.conditions ??= [];
			return codes.conditions.length < 24 && codes.conditions.push(code) > 0 && !segment.hasPartsAfter(2);
		case 'treatment':
			codes.treatments ??= [];
			return codes.treatments.length < 24 && codes.treatments.push(code) > 0 && !segment.hasPartsAfter(2);
		case 'drg':
			if (codes.drg) return false;
			codes.drg = code;
			return !segment.hasPartsAfter(2);
		case 'occurrence': {
			const date = isDatedAs(D8, segment, element) ? segment.partDate(4) : undefined;
			codes.occurrences ??= [];
			if (!date || codes.occurrences.length >= 24) return false;
			codes.occurrences.push({ code, date });
			return !segment.hasPartsAfter(4);
		}
		case 'occurrence_span': {
			const isSpan = isDatedAs(RD8, segment, element);
			const from = isSpan ? segment.partDate(4) : undefined;
			const through = isSpan ? segment.partDate(4, 9) : undefined;
			codes.occurrence_spans ??= [];
			if (!from || !through || codes.occurrence_spans.length >= 24) return false;
			codes.occurrence_spans.push({ code, from, through });
			return !segment.hasPartsAfter(4);
		}
		case 'value': {
			const amount = segment.partAmount(5, decimals);
			codes.values ??= [];
			if (amount === undefined || codes.values.length >= 24) return false;
			codes.values.push({ code, amount });
			return (
				!segment.hasPartsAfter(5) && segment.part(3, 99) === undefined && segment.part(4, 99) === undefined
			);
		}
	}
}
