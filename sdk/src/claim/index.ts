// The claim

export * from './canonical-claim';
export * from './claim-line';
export * from './claim-source';
export * from './identity';
export * from './other-payer';
export * from './parties';
export { readCanonicalClaim } from './read-canonical-claim';
export { shapeWords } from './shape-words';

// What a receiver may mind about a claim

export * from './check/check-claim';
export { type CodeSet, type CodeSets, isNpi } from './check/code-sets';
export {
	CLAIM_FINDINGS,
	type ClaimFinding,
	type ClaimFindingCode,
	type FindingStatus,
} from './check/finding';
export { PayerRule, PayerRules } from './check/payer-rules';

// The remittance

export * from './remittance';
export * from './remittance-balance';

// Members and what they are covered for

export * from './enrolment';
export * from './enrolment-policies';

// Questions and answers

export * from './authorization';
export * from './claim-status';
export * from './eligibility';
export { InquiryDate, Refusal } from './inquiry';
export * from './premium';

// A receiver’s word on what it was sent

export * from './acknowledgement';
export * from './claim-acknowledgement';

// Words that all use

export * from './adjustment';
export * from './currency';
export * from './primitives';
