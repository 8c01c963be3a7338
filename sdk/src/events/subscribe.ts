import mqtt from 'mqtt';
import { type Auth, tokenSource } from '../auth';
import { TOPIC_OF } from '../generated/events';
import type { AskesEvent, EventName } from './event';

/** Which events are heard, with whose token, and who is told. */
export interface EventsOptions<N extends EventName> {
	/** The broker, as `mqtt://…`, `mqtts://…` or `wss://…`. */
	readonly url: string;
	readonly auth: Auth;
	/** Which events to hear; all of them unless said. */
	readonly events?: readonly N[];
	readonly onEvent: (event: AskesEvent<N>) => void;
	/** The connection came or went; while it is away, events are missed: read the log to catch up. */
	readonly onConnection?: (isConnected: boolean) => void;
	/** The broker said no for good, as for a token without `events:read`. */
	readonly onRefused?: (error: Error) => void;
}

/** A subscription that lasts, across lost connections, until it is closed. */
export interface EventStream {
	/** Resolves once the broker has accepted the subscription. */
	readonly ready: Promise<void>;
	close(): Promise<void>;
}

const RECONNECT_MS = 1_000;

/**
 * Hears events from the broker as they happen, from now on, at least once each. For what must not be missed read the
 * log of the service instead (`GET /api/v1/events`) and use this as its bell.
 */
export function subscribeToEvents<N extends EventName = EventName>(options: EventsOptions<N>): EventStream {
	const { url, onEvent, onConnection, onRefused } = options;
	const token = tokenSource(options.auth);
	const wanted: ReadonlySet<string> | null = options.events ? new Set<string>(options.events) : null;
	const topics: string[] = options.events ? options.events.map((name) => TOPIC_OF[name]) : ['askes/events/#'];
	const client = mqtt.connect(url, {
		manualConnect: true,
		username: 'token',
		reconnectPeriod: RECONNECT_MS,
		// Otherwise the library never tries again after a refusal, as of a broker that cannot ask the issuer just now.
		reconnectOnConnackError: true,
		clean: true,
	});
	// Not by Promise.withResolvers, which Node has from 22 on.
	let accept = () => {};
	let reject = (_: Error) => {};
	const ready = new Promise<void>((resolve, refuse) => {
		accept = resolve;
		reject = refuse;
	});
	ready.catch(() => {});

	const refuse = (error: Error) => {
		reject(error);
		onRefused?.(error);
	};
	let isForgotten = false;
	client.on('connect', () => {
		isForgotten = false;
		onConnection?.(true);
		client.subscribeAsync(topics, { qos: 1 }).then(() => accept(), refuse);
	});
	client.on('close', () => {
		onConnection?.(false);
		void renewPassword().catch(() => {});
	});
	client.on('error', (error) => {
		if (!('code' in error) || (error.code !== 4 && error.code !== 5)) return;
		// The key of the token at hand may have been withdrawn: the next one decides.
		if (token.forget && !isForgotten) {
			token.forget(String(client.options.password));
			isForgotten = true;
			return;
		}
		client.end(true);
		refuse(error);
	});
	client.on('message', (_, payload) => {
		const event = parse(payload);
		if (event && (!wanted || wanted.has(event.event_type))) onEvent(event as AskesEvent<N>);
	});

	async function renewPassword(): Promise<void> {
		client.options.password = (await token()) ?? '';
	}
	renewPassword().then(() => client.connect(), refuse);

	return { ready, close: () => client.endAsync(true) };
}

/** What is no event is nobody's message to us. */
function parse(payload: Uint8Array): AskesEvent | null {
	try {
		return JSON.parse(new TextDecoder().decode(payload)) as AskesEvent;
	} catch {
		return null;
	}
}
