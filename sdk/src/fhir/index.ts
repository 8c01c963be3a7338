// Claims

export { type ReferredResource, type ResourcesBeside, readReferred } from './beside';
export {
	type DocumentSummary,
	type FhirReading,
	type ReadFhirOptions,
	readFhirClaims,
} from './read-claims';
export { type WriteFhirOptions, writeFhirClaim } from './write-claim';

// What became of them

export type { AnsweredClaims } from './answered-claims';
export {
	CLAIM_RESOURCES,
	type ClaimResource,
	saysDecision,
	writeClaimResource,
} from './claim-resources';
export type { JudgedClaim, Predetermination } from './judged-claim';
export {
	type FhirRemittanceReading,
	isAnswer,
	readFhirClaimsOrRemittances,
	readFhirRemittances,
} from './read-remittances';
export { type BundleEntry, writeFhirBundle } from './write-bundle';
export { writeClaimResponse } from './write-claim-response';
export { writeExplanationOfBenefit } from './write-explanation-of-benefit';
export { writePreauthorizationResponse } from './write-preauthorization';
export { writePredeterminationResponse } from './write-predetermination';

// Who is covered, and for what

export { type EligibilityReading, readCoverageEligibilityRequest } from './read-eligibility';
export { type CoverageFacts, writeCoverage } from './write-coverage';
export { writeCoverageEligibilityResponse } from './write-eligibility';

// What goes wrong, and where

export { namedIssueType } from './issue-types';
export { failureOutcome, type OperationOutcome, writeOperationOutcome } from './operation-outcome';
export {
	FHIR_PROBLEMS,
	FhirError,
	type FhirProblem,
	type FhirProblemCode,
	publicDetails,
} from './problem';
