import { EVENT_NAMES, EVENTS, type EventName, topicOf } from '@claims-askes/contracts/events';
import type { MqttClient } from 'mqtt';
import { OutageError } from '../outage';
import { type Consumer, type ConsumerOptions, startConsumer } from './consumer';
import { ring } from './doorbell';
import { readFeed } from './feed';
import type { FeedEvent } from './feed.schemas';
import type { AnyHandler } from './handlers';
import { createListeners, type IsHeard } from './listeners';
import { publishBatch } from './publish-batch';
import type { RecentEvents } from './recent-events';

export type RelayOptions = Omit<ConsumerOptions, 'producer' | 'fetchPage' | 'handlers'> & {
	readonly mqtt: MqttClient;
	readonly recent?: RecentEvents;
};

/** The relay's name among the cursors; the SQL function `outbox_renew_log` knows it too. */
export const RELAY = 'relay';

/** Where a replica commits and another holds the partition, the bell is not heard: then look this often. */
const AMONG_REPLICAS_MS = 200;

/**
 * Publishes the service's own log to the broker: a consumer whose effect lies outside the database. The cursor moves
 * after the broker has acknowledged, so a message may come twice but is never missing. What nobody listens to is not sent.
 */
export function startRelay({ mqtt, recent, ...options }: RelayOptions): Consumer {
	const listeners = createListeners(mqtt);
	const publish: AnyHandler = {
		// Outside the transaction is where a message must be sent; within it there is nothing left to do.
		async gather(events, { signal }) {
			if (!mqtt.connected) throw new OutageError('the broker');
			// First, for it is those who read the log that work waits for.
			ring(
				mqtt,
				events.map(({ event_type }) => event_type),
			);
			await publishHeard(mqtt, events, await listeners.ask(signal), signal);
		},
		async apply() {},
	};
	return startConsumer({
		pollMsAmongReplicas: AMONG_REPLICAS_MS,
		...options,
		producer: RELAY,
		fetchPage: (request) => readFeed(options.sql, options.service, request, recent),
		handlers: EVENT_NAMES.filter((type) => EVENTS[type].owner === options.service).map((type) => ({
			type,
			handler: publish,
		})),
	});
}

async function publishHeard(
	mqtt: MqttClient,
	events: readonly FeedEvent[],
	isHeard: IsHeard,
	stop: AbortSignal,
): Promise<void> {
	const topics = new Map<EventName, string | null>();
	for (const { event_type } of events) {
		if (topics.has(event_type)) continue;
		const topic = topicOf(event_type);
		topics.set(event_type, isHeard(topic) ? topic : null);
	}
	const messages = events.flatMap((event) => {
		const topic = topics.get(event.event_type);
		return topic ? [{ topic, payload: messageOf(event) }] : [];
	});
	await publishBatch(mqtt, messages, stop);
}

/** The envelope alone: where the event stands in the log means nothing to who hears it from the broker. */
function messageOf({ partition: _, position: __, key: ___, ...envelope }: FeedEvent): string {
	return JSON.stringify(envelope);
}
