export { type ClaimOrigin, textsOf } from './claim-origin';
export { ClaimReader } from './claim-reader';
export type { ClaimReading, ReadClaimsOptions } from './claim-reading';
export { readClaims } from './read-claims';
export { ClaimWriter, type WriteClaimsOptions, writeClaims } from './write-claims';
export { writeRejected } from './write-rejects';
