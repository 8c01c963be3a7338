import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim, SubmittedLine } from '../submitted-claim';

/** Lines that could not be told apart, priced or explained. */
export function lineFaults({ lines, diagnoses }: SubmittedClaim): ProblemDetail[] {
	const faults: ProblemDetail[] = [];
	let highest = 0;
	for (const [at, line] of lines.entries()) {
		if (line.number <= highest && isRepeated(lines, at))
			faults.push(fault(at, 'number', 'LINE_NUMBER_REPEATED', 'another line has the same number'));
		highest = Math.max(highest, line.number);
		if (!isCoded(line))
			faults.push(fault(at, 'procedure_code', 'LINE_WITHOUT_CODE', 'says not what was done'));
		if (line.diagnosis_pointers.some((pointer) => pointer > diagnoses.length))
			faults.push(
				fault(
					at,
					'diagnosis_pointers',
					'DIAGNOSIS_POINTER_UNKNOWN',
					'points to a diagnosis that is not there',
				),
			);
	}
	return faults;
}

/** Lines are numbered upwards nearly always, and then none is looked for. */
const isRepeated = (lines: readonly SubmittedLine[], at: number): boolean =>
	lines.findIndex(({ number }) => number === lines[at]?.number) < at;

const isCoded = ({ procedure_code, revenue_code, drug }: SubmittedLine): boolean =>
	procedure_code !== undefined || revenue_code !== undefined || drug !== undefined;

const fault = (at: number, field: string, code: string, message: string): ProblemDetail => ({
	field: `lines.${at}.${field}`,
	code,
	message,
});
