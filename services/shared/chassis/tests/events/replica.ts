import { connect } from '../../src/db/connect';
import { startConsumer } from '../../src/events/consumer';
import { readFeed } from '../../src/events/feed';
import { on } from '../../src/events/handlers';
import { PARTITIONS } from '../../src/events/partition';
import type { PartitionShare } from '../../src/events/partition-locks';
import { createLogger } from '../../src/observability/logger';

/** One replica of a consumer, as a process that can be killed: notes each event, and records one that it causes. */
const [producerUrl = '', url = '', name = '', belief] = process.argv.slice(2);
const producer = connect(producerUrl, { poolSize: 2, service: 'claims-service' });
const sql = connect(url, { poolSize: 3, service: 'adjudication-service' });

/** As a replica whose locks were lost without its knowledge: all partitions are its own. */
const everything: PartitionShare = {
	replicas: 1,
	held: async () => Array.from({ length: PARTITIONS }, (_, at) => at),
	release: async () => {},
};

const consumer = startConsumer({
	...(belief === 'greedy' ? { share: everything } : {}),
	service: 'adjudication-service',
	producer: 'claims-service',
	sql,
	log: createLogger(name, 'warn'),
	fetchPage: (request) => readFeed(producer, 'claims-service', request),
	pollMs: 100,
	batchSize: 150,
	handlers: [
		on('claim.submitted', {
			gather: () => Bun.sleep(Math.random() * 5),
			async apply(tx, events, _, context) {
				await tx`
					insert into effects (event_id, key, nth, replica)
					select event_id, key, nth, ${name}
					from unnest(${events.map((event) => event.event_id)}::uuid[], ${events.map((event) => event.key)}::text[],
						${events.map((event) => Number(event.data.claim_number))}::integer[]) as effect (event_id, key, nth)`;
				for (const event of events) {
					const { claim_id } = event.data;
					context.record(event, {
						type: 'claim.reversed',
						key: event.key,
						data: { claim_id, decision_id: claim_id, reverses: claim_id },
					});
				}
			},
		}),
	],
});
process.on('SIGTERM', async () => {
	await consumer.stop();
	process.exit(0);
});
// Its parent holds the other end: a replica does not outlive the test that started it.
process.stdin.on('end', () => process.exit(1)).resume();
