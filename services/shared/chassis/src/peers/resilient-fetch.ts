import {
	bulkhead,
	ConsecutiveBreaker,
	circuitBreaker,
	ExponentialBackoff,
	handleAll,
	handleWhen,
	type IPolicy,
	retry,
	wrap,
} from 'cockatiel';
import { OutageError } from '../outage';

/** How one peer is called: no longer than this with all attempts, so often again, and never by more than so many at once. */
export interface PeerPolicy {
	readonly deadlineMs: number;
	readonly retries: number;
	readonly concurrency: number;
	readonly queue: number;
}

const DEFAULT_PEER_POLICY: PeerPolicy = {
	deadlineMs: 10_000,
	retries: 2,
	concurrency: 32,
	queue: 512,
};

/** Answers that speak of the peer's state and not of the request. */
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * A fetch with deadline, retries with jitter where repeating is safe, a circuit breaker and a bulkhead. What fails for
 * good is an `OutageError` naming the peer; any other answer of the peer comes back as it is.
 */
export function createResilientFetch(
	peer: string,
	policy: PeerPolicy = DEFAULT_PEER_POLICY,
): (request: Request) => Promise<Response> {
	const guard = wrap(
		bulkhead(policy.concurrency, policy.queue),
		circuitBreaker(handleAll, { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(10) }),
	);
	const again: IPolicy = retry(
		handleWhen((error) => error instanceof BusyError || !(error instanceof OutageError || isTooLate(error))),
		{
			maxAttempts: policy.retries,
			backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 1_000 }),
		},
	);

	async function attempt(request: Request, signal: AbortSignal): Promise<Response> {
		const response = await fetch(request.clone() as Request, { signal });
		if (BUSY.has(response.status)) {
			await response.body?.cancel();
			throw new BusyError(peer);
		}
		return response;
	}

	return async (request) => {
		try {
			return await guard.execute(() => {
				// One for all attempts: whoever asks waits no longer, and a peer that is slow is not asked twice the same at once.
				// A signal of our own: cockatiel's is aborted as soon as the headers are there, while the body is still coming.
				const signal = AbortSignal.timeout(policy.deadlineMs);
				return isRepeatable(request)
					? again.execute(() => attempt(request, signal))
					: attempt(request, signal);
			});
		} catch (cause) {
			throw cause instanceof OutageError ? cause : new OutageError(peer, { cause });
		}
	};
}

class BusyError extends OutageError {}

/** The deadline of the call has passed. */
const isTooLate = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';

/** Reads, batch reads, and writes that carry a key under which the peer repeats nothing. */
function isRepeatable(request: Request): boolean {
	if (request.method === 'GET' || request.method === 'PUT') return true;
	return request.headers.has('idempotency-key') || request.url.endsWith('/batch-get');
}
