import type { JudgedClaim } from './judged-claim';
import { writeFhirClaim } from './write-claim';
import { writeClaimResponse } from './write-claim-response';
import { writeExplanationOfBenefit } from './write-explanation-of-benefit';

/** The resources that a stored claim is told as. */
export const CLAIM_RESOURCES = ['Claim', 'ClaimResponse', 'ExplanationOfBenefit'] as const;
export type ClaimResource = (typeof CLAIM_RESOURCES)[number];

const WRITERS: Readonly<Record<ClaimResource, (judged: JudgedClaim) => string>> = {
	Claim: ({ content, id, received_at }) =>
		writeFhirClaim(content, content.source.submitted_at ? { id } : { id, created: received_at }),
	ClaimResponse: writeClaimResponse,
	ExplanationOfBenefit: writeExplanationOfBenefit,
};

/** The claim as it was submitted, what became of it, or both: R4 in JSON. */
export const writeClaimResource = (type: ClaimResource, judged: JudgedClaim): string => WRITERS[type](judged);

/** A Claim alone says nothing of what was decided. */
export const saysDecision = (type: ClaimResource): boolean => type !== 'Claim';
