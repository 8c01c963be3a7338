import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Caller } from './caller';

type Headers = Readonly<Record<string, string>>;

export interface RateLimiter {
	/**
	 * Counts one request and gives the `RateLimit` headers to answer with; throws RATE_LIMITED when there were too many.
	 * Services are not limited.
	 */
	take(caller: Pick<Caller, 'role' | 'subject'>): Promise<Headers> | Headers | null;
}

/** What is left of a client's second, and how long it goes on. Below zero the request came too late. */
interface Allowance {
	readonly remaining: number;
	readonly waitMs: number;
}

type Count = (subject: string) => Promise<Allowance> | Allowance;

/** Limits each client to so many requests a second: in memory, or across replicas where Redis is set. */
export function createRateLimiter(perSecond: number, redisUrl?: string): RateLimiter {
	const count = redisUrl ? countInRedis(perSecond, redisUrl) : countInMemory(perSecond);
	const policy = `"default";q=${perSecond};w=1`;

	function headersOf({ remaining, waitMs }: Allowance): Headers {
		// The end of a window less now is a hair more than the window: in whole milliseconds first.
		const seconds = Math.max(1, Math.ceil(Math.floor(waitMs) / 1000));
		const headers = {
			'ratelimit-policy': policy,
			ratelimit: `"default";r=${Math.max(remaining, 0)};t=${seconds}`,
		};
		if (remaining >= 0) return headers;
		throw new ProblemError(PROBLEMS.RATE_LIMITED, [], undefined, {
			'retry-after': String(seconds),
			...headers,
		});
	}

	return {
		take({ role, subject }) {
			if (role === 'service') return null;
			const allowance = count(subject);
			return allowance instanceof Promise ? allowance.then(headersOf) : headersOf(allowance);
		},
	};
}

const WINDOW_MS = 1_000;
const REMEMBERED_CLIENTS = 10_000;

function countInMemory(perSecond: number): Count {
	const windows = new Map<string, { endsAt: number; taken: number }>();
	return (subject) => {
		const now = performance.now();
		let window = windows.get(subject);
		if (!window || window.endsAt <= now) {
			if (windows.size >= REMEMBERED_CLIENTS) windows.clear();
			window = { endsAt: now + WINDOW_MS, taken: 0 };
			windows.set(subject, window);
		}
		window.taken++;
		return { remaining: perSecond - window.taken, waitMs: window.endsAt - now };
	};
}

/** Redis is loaded only where it is used; while it is away, each replica counts for itself. */
function countInRedis(perSecond: number, url: string): Count {
	const limiter = redisLimiter(perSecond, url);
	// A failure is told to each request that meets it.
	limiter.catch(() => {});
	return async (subject) => {
		const { consume, isRefusal } = await limiter;
		try {
			const { remainingPoints, msBeforeNext } = await consume(subject);
			return { remaining: remainingPoints, waitMs: msBeforeNext };
		} catch (refused) {
			if (!isRefusal(refused)) throw refused;
			return { remaining: -1, waitMs: refused.msBeforeNext };
		}
	};
}

async function redisLimiter(perSecond: number, url: string) {
	const [{ RateLimiterMemory, RateLimiterRedis, RateLimiterRes }, { Redis }] = await Promise.all([
		import('rate-limiter-flexible'),
		import('ioredis'),
	]);
	const limiter = new RateLimiterRedis({
		storeClient: new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }),
		keyPrefix: 'askes:rate',
		points: perSecond,
		duration: WINDOW_MS / 1000,
		insuranceLimiter: new RateLimiterMemory({ points: perSecond, duration: WINDOW_MS / 1000 }),
	});
	return {
		consume: (subject: string) => limiter.consume(subject),
		isRefusal: (thrown: unknown) => thrown instanceof RateLimiterRes,
	};
}
