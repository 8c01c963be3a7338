import type { ServiceName } from '@claims-askes/contracts/services';
import type { z } from 'zod';
import { type CommonConfig, ConfigError, DatabaseSettings, loadConfig } from './config';
import { tellIfClocksDiffer } from './db/clocks';
import { startRetention } from './db/retention';
import type { Subscription } from './events/handlers';
import { type EventOptions, startEvents } from './events/start-events';
import type { App } from './http/app';
import { errorFields } from './observability/logger';
import { openTracing } from './observability/tracing';
import { createPlatform, type MutablePlatform, type Platform } from './platform';

export interface ServiceDefinition<Shape extends z.ZodRawShape> {
	readonly name: ServiceName;
	readonly settings: z.ZodObject<Shape>;
	readonly buildApp: (platform: Platform, config: CommonConfig & z.infer<z.ZodObject<Shape>>) => App;
	/** What this service hears: one entry per event. */
	readonly hears?: (
		platform: Platform,
		config: CommonConfig & z.infer<z.ZodObject<Shape>>,
	) => readonly Subscription[];
	/** By how many readers side by side a log is read, where one is not enough. */
	readonly lanes?: EventOptions['lanes'];
	/** Peers without which this service cannot do its work. */
	readonly needs?: readonly ServiceName[];
	/** Work of its own beside requests and events, as timers; answers how to stop it. */
	readonly background?: (
		platform: Platform,
		config: CommonConfig & z.infer<z.ZodObject<Shape>>,
	) => Promise<() => Promise<void>>;
}

const DRAIN_MS = 10_000;

/**
 * Runs a service until SIGTERM: settings → connections → app → listen. Draining lets requests and batches that have
 * begun come to their end.
 */
export async function startService<Shape extends z.ZodRawShape>(
	definition: ServiceDefinition<Shape>,
): Promise<void> {
	const config = settingsOrExit(definition);
	const tracing = config.OTEL_EXPORTER_OTLP_ENDPOINT
		? await openTracing(definition.name, config.OTEL_EXPORTER_OTLP_ENDPOINT)
		: null;
	const platform = createPlatform(definition.name, config, { tracing });
	const { lifecycle, log } = platform;
	const app = definition.buildApp(platform, config);
	const stops: (() => Promise<void>)[] = [];
	const database = DatabaseSettings.safeParse(config).data;
	if (database) {
		lifecycle.checks.set('database', async () => (await platform.sql`select 1`).length === 1);
		void tellIfClocksDiffer(platform);
		const subscriptions = definition.hears?.(platform, config) ?? [];
		stops.push(
			startEvents(platform, subscriptions, {
				pollMs: database.EVENT_POLL_MS,
				batchSize: database.EVENT_BATCH,
				lanes: definition.lanes,
			}),
			startRetention(platform, {
				outboxDays: database.OUTBOX_RETENTION_DAYS,
				idempotencyHours: database.IDEMPOTENCY_RETENTION_HOURS,
			}),
		);
	}
	for (const peer of definition.needs ?? []) lifecycle.checks.set(peer, () => isAlive(config.peers[peer]));
	if (definition.background) stops.push(await definition.background(platform, config));

	const server = Bun.serve({
		port: config.PORT,
		hostname: config.HOST,
		idleTimeout: 60,
		maxRequestBodySize: 4 * 1024 ** 3,
		fetch: app.fetch,
	});
	log.info('listening', { port: config.PORT, pid: process.pid });

	let isStopping = false;
	const stop = async (signal: string) => {
		if (isStopping) return;
		isStopping = true;
		lifecycle.isDraining = true;
		log.info('draining', { signal });
		const forced = setTimeout(() => process.exit(1), DRAIN_MS);
		await server.stop();
		for (const end of stops.reverse()) await end();
		if (database) await platform.sql.end({ timeout: 5 });
		await tracing?.stop();
		clearTimeout(forced);
		process.exit(0);
	};
	process.on('SIGTERM', () => void stop('SIGTERM'));
	process.on('SIGINT', () => void stop('SIGINT'));
	guardAgainstStrays(platform);
}

function settingsOrExit<Shape extends z.ZodRawShape>({ name, settings }: ServiceDefinition<Shape>) {
	try {
		return loadConfig(name, settings, Bun.env);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		console.error(`${name}: ${error.message}`);
		process.exit(78);
	}
}

/** A promise that nobody awaited is a bug, but no reason to drop everybody else's requests. */
function guardAgainstStrays({ log }: MutablePlatform): void {
	process.on('unhandledRejection', (error) => log.error('unhandled rejection', errorFields(error)));
}

async function isAlive(url: string): Promise<boolean> {
	const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(1_000) });
	return response.ok;
}
