import { AskesError } from '@claims-askes/sdk';
import type { MonitorDesk } from './desk';

/** What a service has counted, as far as a test cares. */
export interface Told {
	readonly memory?: number;
	/** By method and route: requests, and those of them that failed. */
	readonly requests?: Readonly<Record<string, readonly [requests: number, failed: number]>>;
	/** Of all requests, how many were answered within so many seconds. */
	readonly within?: Readonly<Record<string, number>>;
	readonly log?: number;
	readonly cursors?: Readonly<Record<string, number>>;
	readonly parked?: Readonly<Record<string, number>>;
}

/** The metrics of a service as it writes them. */
export function aScrapeText({
	memory,
	requests = {},
	within = {},
	log,
	cursors = {},
	parked = {},
}: Told): string {
	const lines: string[] = [];
	const tell = (name: string, labels: Record<string, string>, value: number) => {
		const written = Object.entries({ ...labels, service: 'a-service' }).map(
			([label, of]) => `${label}="${of}"`,
		);
		lines.push(`${name}{${written.join(',')}} ${value}`);
	};
	if (memory !== undefined) tell('process_resident_memory_bytes', {}, memory);
	for (const [key, [all, failed]] of Object.entries(requests)) {
		const [method = '', route = ''] = key.split(' ');
		tell('http_requests_total', { method, route, status: '200' }, all - failed);
		if (failed > 0) tell('http_requests_total', { method, route, status: '503' }, failed);
		for (const [le, count] of Object.entries(within))
			tell('http_request_duration_seconds_bucket', { le, method, route }, count);
	}
	if (log !== undefined) tell('event_log_position', {}, log);
	for (const [producer, position] of Object.entries(cursors))
		tell('event_cursor_position', { producer }, position);
	for (const [producer, events] of Object.entries(parked)) tell('parked_events', { producer }, events);
	return `${lines.join('\n')}\n`;
}

/** A desk where all is well and little happens, but for what a test changes. */
export function aDesk({
	subjects,
	...changes
}: Partial<Omit<MonitorDesk, 'subjects'>> & {
	subjects?: Partial<MonitorDesk['subjects']>;
} = {}): MonitorDesk {
	return {
		installation: 'a desk',
		services: ['claims-service', 'member-service'],
		checks: async () => ({ database: 'ok', broker: 'ok' }),
		metrics: async () => aScrapeText({ memory: 96 * 1_048_576, log: 10, cursors: { relay: 10 } }),
		hear: () => null,
		...changes,
		subjects: {
			claims: async () => ({ received: 0, paid: 2 }),
			review: async () => ({ items: 0, reasons: [], oldest: null }),
			payments: async () => null,
			notifications: async () => ({ failed: 0, has_more: false, newest: null }),
			...subjects,
		},
	};
}

/** A question that is never answered, until whoever asks gives up. */
export const silence = (_: unknown, signal?: AbortSignal): Promise<never> =>
	new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

export const refusal = (status: number, code: string): AskesError =>
	new AskesError(status, code, code, [], null, null);
