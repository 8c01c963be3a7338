// Claims: 837 professional, institutional and dental

export * from './claims';

// Members: 834

export { type EnrolmentReading, readEnrolments } from './enrolment/read-enrolments';
export { EnrolmentWriter, writeEnrolments } from './enrolment/write-enrolments';

// Questions and answers: 270/271, 276/277, 278

export { readAuthorizationRequests, readAuthorizations } from './hierarchy/authorization';
export { readClaimAcknowledgements } from './hierarchy/claim-acknowledgement';
export { readClaimStatusInquiries, readClaimStatusResponses } from './hierarchy/claim-status';
export { readEligibilityInquiries, readEligibilityResponses } from './hierarchy/eligibility';
export { writeAuthorizations } from './hierarchy/write-authorization';
export { writeClaimStatusInquiries, writeClaimStatusResponses } from './hierarchy/write-claim-status';
export { writeEligibilityInquiries, writeEligibilityResponses } from './hierarchy/write-eligibility';

// Premiums: 820

export { readPremiumPayments } from './premium/read-premiums';
export { writePremiumPayments } from './premium/write-premiums';

// Answers to what was received: TA1, 999 and 277CA

export {
	Acknowledger,
	type ClaimOutcome,
	type GroupOutcome,
	type InterchangeOutcome,
	type TransactionOutcome,
} from './acknowledge/acknowledgement';
export { readAcknowledgements } from './acknowledge/read-acknowledgements';
export { type ReceivedDocuments, receiveDocuments } from './acknowledge/receive-documents';
export { type ClaimAcknowledgementOptions, write277ca } from './acknowledge/write-277ca';
export {
	type AcknowledgementOptions,
	answerTo,
	write999,
} from './acknowledge/write-acknowledgements';
export { isTa1Due, writeTa1 } from './acknowledge/write-ta1';

// Remittances: 835

export { remittanceFilingCode } from './codes/remittance-codes';
export { remittanceOfPredetermination } from './remittance/predetermination-remittance';
export { type RemittanceReading, readRemittances } from './remittance/read-remittances';
export { RemittanceWriter, writeRemittance, writeRemittances } from './remittance/write-remittance';

// Where the fields of a claim stand in an 837

export {
	type ClaimPlace,
	type PlacedFinding,
	placeFinding,
	placeIn,
	placeOfField,
} from './check/claim-place';
export { FieldLocator, type LocatedField } from './check/locate-field';

// Which kind a file is

export { detectX12, readEnvelopeHeader, type X12Detection } from './detect';
export type { EnvelopeHeader } from './envelope';

// What goes wrong, and where

export { X12_PROBLEMS, X12Error, type X12Problem, type X12ProblemCode } from './problem';

// Bytes in, envelopes out

export type { ByteSource } from './byte-stream';
export type { DocumentReading, ReadDocumentsOptions } from './read/document-reader';
export type { TransactionSummary } from './transaction-summary';
export type {
	InterchangeOptions,
	OutDelimiters,
	PlaceInGuide,
	ReplacedText,
	TradingPartnerId,
} from './write/x12-writer';
