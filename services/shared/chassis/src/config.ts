import { SERVICE_NAMES, SERVICES, type ServiceName, urlSettingOf } from '@claims-askes/contracts/services';
import { shapeWords } from '@claims-askes/sdk/claim';
import { z } from 'zod';

/** Every setting that is wrong or missing, listed at once, so that one start tells all. */
export class ConfigError extends Error {
	constructor(readonly mistakes: readonly string[]) {
		super(`The settings are not usable:\n${mistakes.map((mistake) => `  - ${mistake}`).join('\n')}`);
		this.name = 'ConfigError';
	}
}

const Flag = z.enum(['true', 'false']).transform((word) => word === 'true');

/** A zone that the calendar knows: with a mistyped one the service would start, and fail each request that asks for the day. */
const TimeZone = z.string().refine(isTimeZone, 'is no time zone, such as Asia/Jakarta');

function isTimeZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
	} catch {
		return false;
	}
}

/** The settings that every process has; defaults suit a developer's machine. */
const CommonSettings = z.object({
	PORT: z.coerce.number().int().min(0).max(65535),
	HOST: z.string().default('127.0.0.1'),
	ASKES_ENV: z.enum(['development', 'test', 'production']).default('development'),
	LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
	MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/ }).default('mqtt://127.0.0.1:1883'),
	OIDC_ISSUER: z.url().default('http://127.0.0.1:8011'),
	OIDC_AUDIENCE: z.string().default('askes'),
	SERVICE_CLIENT_SECRET: z.string().min(16).optional(),
	RATE_LIMIT_PER_SECOND: z.coerce.number().int().positive().default(20_000),
	REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
	BODY_LIMIT_BYTES: z.coerce.number().int().positive().default(1_048_576),
	PAYER_TIME_ZONE: TimeZone.default('UTC'),
	TRUST_PROXY: Flag.default(false),
	OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
});

/** The settings of a service that owns a schema. */
export const DatabaseSettings = z.object({
	DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
	DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(8),
	EVENT_POLL_MS: z.coerce.number().int().min(50).default(5_000),
	EVENT_BATCH: z.coerce.number().int().min(1).max(5_000).default(1_000),
	OUTBOX_RETENTION_DAYS: z.coerce.number().int().min(1).default(30),
	IDEMPOTENCY_RETENTION_HOURS: z.coerce.number().int().min(24).default(72),
});

const peerSettings = Object.fromEntries(
	SERVICE_NAMES.map((name) => [
		urlSettingOf(name),
		z.url().default(`http://localhost:${SERVICES[name].port}`),
	]),
) as Record<string, z.ZodDefault<z.ZodURL>>;

export type CommonConfig = z.infer<typeof CommonSettings> & {
	readonly peers: Readonly<Record<ServiceName, string>>;
};

/** Parses a process's settings once; `extra` holds those that only this one has. Throws `ConfigError` with every mistake. */
export function loadConfig<Extra extends z.ZodRawShape>(
	name: ServiceName,
	extra: z.ZodObject<Extra>,
	env: Readonly<Record<string, string | undefined>>,
): CommonConfig & z.infer<z.ZodObject<Extra>> {
	const given = { PORT: String(SERVICES[name].port), ...present(env) };
	const schema = z.object({ ...CommonSettings.shape, ...peerSettings, ...extra.shape });
	const parsed = schema.safeParse(given, { error: shapeWords });
	if (!parsed.success) {
		throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
	}
	const settings = parsed.data as Record<string, unknown>;
	const peers = Object.fromEntries(SERVICE_NAMES.map((peer) => [peer, settings[urlSettingOf(peer)]]));
	return { ...settings, peers } as unknown as CommonConfig & z.infer<z.ZodObject<Extra>>;
}

/** An empty variable counts as absent: that is how compose files and shells unset one. */
function present(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
	const entries = Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]));
	return Object.fromEntries(entries);
}
