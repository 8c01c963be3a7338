// Claims: 837 professional, institutional and dental

// Bytes in, envelopes out
export type { ByteSource } from './byte-stream';
export {
	ClaimReader,
	type ClaimReading,
	type ReadClaimsOptions,
	type TransactionSummary,
} from './claims/claim-reader';
export { readClaims } from './claims/read-claims';
export { ClaimWriter, type WriteClaimsOptions, writeClaims } from './claims/write-claims';
// What goes wrong, and where
export { X12_PROBLEMS, X12Error, type X12Problem, type X12ProblemCode } from './problem';
export type { InterchangeOptions, OutDelimiters, TradingPartnerId } from './write/x12-writer';
