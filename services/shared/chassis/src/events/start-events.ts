import type { ServiceName } from '@claims-askes/contracts/services';
import type { MutablePlatform } from '../platform';
import { connectBroker } from './broker';
import { type Consumer, startConsumer } from './consumer';
import { createConsumerMetrics } from './consumer-metrics';
import { createDoorbell } from './doorbell';
import { readFeed } from './feed';
import { byProducer, type Subscription } from './handlers';
import { httpFeed } from './http-feed';
import { lanesOf } from './lanes';
import { createLogMetrics } from './log-metrics';
import { createPartitionLocks } from './partition-locks';
import { startRelay } from './relay';

export interface EventOptions {
	readonly pollMs: number;
	readonly batchSize: number;
	/** By how many readers side by side a log is read, where one is not enough. */
	readonly lanes?: Partial<Record<ServiceName, number>> | undefined;
}

/** Starts the relay and one durable consumer per log that is heard; answers how to stop them. */
export function startEvents(
	platform: MutablePlatform,
	subscriptions: readonly Subscription[],
	{ pollMs, batchSize, lanes = {} }: EventOptions,
): () => Promise<void> {
	const { sql, log, lifecycle, tracing, name: service, config, peers, recent } = platform;
	const broker = connectBroker(platform);
	const doorbell = createDoorbell(broker.client);
	const locks = createPartitionLocks(sql);
	const metrics = createConsumerMetrics(platform.metrics);
	createLogMetrics(platform.metrics, sql);
	const shared = { service, sql, log, metrics, tracing, pollMs, batchSize };

	const relay = startRelay({ ...shared, mqtt: broker.client, recent });
	lifecycle.afterCommit.add(() => relay.wake());
	lifecycle.checks.set('broker', () => broker.client.connected);

	const fetchPageOf = (producer: ServiceName) =>
		producer === service
			? (request: Parameters<typeof readFeed>[2]) => readFeed(sql, service, request, recent)
			: httpFeed(producer, config.peers[producer], (request) => peers.send(producer, request));

	const consumers: Consumer[] = [];
	for (const [producer, handlers] of byProducer(subscriptions)) {
		for (const share of lanesOf(locks.shareOf(producer), lanes[producer] ?? 1)) {
			const consumer = startConsumer({
				...shared,
				share,
				producer,
				handlers,
				fetchPage: fetchPageOf(producer),
				afterCommit: (recorded) => platform.committed(recorded),
			});
			doorbell.ringFor(
				handlers.map(({ type }) => type),
				() => consumer.wake(),
			);
			consumers.push(consumer);
		}
	}
	lifecycle.consumers.push(...consumers);
	// Whoever gave up for good is not waited for: somebody has to look.
	lifecycle.checks.set('events', () => [relay, ...consumers].every(({ stoppedBy }) => stoppedBy === null));

	return async () => {
		await Promise.all([relay, ...consumers].map((consumer) => consumer.stop()));
		await locks.close();
		await broker.close();
	};
}
