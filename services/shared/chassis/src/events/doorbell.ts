import { bellOf, EVENTS, type EventName } from '@claims-askes/contracts/events';
import type { MqttClient } from 'mqtt';

export interface Doorbell {
	/** Calls `wake` when one of these events is heard of, and whenever the broker is back: some may have been missed. */
	ringFor(types: readonly EventName[], wake: () => void): void;
}

/**
 * Hears the bells for durable consumers. They read the log itself, so a ring lost costs a poll's wait and no data: QoS 0
 * is enough. And one ring for a batch is enough: as many messages as events would be read only to be thrown away.
 */
export function createDoorbell(mqtt: MqttClient): Doorbell {
	const rings = new Map<string, Set<() => void>>();
	const bells = new Set<string>();

	mqtt.on('message', (topic, payload) => {
		if (!bells.has(topic)) return;
		for (const wake of wakesOf(rings, typesRung(payload))) wake();
	});
	mqtt.on('connect', () => {
		for (const wake of wakesOf(rings, rings.keys())) wake();
	});

	return {
		ringFor(types, wake) {
			for (const type of types) {
				rings.set(type, (rings.get(type) ?? new Set()).add(wake));
				const bell = bellOf(EVENTS[type].owner);
				if (bells.has(bell)) continue;
				bells.add(bell);
				// While the broker is away this waits in the client, which also subscribes again after each reconnect.
				mqtt.subscribe(bell, { qos: 0 });
			}
		},
	};
}

/** Rings a service's bell: it says of which types there is news, and nothing else. */
export function ring(mqtt: MqttClient, types: Iterable<EventName>): void {
	for (const [service, rung] of Map.groupBy(new Set(types), (type) => EVENTS[type].owner))
		mqtt.publish(bellOf(service), rung.join(' '), { qos: 0 });
}

const typesRung = (payload: Buffer): string[] => payload.toString().split(' ');

function wakesOf(
	rings: ReadonlyMap<string, ReadonlySet<() => void>>,
	types: Iterable<string>,
): Set<() => void> {
	return new Set([...types].flatMap((type) => [...(rings.get(type) ?? [])]));
}
