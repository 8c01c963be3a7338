import { createTokenVerifier, type TokenVerifier } from '@claims-askes/chassis/http/tokens';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';

export type VerifyToken = TokenVerifier['verify'];

const AUDIENCE = 'askes';

/** The services' own way to judge a token: what they believe no more, the broker must not believe either. */
export const verifierOf = (issuer: string): VerifyToken =>
	createTokenVerifier({ issuer, audience: AUDIENCE, now: () => new Date() }).verify;

/** The issuer cannot be asked: nothing is known about the token, so nobody may be turned away for it. */
export const isIssuerAway = (error: unknown): boolean =>
	error instanceof ProblemError && error.problem === PROBLEMS.DEPENDENCY_UNAVAILABLE;
