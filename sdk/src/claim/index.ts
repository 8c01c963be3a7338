// The claim

export * from './canonical-claim';
export * from './claim-line';
export * from './claim-source';
export * from './identity';
export * from './other-payer';
export * from './parties';

// The remittance

export * from './remittance';
export * from './remittance-balance';

// Words that both use

export * from './adjustment';
export * from './currency';
export * from './primitives';
