import { type EventName, topicOf } from '@claims-askes/contracts/events';
import type { MqttClient } from 'mqtt';

export interface Doorbell {
	/** Calls `wake` when one of these events is heard, and whenever the broker is back: some may have been missed. */
	ringFor(types: readonly EventName[], wake: () => void): void;
}

/**
 * Turns the broker's messages into rings for durable consumers. They read the log itself, so a message lost costs a
 * poll's wait and no data: QoS 0 is enough, and spares the broker an acknowledgement for each.
 */
export function createDoorbell(mqtt: MqttClient): Doorbell {
	const rings = new Map<string, Set<() => void>>();
	const everybody = () => new Set([...rings.values()].flatMap((wakes) => [...wakes]));

	mqtt.on('message', (topic) => {
		for (const wake of rings.get(topic) ?? []) wake();
	});
	mqtt.on('connect', () => {
		for (const wake of everybody()) wake();
	});

	return {
		ringFor(types, wake) {
			for (const topic of types.map(topicOf)) {
				const wakes = rings.get(topic);
				if (wakes) wakes.add(wake);
				else {
					rings.set(topic, new Set([wake]));
					// While the broker is away this waits in the client, which also subscribes again after each reconnect.
					mqtt.subscribe(topic, { qos: 0 });
				}
			}
		},
	};
}
