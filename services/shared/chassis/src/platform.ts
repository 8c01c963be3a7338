import type { ServiceName } from '@claims-askes/contracts/services';
import type { JWTVerifyGetKey } from 'jose';
import { atMostEvery } from './at-most-every';
import type { CommonConfig } from './config';
import { connect, type Sql } from './db/connect';
import type { Consumer } from './events/consumer';
import { RecentEvents, type Recorded } from './events/recent-events';
import { createRateLimiter, type RateLimiter } from './http/rate-limit';
import { createTokenVerifier, type TokenVerifier } from './http/tokens';
import { createLogger, type Logger } from './observability/logger';
import { createMetrics, type Metrics } from './observability/metrics';
import type { Tracing } from './observability/tracing';
import { createPeers, type Peers } from './peers/peers';
import { createServiceToken, type ServiceToken } from './peers/service-token';

/** What the chassis gives to every process: its connections, its clock, and its way of speaking to others. */
export interface Platform {
	readonly name: ServiceName;
	readonly config: CommonConfig;
	readonly log: Logger;
	readonly metrics: Metrics;
	/** Null where no collector is set. */
	readonly tracing: Tracing | null;
	readonly verifier: TokenVerifier;
	readonly limiter: RateLimiter;
	readonly peers: Peers;
	readonly serviceToken: ServiceToken;
	readonly now: () => Date;
	/** A new UUIDv7. */
	readonly newId: () => string;
	readonly isDraining: () => boolean;
	/** Each part that this process cannot do without, with `ok` or what is wrong. */
	readonly readiness: () => Promise<Record<string, string>>;
	/** The pool on the service's own schema; a process without a schema has none and throws when it is used. */
	readonly sql: Sql;
	/** The readers of other services' logs that this process runs. */
	readonly consumers: () => readonly Consumer[];
	/** What this process has recorded lately. */
	readonly recent: RecentEvents;
	/** Said after a commit that recorded events, with their places where they are known, so that the relay looks at once. */
	readonly committed: (recorded?: readonly Recorded[]) => void;
}

export interface PlatformParts {
	readonly now?: () => Date;
	readonly newId?: () => string;
	readonly keys?: JWTVerifyGetKey;
	readonly writeLog?: (line: string) => void;
	readonly tracing?: Tracing | null;
}

/** A platform whose moving parts (drain, readiness, what follows a commit) are set as the process starts them. */
export interface MutablePlatform extends Platform {
	readonly lifecycle: Lifecycle;
}

export interface Lifecycle {
	isDraining: boolean;
	readonly checks: Map<string, () => Promise<boolean> | boolean>;
	readonly afterCommit: Set<() => void>;
	/** The readers of other services' logs, once they have been started. */
	readonly consumers: Consumer[];
}

/** A look at the log costs as much as two requests: one look serves all that were committed in this time. */
const WAKE_EVERY_MS = 20;

export function createPlatform(
	name: ServiceName,
	config: CommonConfig & { DATABASE_URL?: string; DATABASE_POOL?: number },
	parts: PlatformParts = {},
): MutablePlatform {
	const now = parts.now ?? (() => new Date());
	const newId = parts.newId ?? (() => Bun.randomUUIDv7());
	const log = createLogger(name, config.LOG_LEVEL, parts.writeLog);
	const lifecycle: Lifecycle = {
		isDraining: false,
		checks: new Map(),
		afterCommit: new Set(),
		consumers: [],
	};
	const recent = new RecentEvents(name);
	const wake = atMostEvery(WAKE_EVERY_MS, () => {
		for (const wakeUp of lifecycle.afterCommit) wakeUp();
	});
	const { tracing = null } = parts;
	const serviceToken = createServiceToken(name, config, now);
	const pool = config.DATABASE_URL
		? connect(config.DATABASE_URL, { poolSize: config.DATABASE_POOL ?? 8, service: name })
		: null;
	return {
		name,
		config,
		log,
		metrics: createMetrics(name),
		tracing,
		verifier: createTokenVerifier({
			issuer: config.OIDC_ISSUER,
			audience: config.OIDC_AUDIENCE,
			now,
			...(parts.keys ? { keys: parts.keys } : {}),
		}),
		limiter: createRateLimiter(config.RATE_LIMIT_PER_SECOND, config.REDIS_URL),
		peers: createPeers(name, config.peers, serviceToken, tracing),
		serviceToken,
		now,
		newId,
		lifecycle,
		isDraining: () => lifecycle.isDraining,
		consumers: () => lifecycle.consumers,
		readiness: () => readinessOf(lifecycle),
		get sql() {
			if (!pool) throw new Error(`${name} owns no schema`);
			return pool;
		},
		recent,
		committed: (recorded = []) => {
			recent.keep(recorded);
			wake();
		},
	};
}

async function readinessOf({ checks, isDraining }: Lifecycle): Promise<Record<string, string>> {
	const results = await Promise.all(
		[...checks].map(async ([part, check]) => [part, await holds(check)] as const),
	);
	return { ...Object.fromEntries(results), process: isDraining ? 'draining' : 'ok' };
}

async function holds(check: () => Promise<boolean> | boolean): Promise<string> {
	try {
		return (await check()) ? 'ok' : 'not ready';
	} catch {
		return 'unavailable';
	}
}
