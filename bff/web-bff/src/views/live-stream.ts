import { connectBroker } from '@claims-askes/chassis/events/broker';
import type { Platform } from '@claims-askes/chassis/platform';
import { EVENTS, type EventName } from '@claims-askes/contracts/events';

export interface LiveStream {
	/** Server-sent events, each an event's envelope with its name as the event type, as long as whoever asked is believed. */
	open(
		wanted: ReadonlySet<string> | null,
		signal: AbortSignal,
		whileBelieved: WhileBelieved,
	): ReadableStream<Uint8Array>;
}

/** Calls `end` when that is over, and answers how to stop looking. */
type WhileBelieved = (end: () => void) => () => void;
type Connect = (platform: Platform) => Pick<ReturnType<typeof connectBroker>, 'client'>;
type Listener = (name: string, message: string) => void;

const HEARTBEAT_MS = 15_000;
/** A screen that does not read fast enough is cut off rather than remembered: it reconnects and looks again. */
const MOST_WAITING = 1_000;

/** Hears the broker once for all screens; the connection is opened with the first of them. */
export function createLiveStream(platform: Platform, connect: Connect = connectBroker): LiveStream {
	const listeners = new Set<Listener>();
	let isListening = false;

	function listen(): void {
		if (isListening) return;
		isListening = true;
		const { client } = connect(platform);
		client.on('message', (_, payload) => {
			const message = payload.toString('utf8');
			const name = nameOf(message);
			if (name) for (const listener of listeners) listener(name, message);
		});
		client.subscribe('askes/events/#', { qos: 0 });
	}

	return {
		open(wanted, signal, whileBelieved) {
			listen();
			const encoder = new TextEncoder();
			let leave = (): boolean => false;
			return new ReadableStream<Uint8Array>(
				{
					start(controller) {
						const send = (text: string) => {
							if ((controller.desiredSize ?? 0) < 1 - MOST_WAITING) end();
							else controller.enqueue(encoder.encode(text));
						};
						const listener: Listener = (name, message) => {
							if (!wanted || wanted.has(name)) send(`event: ${name}\ndata: ${message}\n\n`);
						};
						const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
						const stopLooking = whileBelieved(() => end());
						leave = () => {
							clearInterval(heartbeat);
							stopLooking();
							signal.removeEventListener('abort', end);
							return listeners.delete(listener);
						};
						const end = () => {
							if (leave()) controller.close();
						};
						listeners.add(listener);
						signal.addEventListener('abort', end);
						send(': listening\n\n');
						if (signal.aborted) end();
					},
					// What its reader has cancelled is closed already.
					cancel: () => void leave(),
				},
				{ highWaterMark: 1 },
			);
		},
	};
}

function nameOf(message: string): EventName | null {
	try {
		const { event_type } = JSON.parse(message) as { event_type?: unknown };
		return typeof event_type === 'string' && event_type in EVENTS ? (event_type as EventName) : null;
	} catch {
		return null;
	}
}
