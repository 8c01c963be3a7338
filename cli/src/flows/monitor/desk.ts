import { AskesConnectionError, AskesError } from '@claims-askes/sdk';
import { type AskesEvent, type EventName, subscribeToEvents } from '@claims-askes/sdk/events';
import type { Connection } from '../../connection';
import { answered } from '../answered';
import type { QueueCounts } from '../review/review-desk';

/** Each part without which a service cannot work, with `ok` or what is wrong. */
export type Checks = Readonly<Record<string, string>>;

export interface Review extends QueueCounts {
	/** Since when the claim waits that has waited longest. */
	readonly oldest: string | null;
}

export interface PaymentRun {
	readonly id: string;
	readonly status: 'running' | 'completed';
	readonly started_at: string;
	readonly completed_at: string | null;
	/** Claims that it has still to settle. */
	readonly waiting: number;
	readonly totals: readonly {
		readonly currency: string;
		readonly payments: number;
		readonly claims: number;
		readonly transferred: string;
	}[];
}

export interface Undelivered {
	readonly failed: number;
	/** There are more than were counted. */
	readonly has_more: boolean;
	readonly newest: {
		readonly channel: string;
		readonly error_code: string | null;
		readonly created_at: string;
	} | null;
}

/** What is asked of the platform's API, each by itself: a token may let one be seen and not another. */
export interface Subjects {
	readonly claims: Readonly<Record<string, number>>;
	readonly review: Review;
	readonly payments: PaymentRun | null;
	readonly notifications: Undelivered;
}
export type Subject = keyof Subjects;

export interface Listening {
	close(): Promise<void>;
}

/** An installation as whoever watches it asks it; every question can be given up. */
export interface MonitorDesk {
	readonly installation: string;
	/** Those that can be told apart. */
	readonly services: readonly string[];
	checks(service: string, signal: AbortSignal): Promise<Checks>;
	metrics(service: string, signal: AbortSignal): Promise<string>;
	readonly subjects: { readonly [S in Subject]: (signal: AbortSignal) => Promise<Subjects[S]> };
	/** Null where no broker is known. */
	hear(told: Hearing): Listening | null;
}

export interface Hearing {
	readonly onEvent: (event: AskesEvent) => void;
	readonly onConnection: (isConnected: boolean) => void;
	readonly onRefused: () => void;
}

/** What happens a few times a day, and somebody at a desk wants to know. Nobody reads thousands of claims a second, and the broker is spared them. */
export const HEARD = [
	...(['claim.appealed', 'claim.appeal.decided', 'documents.requested', 'documents.awaited'] as const),
	...([
		'fund.alerted',
		'fund.short',
		'policy.fund.credited',
		'payment.run.completed',
		'payment.voided',
	] as const),
	...(['plan.published', 'policy.issued', 'policy.endorsed', 'provider.contract.published'] as const),
	...(['provider.contract.ended', 'authorization.requested', 'authorization.decided'] as const),
] satisfies readonly EventName[];

const COUNTED_AT_MOST = 100;
const OPEN = { status: 'open', kind: 'pend' } as const;

export function monitorDesk({ name, askes, services, addressOf, token, mqttUrl }: Connection): MonitorDesk {
	const fetchFrom = async (service: string, path: string, signal: AbortSignal): Promise<Response> =>
		fetch(new URL(path, `${addressOf(service)}/`), { signal }).catch((cause) => {
			throw new AskesConnectionError(service, { cause });
		});
	return {
		installation: name,
		services,
		async checks(service, signal) {
			const response = await fetchFrom(service, 'ready', signal);
			const { data } = (await response.json().catch(() => ({}))) as { data?: Checks };
			// Who is not ready says why with 503; anything else is not the service's own answer.
			if (data && (response.ok || response.status === 503)) return data;
			throw strange(response);
		},
		async metrics(service, signal) {
			const response = await fetchFrom(service, 'metrics', signal);
			if (!response.ok) throw strange(response);
			return response.text();
		},
		subjects: {
			async claims(signal) {
				const { data } = await askes.claims.GET('/api/v1/claim-counts', { signal });
				return answered(data).statuses;
			},
			async review(signal) {
				const [counts, page] = await Promise.all([
					askes.adjudication.GET('/api/v1/review-items/counts', { params: { query: OPEN }, signal }),
					askes.adjudication.GET('/api/v1/review-items', {
						params: { query: { ...OPEN, sort: 'oldest', limit: 1 } },
						signal,
					}),
				]);
				return { ...answered(counts.data), oldest: answered(page.data)[0]?.opened_at ?? null };
			},
			async payments(signal) {
				const params = { query: { limit: 1 } };
				const { data } = await askes.payments.GET('/api/v1/payment-runs', { params, signal });
				return answered(data)[0] ?? null;
			},
			async notifications(signal) {
				const params = { query: { status: 'failed', limit: COUNTED_AT_MOST } } as const;
				const { data } = await askes.notifications.GET('/api/v1/notifications', { params, signal });
				const found = answered(data);
				const has_more = Boolean(data?.metadata.page?.next_cursor);
				return { failed: found.length, has_more, newest: found[0] ?? null };
			},
		},
		hear: ({ onEvent, onConnection, onRefused }) =>
			mqttUrl === ''
				? null
				: subscribeToEvents({
						url: mqttUrl,
						auth: async () => (await token()) ?? '',
						events: HEARD,
						...{ onEvent, onConnection, onRefused },
					}),
	};
}

const strange = ({ status, statusText }: Response): AskesError =>
	new AskesError(status, `HTTP_${status}`, statusText, [], null, null);
