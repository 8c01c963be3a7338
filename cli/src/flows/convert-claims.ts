import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { readClaims, X12Error, type X12Problem } from '@claims-askes/sdk/x12';
import { Failure } from '../failure';
import { openInput } from './open-input';

export interface ConvertSummary {
	readonly claims: number;
	readonly rejected: number;
	readonly warnings: number;
}

export interface ConvertOutput {
	/** Called with each claim; the next is read when it has been taken. */
	claim(claim: CanonicalClaim): void | Promise<void>;
	warning(problem: X12Problem): void;
	rejected(claimId: string | undefined, problems: readonly X12Problem[]): void;
}

/** Reads the claims of a file one after the other. `strict` refuses a file at its first damage, also where it is readable. */
export async function convertClaims(
	path: string,
	strict: boolean,
	output: ConvertOutput,
): Promise<ConvertSummary> {
	const counts = { claims: 0, rejected: 0, warnings: 0 };
	const warn = (problem: X12Problem) => {
		if (strict) throw refusal(path, problem);
		counts.warnings++;
		output.warning(problem);
	};
	try {
		for await (const reading of readClaims(await openInput(path))) {
			if (reading.kind === 'problem') warn(reading.problem);
			if (reading.kind === 'claim') {
				reading.warnings.forEach(warn);
				counts.claims++;
				await output.claim(reading.claim);
			}
			if (reading.kind === 'rejected') {
				const [first] = reading.problems;
				if (strict && first) throw refusal(path, first);
				counts.rejected++;
				output.rejected(reading.claim_id, reading.problems);
			}
		}
	} catch (error) {
		if (error instanceof X12Error) throw refusal(path, error.problem);
		throw error;
	}
	return counts;
}

/** `{ file, segment, code, message }`, and where in the segment. */
export function refusal(file: string, problem: X12Problem): Failure {
	const { code, message, segment, segment_id, loop, element } = problem;
	const place = [`segment ${segment}`, segment_id, loop && `loop ${loop}`, element && `element ${element}`];
	return new Failure('unusable', code, `${file}: ${place.filter(Boolean).join(', ')}: ${message}`, {
		facts: { file, segment, segment_id, loop, element },
	});
}

/** One line for a person: what, and where. */
export const problemLine = (file: string, problem: X12Problem): string =>
	`${file}:${problem.segment} ${problem.level} ${problem.code} ${problem.segment_id}${problem.element ? `${String(problem.element).padStart(2, '0')}` : ''}: ${problem.message}`;
