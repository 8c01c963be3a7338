import type { CanonicalClaim, ClaimLine } from '../../claim';
import { writeMinor } from '../amount';
import type { ClaimAssembly, ReportedPlace } from './claim-assembly';

/** What can only be said once the whole claim has been read: what is missing, and whether the parts make the whole. */
export function finishClaim(assembly: ClaimAssembly, claim: CanonicalClaim): void {
	claim.type = assembly.kind;
	settlePlace(claim);
	if (assembly.isOverfull) {
		// The rest was passed over: what else is missing means nothing.
		assembly.report('TOO_MANY_SEGMENTS', 'error', { loop: '2300' });
		return;
	}
	if (claim.lines.length === 0) assembly.report('LINES_MISSING', 'error', { loop: '2400' });
	dateLines(assembly, claim);
	movePointers(assembly, claim);
	checkLines(assembly, claim);
	checkBalance(assembly, claim);
	if (assembly.hasExtras())
		claim.source.extras = [...assembly.levels.flatMap((level) => level.extras), ...assembly.extras];
}

/** The kind of claim may have shown itself after CLM, which writes a place and a type of bill in the same element. */
function settlePlace(claim: CanonicalClaim): void {
	if (claim.type === 'institutional' && claim.place_of_service) {
		claim.facility_type = claim.place_of_service;
		claim.place_of_service = undefined;
	} else if (claim.type !== 'institutional' && claim.facility_type) {
		claim.place_of_service = claim.facility_type;
		claim.facility_type = undefined;
	}
}

/** A hospital or dentist may date the whole claim; a line without a date of its own has that one. */
function dateLines(assembly: ClaimAssembly, claim: CanonicalClaim): void {
	if (!claim.lines.some(isUndated)) {
		keepServiceDate(assembly, claim);
		return;
	}
	const date = assembly.claimServiceDate ?? claim.statement_from ?? stayOrTreatment(claim);
	const end = assembly.claimServiceDate ? assembly.claimServiceDateEnd : claim.statement_through;
	for (const line of claim.lines) {
		if (!isUndated(line)) continue;
		if (date !== undefined) {
			line.service_date = date;
			if (end && end !== date) line.service_date_end = end;
		} else if (claim.use === 'claim' && assembly.errors.length === 0) {
			const place = serviceOf(assembly, line.number, `DTP*472 of line ${line.number}`);
			assembly.report('SEGMENT_MISSING', 'error', { ...place, missing: { segment: 'DTP' } });
		}
	}
}

const isUndated = ({ service_date }: ClaimLine) => service_date === undefined;

/** The date of the whole claim, where each line has one of its own and they are not the same. */
function keepServiceDate(assembly: ClaimAssembly, { lines }: CanonicalClaim): void {
	const { claimServiceDate: date, claimServiceDateEnd: end } = assembly;
	if (!date || lines.every(({ service_date }) => service_date === date)) return;
	const days = [date, ...(end ? [end] : [])].map((day) => day.replaceAll('-', ''));
	assembly.extras.push({ path: '2300/DTP', value: ['472', end ? 'RD8' : 'D8', days.join('-')] });
}

/** A stay begins with admission, an orthodontic treatment when the appliance is placed. */
function stayOrTreatment(claim: CanonicalClaim): string | undefined {
	if (claim.type === 'institutional') return claim.admission_date;
	return claim.type === 'dental'
		? claim.dates?.find(({ kind }) => kind === 'appliance_placement')?.date
		: undefined;
}

/** Pointers count the diagnoses of the file; where one of those could not be read, they are moved to the ones that could. */
function movePointers(assembly: ClaimAssembly, claim: CanonicalClaim): void {
	const { diagnosisPlaces } = assembly;
	if (diagnosisPlaces.length === claim.diagnoses.length) return;
	for (const line of claim.lines) {
		const moved = line.diagnosis_pointers.map((pointer) => diagnosisPlaces[pointer - 1] ?? pointer);
		if (moved.includes(0))
			assembly.report('POINTER', 'warning', pointerOf(assembly, line.number, `line ${line.number}`));
		line.diagnosis_pointers = moved.filter((pointer) => pointer > 0);
	}
}

function checkLines(assembly: ClaimAssembly, claim: CanonicalClaim): void {
	const most = claim.diagnoses.length;
	for (const { charge, number, diagnosis_pointers: pointers } of claim.lines) {
		if (charge === '' && assembly.errors.length === 0) {
			assembly.report('SEGMENT_MISSING', 'error', {
				loop: '2400',
				detail: `the service of line ${number}`,
				missing: { segment: SERVICES[assembly.kind].segment_id },
			});
		}
		for (const pointer of pointers) {
			if (pointer > most)
				assembly.report(
					'POINTER',
					'warning',
					pointerOf(assembly, number, `line ${number}, pointer ${pointer}`),
				);
		}
	}
}

function checkBalance(assembly: ClaimAssembly, claim: CanonicalClaim): void {
	const { linesMinor, chargeMinor, decimals, errors } = assembly;
	if (linesMinor === chargeMinor || errors.length > 0) return;
	const sums = `${writeMinor(linesMinor, decimals)} in lines, ${claim.total_charge} in CLM02`;
	assembly.report('BALANCE', 'warning', { loop: '2300', element: 2, detail: sums });
}

/** Which segment tells the service, and which of its elements points at diagnoses. */
const SERVICES = {
	professional: { segment_id: 'SV1', element: 7 },
	institutional: { segment_id: 'SV2', element: 2 },
	dental: { segment_id: 'SV3', element: 11 },
} as const;

function serviceOf(assembly: ClaimAssembly, number: number, detail: string): ReportedPlace {
	const { segment_id } = SERVICES[assembly.kind];
	const segment = assembly.servicePlaces[number - 1] ?? 0;
	// What is left of another claim is no place in this one.
	return segment < (assembly.claim?.source.segment ?? 1)
		? { loop: '2400', detail }
		: { loop: '2400', segment, segment_id, detail };
}

function pointerOf(assembly: ClaimAssembly, number: number, detail: string): ReportedPlace {
	return { ...serviceOf(assembly, number, detail), element: SERVICES[assembly.kind].element };
}
