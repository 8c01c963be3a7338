import { type AskesEvent, type EventName, subscribeToEvents } from '@claims-askes/sdk/events';

export interface TailOptions {
	readonly url: string;
	readonly auth: () => Promise<string>;
	readonly names: readonly string[] | undefined;
	readonly count: number | undefined;
	readonly isJson: boolean;
	readonly onReady: () => void;
	readonly onConnection: (isConnected: boolean) => void;
	readonly print: (line: string) => void;
}

/** Prints events until so many were seen or the user ends it; answers how many. */
export async function tailEvents(options: TailOptions): Promise<number> {
	const done = Promise.withResolvers<void>();
	let seen = 0;
	let wasConnected = true;
	const stream = subscribeToEvents({
		url: options.url,
		auth: options.auth,
		...(options.names ? { events: options.names as EventName[] } : {}),
		onEvent: (event) => {
			if (options.count !== undefined && seen >= options.count) return;
			seen++;
			try {
				options.print(options.isJson ? JSON.stringify(event) : eventLine(event));
			} catch (error) {
				// Nobody reads any further, or nothing more fits.
				done.reject(error);
			}
			if (seen === options.count) done.resolve();
		},
		onConnection: (isConnected) => {
			if (isConnected !== wasConnected) options.onConnection(isConnected);
			wasConnected = isConnected;
		},
		onRefused: done.reject,
	});
	process.once('SIGINT', () => done.resolve());
	try {
		await stream.ready;
		options.onReady();
		await done.promise;
	} finally {
		await stream.close();
	}
	return seen;
}

export function eventLine({ timestamp, event_type, data }: AskesEvent): string {
	const facts = Object.entries(data).map(([name, value]) => `${name}=${value}`);
	return `${timestamp.slice(11, 23)}  ${event_type.padEnd(22)}  ${facts.join(' ')}`;
}
