import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type MqttClient } from 'mqtt';
import { writeToStream } from 'mqtt-packet';
import { errorFields } from '../observability/logger';
import type { Platform } from '../platform';

export interface Broker {
	readonly client: MqttClient;
	close(): Promise<void>;
}

const RETRY_MS = 500;
/** MQTT's own word for it, in CONNACK. */
const NOT_AUTHORIZED = 5;

// By default the library makes a buffer for each of 65,536 numbers in advance: 8 MB in every service, to save microseconds.
writeToStream.cacheNumbers = false;

/**
 * A connection to the broker with the service's token as its password, renewed for each new attempt. It is opened in the
 * background: a broker or an issuer that is away keeps nobody from starting.
 */
export function connectBroker({ config, name, newId, serviceToken, log }: Platform): Broker {
	const client = mqtt.connect(config.MQTT_URL, {
		manualConnect: true,
		clientId: `${name}-${newId().slice(-12)}`,
		username: name,
		clean: true,
		reconnectPeriod: RETRY_MS,
		// Otherwise the library never tries again after the first refusal, as of a broker whose issuer was away.
		reconnectOnConnackError: true,
		connectTimeout: 5_000,
		resubscribe: true,
	});
	let isOpened = false;
	let isClosed = false;
	let isTold = false;

	const renewPassword = async () => {
		client.options.password = await serviceToken.get();
	};
	client.on('close', () => void renewPassword().catch(() => {}));
	client.on('connect', () => {
		isTold = false;
		log.info('connected to the broker');
	});
	client.on('error', (error) => {
		// Its key was withdrawn, or it ended on the way: kept, it would be refused until it is old enough to be renewed.
		if ('code' in error && error.code === NOT_AUTHORIZED)
			serviceToken.forget(String(client.options.password));
		if (!isTold) log.warn('the broker does not answer', errorFields(error));
		isTold = true;
	});

	async function open(): Promise<void> {
		while (!isClosed) {
			try {
				await renewPassword();
				if (isClosed) return;
				isOpened = true;
				client.connect();
				return;
			} catch {
				await sleep(RETRY_MS);
			}
		}
	}
	void open();

	return {
		client,
		async close() {
			isClosed = true;
			// A client that never got through never says that it has ended.
			if (client.connected) await client.endAsync(true);
			else if (isOpened) client.end(true);
		},
	};
}
