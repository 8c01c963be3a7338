import { createTokenVerifier, type TokenVerifier } from '@claims-askes/chassis/http/tokens';

export type VerifyToken = TokenVerifier['verify'];

const AUDIENCE = 'askes';

/** The services' own way to judge a token: what they believe no more, the broker must not believe either. */
export const verifierOf = (issuer: string): VerifyToken =>
	createTokenVerifier({ issuer, audience: AUDIENCE, now: () => new Date() }).verify;
