import { LISTENERS } from '@claims-askes/contracts/events';
import type { MqttClient } from 'mqtt';
import { publishBatch } from './publish-batch';

/** Whether somebody hears a topic. */
export type IsHeard = (topic: string) => boolean;

/**
 * Asks the broker who listens: the development broker answers with the filters of all subscriptions to events before it
 * acknowledges the question. A message read from the log before the question, which nobody hears at the answer, was
 * recorded before whoever comes later, and is owed to nobody. A broker that does not answer (Mosquitto, EMQX) is told
 * everything, and is not asked again until the next connection.
 */
export function createListeners(mqtt: MqttClient): { ask(stop: AbortSignal): Promise<IsHeard> } {
	let isSilent = false;
	mqtt.on('connect', () => {
		isSilent = false;
	});
	return {
		async ask(stop) {
			if (isSilent) return () => true;
			let filters: readonly string[] | null = null;
			const hear = (topic: string, payload: Buffer) => {
				if (topic === LISTENERS) filters = payload.toString().split('\n');
			};
			mqtt.on('message', hear);
			try {
				await publishBatch(mqtt, [{ topic: LISTENERS, payload: '' }], stop);
			} finally {
				mqtt.off('message', hear);
			}
			if (filters === null) isSilent = true;
			return (topic) => filters === null || filters.some((filter) => covers(filter, topic));
		},
	};
}

/** Whether a subscription's filter covers a topic (MQTT 3.1.1, 4.7): `+` stands for one level, `#` for all that follow. */
export function covers(filter: string, topic: string): boolean {
	const wanted = filter.split('/');
	const levels = topic.split('/');
	for (const [at, level] of wanted.entries()) {
		if (level === '#') return true;
		if (level !== '+' && level !== levels[at]) return false;
		if (at >= levels.length) return false;
	}
	return wanted.length === levels.length;
}
