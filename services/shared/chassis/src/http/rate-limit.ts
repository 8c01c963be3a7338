import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from './caller';

export interface RateLimiter {
	/**
	 * Counts one request and gives the `RateLimit` headers to answer with; throws RATE_LIMITED when there were too many.
	 * Services are not limited.
	 */
	take(caller: Caller): Promise<Readonly<Record<string, string>>> | null;
}

/** Limits each client to so many requests a second: in memory, or across replicas where Redis is set. */
export function createRateLimiter(perSecond: number, redisUrl?: string): RateLimiter {
	let limiter: Promise<RateLimiterAbstract> | RateLimiterAbstract = redisUrl
		? redisLimiter(perSecond, redisUrl)
		: new RateLimiterMemory({ points: perSecond, duration: 1 });

	const policy = `"default";q=${perSecond};w=1`;
	const headersOf = (remaining: number, waitMs: number) => ({
		'ratelimit-policy': policy,
		ratelimit: `"default";r=${remaining};t=${Math.max(1, Math.ceil(waitMs / 1000))}`,
	});

	async function consume(subject: string): Promise<Readonly<Record<string, string>>> {
		if (limiter instanceof Promise) limiter = await limiter;
		try {
			const taken = await limiter.consume(subject);
			return headersOf(taken.remainingPoints, taken.msBeforeNext);
		} catch (refused) {
			if (!(refused instanceof RateLimiterRes)) throw refused;
			throw new ProblemError(PROBLEMS.RATE_LIMITED, [], undefined, {
				'retry-after': String(Math.max(1, Math.ceil(refused.msBeforeNext / 1000))),
				...headersOf(0, refused.msBeforeNext),
			});
		}
	}
	return { take: (caller) => (caller.role === 'service' ? null : consume(caller.subject)) };
}

/** Redis is loaded only where it is used; while it is away, each replica counts for itself. */
async function redisLimiter(perSecond: number, url: string): Promise<RateLimiterAbstract> {
	const [{ RateLimiterRedis }, { Redis }] = await Promise.all([
		import('rate-limiter-flexible'),
		import('ioredis'),
	]);
	return new RateLimiterRedis({
		storeClient: new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }),
		keyPrefix: 'askes:rate',
		points: perSecond,
		duration: 1,
		insuranceLimiter: new RateLimiterMemory({ points: perSecond, duration: 1 }),
	});
}
