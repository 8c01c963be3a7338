import type { Call } from '@claims-askes/chassis/http/caller';
import { type FhirText, fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import { ProblemError } from '@claims-askes/kernel/problems';
import {
	type EligibilityReading,
	FhirError,
	type FhirProblem,
	publicDetails,
	readCoverageEligibilityRequest,
	writeCoverageEligibilityResponse,
} from '@claims-askes/sdk/fhir';
import { MEMBER_PROBLEMS } from '../domain/problems';
import { answersTo } from './answer-eligibility';
import type { Deps } from './deps';

const MOST_DETAILS = 20;

/** The question of a 270 in FHIR, answered from the same facts. */
export async function answerFhirEligibility(deps: Deps, { text }: FhirText, call: Call): Promise<Response> {
	const { inquiry, purposes, problems } = read(text);
	if (problems.length > 0) throw unreadable(problems);
	const [answer] = await answersTo(deps, [inquiry], call);
	if (!answer) throw new Error('a question was left without an answer');
	const created = deps.platform.now().toISOString();
	return fhirResponse(writeCoverageEligibilityResponse(answer, { purposes, created }));
}

function read(text: string): EligibilityReading {
	try {
		return readCoverageEligibilityRequest(text);
	} catch (error) {
		if (error instanceof FhirError) throw unreadable([error.problem]);
		throw error;
	}
}

const unreadable = (problems: readonly FhirProblem[]) =>
	new ProblemError(MEMBER_PROBLEMS.FHIR_UNREADABLE, publicDetails(problems, MOST_DETAILS));
