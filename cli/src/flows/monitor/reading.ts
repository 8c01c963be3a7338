import { AskesConnectionError, AskesError } from '@claims-askes/sdk';

/** What came of asking one thing once. */
export type Reading<T> =
	| { readonly kind: 'ok'; readonly value: T }
	/** The token does not let its bearer see it. */
	| { readonly kind: 'not allowed' }
	/** The token is not believed, or no longer. */
	| { readonly kind: 'not signed in' }
	/** Nothing came in time. */
	| { readonly kind: 'silent' }
	/** Nobody is there. */
	| { readonly kind: 'away' }
	/** It answered, and not what was asked for. */
	| { readonly kind: 'failed'; readonly code: string };

export type Failing = Exclude<Reading<unknown>, { readonly kind: 'ok' }>;

/** How long an answer is waited for. */
export interface Patience {
	readonly patienceMs: number;
	readonly isOver?: AbortSignal;
}

/** Asks, for so long or until it is over; who asks another is not kept waiting, whatever becomes of this. */
export async function ask<T>(
	question: (signal: AbortSignal) => Promise<T>,
	{ patienceMs, isOver }: Patience,
): Promise<Reading<T>> {
	const giving = new AbortController();
	const silence = Promise.withResolvers<Reading<T>>();
	const giveUp = () => {
		silence.resolve({ kind: 'silent' });
		giving.abort();
	};
	const timer = setTimeout(giveUp, patienceMs);
	isOver?.addEventListener('abort', giveUp);
	const answer = question(giving.signal).then(
		(value): Reading<T> => ({ kind: 'ok', value }),
		(error: unknown): Reading<T> => failingOf(error),
	);
	try {
		return await Promise.race([answer, silence.promise]);
	} finally {
		clearTimeout(timer);
		isOver?.removeEventListener('abort', giveUp);
	}
}

/** Why nothing came of it. */
export function failingOf(error: unknown): Failing {
	if (error instanceof AskesConnectionError) return { kind: 'away' };
	if (error instanceof AskesError && error.status === 403) return { kind: 'not allowed' };
	const { code = 'UNEXPECTED' } = error as { readonly code?: string };
	if ((error instanceof AskesError && error.status === 401) || UNBELIEVED.has(code))
		return { kind: 'not signed in' };
	return { kind: 'failed', code };
}

/** What the issuer or our own sign-in say before any service is asked. */
const UNBELIEVED = new Set(['INVALID_CLIENT', 'LOGIN_ENDED']);
