import type { CanonicalClaim } from '../../claim';
import { X12_PROBLEMS, type X12Problem, type X12ProblemCode } from '../problem';
import { writeMinor } from '../segment';
import type { ClaimAssembly } from './claim-assembly';

/** What can only be said once the whole claim has been read: what is missing, and whether the parts make the whole. */
export function finishClaim(assembly: ClaimAssembly, claim: CanonicalClaim, segment: number): void {
	const { errors, warnings, decimals } = assembly;
	const problem = (
		code: X12ProblemCode,
		level: X12Problem['level'],
		loop: string,
		detail?: string,
	): X12Problem => ({
		code,
		level,
		message: detail ? `${X12_PROBLEMS[code]}: ${detail}` : X12_PROBLEMS[code],
		segment,
		segment_id: 'CLM',
		loop,
	});

	claim.type = assembly.kind;
	if (claim.type === 'institutional' && claim.place_of_service) {
		claim.facility_type = claim.place_of_service;
		claim.place_of_service = undefined;
	} else if (claim.type !== 'institutional' && claim.facility_type) {
		claim.place_of_service = claim.facility_type;
		claim.facility_type = undefined;
	}
	if (assembly.isOverfull) errors.push(problem('TOO_MANY_SEGMENTS', 'error', '2300'));
	if (claim.lines.length === 0) errors.push(problem('LINES_MISSING', 'error', '2400'));
	dateLines(assembly, claim, (line) =>
		errors.push(problem('SEGMENT_MISSING', 'error', '2400', `DTP*472 of line ${line}`)),
	);
	const isEveryDiagnosisRead = assembly.diagnosisPlaces.every((place, at) => place === at + 1);
	if (!isEveryDiagnosisRead)
		movePointers(assembly, claim, (line) =>
			warnings.push(problem('POINTER', 'warning', '2400', `line ${line}`)),
		);
	for (const line of claim.lines) {
		if (line.charge === '' && errors.length === 0) {
			errors.push(problem('SEGMENT_MISSING', 'error', '2400', `the service of line ${line.number}`));
		}
		if (line.diagnosis_pointers.some((pointer) => pointer > claim.diagnoses.length)) {
			warnings.push(problem('POINTER', 'warning', '2400', `line ${line.number}`));
		}
	}
	if (assembly.linesMinor !== assembly.chargeMinor && errors.length === 0) {
		const sums = `${writeMinor(assembly.linesMinor, decimals)} in lines, ${claim.total_charge} in CLM02`;
		warnings.push(problem('BALANCE', 'warning', '2300', sums));
	}
	const extras = [...assembly.levels.flatMap((level) => level.extras), ...assembly.extras];
	if (extras.length > 0) claim.source.extras = extras;
}

/** A hospital or dentist may date the whole claim; a line without a date of its own has that one. */
function dateLines(assembly: ClaimAssembly, claim: CanonicalClaim, report: (line: number) => void): void {
	const date = assembly.claimServiceDate ?? claim.statement_from ?? stayOrTreatment(claim);
	const end = assembly.claimServiceDate ? assembly.claimServiceDateEnd : claim.statement_through;
	for (const line of claim.lines) {
		if (line.service_date !== undefined) continue;
		if (date === undefined) {
			if (claim.use === 'claim') report(line.number);
			continue;
		}
		line.service_date = date;
		if (end && end !== date) line.service_date_end = end;
	}
}

/** A stay begins with admission, an orthodontic treatment when the appliance is placed. */
function stayOrTreatment(claim: CanonicalClaim): string | undefined {
	if (claim.type === 'institutional') return claim.admission_date;
	return claim.type === 'dental'
		? claim.dates?.find(({ kind }) => kind === 'appliance_placement')?.date
		: undefined;
}

/** Pointers count the diagnoses of the file; where one of those could not be read, they are moved to the ones that could. */
function movePointers(
	{ diagnosisPlaces }: ClaimAssembly,
	claim: CanonicalClaim,
	report: (line: number) => void,
): void {
	for (const line of claim.lines) {
		const moved = line.diagnosis_pointers.map((pointer) => diagnosisPlaces[pointer - 1] ?? pointer);
		if (moved.includes(0)) report(line.number);
		line.diagnosis_pointers = moved.filter((pointer) => pointer > 0);
	}
}
