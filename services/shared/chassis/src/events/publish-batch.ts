import type { MqttClient } from 'mqtt';
import { generate, type Packet } from 'mqtt-packet';
import { OutageError } from '../outage';

export interface Message {
	readonly topic: string;
	readonly payload: string;
}

/**
 * Publishes messages at QoS 1 and resolves when the broker has acknowledged them all. They go out as one write: the
 * client's own `publish` keeps each message until it is acknowledged, to send it again by itself, and costs twice as
 * much for it. Here the caller keeps them, and says them all again where this throws.
 */
export async function publishBatch(
	client: MqttClient,
	messages: readonly Message[],
	stop: AbortSignal,
): Promise<void> {
	if (!client.connected) throw new OutageError('the broker');
	if (messages.length === 0) return;
	const unacknowledged = new Set<number>();
	const packets = messages.map(({ topic, payload }) => {
		const messageId = client.messageIdProvider.allocate();
		if (messageId === null || unacknowledged.has(messageId))
			throw new RangeError('too many messages at once');
		unacknowledged.add(messageId);
		return generate({ cmd: 'publish', qos: 1, dup: false, retain: false, messageId, topic, payload });
	});
	const { promise, resolve, reject } = Promise.withResolvers<void>();
	const hear = (packet: Packet) => {
		if (packet.cmd === 'puback' && unacknowledged.delete(packet.messageId ?? 0) && unacknowledged.size === 0)
			resolve();
	};
	const giveUp = () => reject(new OutageError('the broker'));
	client.on('packetreceive', hear).on('close', giveUp);
	stop.addEventListener('abort', giveUp, { once: true });
	try {
		client.stream.write(Buffer.concat(packets));
		await promise;
	} finally {
		client.off('packetreceive', hear).off('close', giveUp);
		stop.removeEventListener('abort', giveUp);
	}
}
