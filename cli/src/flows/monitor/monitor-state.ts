import type { AskesEvent } from '@claims-askes/sdk/events';
import type { Checks, Subject, Subjects } from './desk';
import type { Failing, Reading } from './reading';
import { type Scrape, scrapeOf } from './scrape';

/** All that has been seen of an installation, as far as anything is still told of it. */
export interface MonitorState {
	readonly installation: string | null;
	/** Why the installation cannot be asked at all. */
	readonly trouble: Trouble | null;
	readonly services: Readonly<Record<string, ServiceSeen>>;
	readonly subjects: { readonly [S in Subject]: SubjectSeen<Subjects[S]> };
	/** Where claims stood at each look of the last minutes, oldest first. */
	readonly standings: readonly Standing[];
	/** What was heard, newest first. */
	readonly heard: readonly AskesEvent[];
	/** Null as long as nobody listens. */
	readonly broker: 'connected' | 'away' | 'refused' | 'unknown' | null;
}

export interface Trouble {
	readonly code: string;
	readonly message: string;
}

export interface ServiceSeen {
	readonly checks: Reading<Checks> | null;
	/** Why metrics did not come the last time. */
	readonly failing: Failing | null;
	/** The last two, the older first; what was seen before a silence says nothing of a rate. */
	readonly scrapes: readonly Scrape[];
	/** How far behind its readers were lately, by whose log they read. */
	readonly trail: readonly Behind[];
}

export interface Behind {
	readonly at: number;
	readonly behind: Readonly<Record<string, number>>;
}

export interface SubjectSeen<T> {
	/** What the last question came to. */
	readonly reading: Reading<T> | null;
	/** What was known last; it stays on the screen, marked, while nothing newer comes. */
	readonly last: T | null;
}

export interface Standing {
	readonly at: number;
	readonly statuses: Readonly<Record<string, number>>;
}

export type MonitorAction =
	| { readonly type: 'opened'; readonly installation: string; readonly services: readonly string[] }
	| { readonly type: 'troubled'; readonly trouble: Trouble }
	| { readonly type: 'checked'; readonly service: string; readonly reading: Reading<Checks> }
	| {
			readonly type: 'scraped';
			readonly service: string;
			readonly reading: Reading<string>;
			readonly at: number;
	  }
	| SubjectRead
	| { readonly type: 'heard'; readonly event: AskesEvent }
	| { readonly type: 'broker'; readonly state: NonNullable<MonitorState['broker']> };

type SubjectRead = {
	readonly [S in Subject]: {
		readonly type: 'read';
		readonly subject: S;
		readonly reading: Reading<Subjects[S]>;
		readonly at: number;
	};
}[Subject];

const UNSEEN: ServiceSeen = { checks: null, failing: null, scrapes: [], trail: [] };
const UNREAD = { reading: null, last: null };

export const UNWATCHED: MonitorState = {
	installation: null,
	trouble: null,
	services: {},
	subjects: { claims: UNREAD, review: UNREAD, payments: UNREAD, notifications: UNREAD },
	standings: [],
	heard: [],
	broker: null,
};

const REMEMBERED_MS = 10 * 60_000;
const TRAIL_MS = 60_000;
const HEARD_AT_MOST = 200;
/** The readers' name for who brings a service's own log to the broker. */
export const RELAY = 'relay';

export function monitorReducer(state: MonitorState, action: MonitorAction): MonitorState {
	switch (action.type) {
		case 'opened': {
			const { installation, services } = action;
			const seen = services.map((name) => [name, state.services[name] ?? UNSEEN]);
			return { ...state, installation, trouble: null, services: Object.fromEntries(seen) };
		}
		case 'troubled':
			return { ...state, trouble: action.trouble };
		case 'checked':
			return withService(state, action.service, (seen) => ({ ...seen, checks: action.reading }));
		case 'scraped':
			return scraped(state, action);
		case 'read':
			return read(state, action);
		case 'heard':
			return isNew(state, action.event)
				? { ...state, heard: [action.event, ...state.heard].slice(0, HEARD_AT_MOST) }
				: state;
		case 'broker':
			return { ...state, broker: action.state };
	}
}

const withService = (
	state: MonitorState,
	name: string,
	change: (seen: ServiceSeen) => ServiceSeen,
): MonitorState => ({
	...state,
	services: { ...state.services, [name]: change(state.services[name] ?? UNSEEN) },
});

/** The broker says everything at least once. */
const isNew = ({ heard }: MonitorState, { event_id }: AskesEvent): boolean =>
	heard.every((event) => event.event_id !== event_id);

function scraped(
	state: MonitorState,
	{ service, reading, at }: Extract<MonitorAction, { readonly type: 'scraped' }>,
): MonitorState {
	if (reading.kind !== 'ok')
		return withService(state, service, (seen) => ({ ...seen, failing: reading, scrapes: [] }));
	const scrape = scrapeOf(reading.value, at);
	const next = withService(state, service, (seen) => ({
		...seen,
		failing: null,
		scrapes: [...seen.scrapes.slice(-1), scrape],
	}));
	const behind = Object.fromEntries(behindOf(next, service));
	return withService(next, service, (seen) => ({
		...seen,
		trail: [...seen.trail.filter((point) => point.at > at - TRAIL_MS), { at, behind }],
	}));
}

export const lastScrape = (seen: ServiceSeen | undefined): Scrape | undefined => seen?.scrapes.at(-1);

/** How many events of each log that it reads a service has not seen yet; only where both are known. */
export function behindOf(state: MonitorState, service: string): [log: string, behind: number][] {
	const own = lastScrape(state.services[service]);
	return [...(own?.cursors ?? [])].flatMap(([log, read]) => {
		const reaches = log === RELAY ? own?.logPosition : lastScrape(state.services[log])?.logPosition;
		// A log that was looked at before its reader was can seem shorter than what was read of it.
		return reaches === null || reaches === undefined ? [] : [[log, Math.max(reaches - read, 0)]];
	});
}

function read(state: MonitorState, action: SubjectRead): MonitorState {
	const { subject, reading, at } = action;
	const last = reading.kind === 'ok' ? reading.value : state.subjects[subject].last;
	const next = { ...state, subjects: { ...state.subjects, [subject]: { reading, last } } };
	if (action.subject !== 'claims' || action.reading.kind !== 'ok') return next;
	const standings = state.standings.filter((standing) => standing.at > at - REMEMBERED_MS);
	return { ...next, standings: [...standings, { at, statuses: action.reading.value }] };
}
