import { reasonInWords } from '../explanation/reason-words';
import { type Alert, alertsOf, isGrowing } from './alerts';
import { type ClaimFlow, flowsOf } from './claim-flow';
import type { PaymentRun, Subject, Undelivered } from './desk';
import {
	behindOf,
	lastScrape,
	type MonitorState,
	type ServiceSeen,
	type SubjectSeen,
	type Trouble,
} from './monitor-state';
import { type Rates, ratesBetween } from './rates';
import type { Failing } from './reading';

export type { Undelivered };

/** How things stand, as the screen draws it and `--json` prints it. */
export interface MonitorView {
	readonly at: string;
	readonly installation: string | null;
	readonly trouble: Trouble | null;
	readonly alerts: readonly Alert[];
	readonly services: readonly ServiceView[];
	readonly claims: PartView & {
		readonly statuses: Readonly<Record<string, number>> | null;
		readonly per_second: ClaimFlow | null;
	};
	readonly review: PartView & {
		readonly items: number | null;
		/** The five that hold most claims. */
		readonly reasons: readonly ReasonView[];
		readonly oldest: string | null;
	};
	readonly payments: PartView & { readonly last_run: PaymentRun | null };
	readonly notifications: PartView & { readonly undelivered: Undelivered | null };
}

export interface ServiceView {
	readonly service: string;
	readonly state: 'ready' | 'not ready' | 'asked' | 'silent' | 'away' | 'failed';
	readonly reason: string | null;
	readonly requests_per_second: number | null;
	readonly failed_share: number | null;
	readonly p95_ms: number | null;
	readonly memory_bytes: number | null;
	/** Events that it has not read yet, of all logs; not those that wait for the broker. */
	readonly behind: number | null;
	readonly parked: number | null;
	readonly readers: readonly ReaderView[];
}

export interface ReaderView {
	/** Whose log; `relay` is who brings the service's own log to the broker. */
	readonly log: string;
	readonly behind: number;
	readonly is_growing: boolean;
}

/** A part that cannot be had shows what was known last, and says why. */
export interface PartView {
	readonly state: 'ok' | 'asked' | Failing['kind'];
	readonly code: string | null;
}

export interface ReasonView {
	readonly rule: string;
	readonly carc: string;
	readonly meaning: string;
	readonly items: number;
}

const REASONS_SHOWN = 5;

export function monitorView(state: MonitorState, now: Date): MonitorView {
	const { claims, review, payments, notifications } = state.subjects;
	const services = Object.entries(state.services).map(([name, seen]) => serviceView(state, name, seen));
	return {
		at: now.toISOString(),
		installation: state.installation,
		trouble: state.trouble,
		alerts: alertsOf(state, services, notifications.last),
		services,
		claims: {
			...partView(claims),
			statuses: claims.last,
			// What flowed before says nothing of now.
			per_second: (claims.reading?.kind === 'ok' && flowsOf(state.standings.slice(-2))[0]) || null,
		},
		review: {
			...partView(review),
			items: review.last?.items ?? null,
			reasons: (review.last?.reasons ?? [])
				.slice(0, REASONS_SHOWN)
				.map((reason) => ({ ...reason, meaning: reasonInWords(reason.carc) })),
			oldest: review.last?.oldest ?? null,
		},
		payments: { ...partView(payments), last_run: payments.last },
		notifications: { ...partView(notifications), undelivered: notifications.last },
	};
}

function partView({ reading }: SubjectSeen<MonitorState['subjects'][Subject]['last']>): PartView {
	if (reading === null) return { state: 'asked', code: null };
	return { state: reading.kind, code: reading.kind === 'failed' ? reading.code : null };
}

function serviceView(state: MonitorState, service: string, seen: ServiceSeen): ServiceView {
	const scrape = lastScrape(seen);
	const readers = behindOf(state, service).map(([log, behind]) => ({
		...{ log, behind },
		is_growing: isGrowing(seen.trail, log),
	}));
	const read = readers.filter(({ log }) => log !== 'relay');
	const rates = ratesOf(seen);
	return {
		service,
		...readinessOf(seen),
		requests_per_second: rates?.requestsPerSecond ?? null,
		failed_share: rates?.failedShare ?? null,
		p95_ms: rates?.p95Ms ?? null,
		memory_bytes: scrape?.memoryBytes ?? null,
		behind: read.length > 0 ? read.reduce((sum, { behind }) => sum + behind, 0) : null,
		parked: scrape?.parked ?? null,
		readers,
	};
}

function ratesOf({ scrapes: [before, now] }: ServiceSeen): Rates | null {
	return before && now ? ratesBetween(before, now) : null;
}

function readinessOf({ checks }: ServiceSeen): Pick<ServiceView, 'state' | 'reason'> {
	if (checks === null) return { state: 'asked', reason: null };
	if (checks.kind === 'silent' || checks.kind === 'away') return { state: checks.kind, reason: null };
	if (checks.kind === 'failed') return { state: 'failed', reason: checks.code };
	// Whether a process is ready is told to everybody; what refuses that stands in front of it.
	if (checks.kind !== 'ok') return { state: 'failed', reason: checks.kind };
	const wrong = Object.entries(checks.value).filter(([, found]) => found !== 'ok');
	if (wrong.length === 0) return { state: 'ready', reason: null };
	return { state: 'not ready', reason: wrong.map(([part, found]) => `${part} ${found}`).join(', ') };
}
