// The claim

// Shared words
export * from './adjustment';
export * from './canonical-claim';
export * from './claim-line';
export * from './claim-source';
export * from './currency';
export * from './identity';
export * from './other-payer';
export * from './parties';
export * from './primitives';
export * from './remittance';
