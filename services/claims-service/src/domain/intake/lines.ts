import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim, SubmittedLine } from '../submitted-claim';

/** Lines that could not be told apart, priced or explained. */
export function lineFaults({ lines, diagnoses }: SubmittedClaim): ProblemDetail[] {
	const seen = new Set<number>();
	return lines.flatMap((line, at) => {
		const isRepeated = seen.has(line.number);
		seen.add(line.number);
		return [
			...(isRepeated
				? [fault(at, 'number', 'LINE_NUMBER_REPEATED', 'another line has the same number')]
				: []),
			...(isCoded(line) ? [] : [fault(at, 'procedure_code', 'LINE_WITHOUT_CODE', 'says not what was done')]),
			...pointerFaults(line, at, diagnoses.length),
		];
	});
}

const isCoded = ({ procedure_code, revenue_code, drug }: SubmittedLine): boolean =>
	procedure_code !== undefined || revenue_code !== undefined || drug !== undefined;

function pointerFaults(
	{ diagnosis_pointers }: SubmittedLine,
	at: number,
	diagnoses: number,
): ProblemDetail[] {
	if (diagnosis_pointers.every((pointer) => pointer <= diagnoses)) return [];
	return [
		fault(at, 'diagnosis_pointers', 'DIAGNOSIS_POINTER_UNKNOWN', 'points to a diagnosis that is not there'),
	];
}

const fault = (at: number, field: string, code: string, message: string): ProblemDetail => ({
	field: `lines.${at}.${field}`,
	code,
	message,
});
