import type { AskesEvent } from '@claims-askes/sdk/events';
import type { Behind, MonitorState } from './monitor-state';
import type { ServiceView, Undelivered } from './monitor-view';

/** Something that somebody should look at, in a line. */
export interface Alert {
	readonly severity: 'critical' | 'warning';
	readonly code: string;
	readonly message: string;
}

/** Fewer are what a busy moment brings. */
const MANY_BEHIND = 500;
const LOOKS_TO_JUDGE = 5;
const FAILED_SHARE = 0.01;

/** The gravest first. */
export function alertsOf(
	state: MonitorState,
	services: readonly ServiceView[],
	undelivered: Undelivered | null,
): Alert[] {
	const alerts = [
		...(isBelieved(state) ? [] : [LOGIN_ENDED]),
		...alertsOfStates(services),
		...services.flatMap(alertsOfService),
		...fundAlerts(state.heard),
		...(undelivered && undelivered.failed > 0 ? [notDelivered(undelivered)] : []),
	];
	return [
		...alerts.filter(({ severity }) => severity === 'critical'),
		...alerts.filter(({ severity }) => severity === 'warning'),
	];
}

const LOGIN_ENDED: Alert = {
	severity: 'critical',
	code: 'LOGIN_ENDED',
	message: 'the sign-in is not believed any more: askes login',
};

const isBelieved = ({ subjects }: MonitorState): boolean =>
	Object.values(subjects).every(({ reading }) => reading?.kind !== 'not signed in');

type Unwell = Exclude<ServiceView['state'], 'ready' | 'asked'>;

/** What befalls many at once is one matter, and is told in one line. */
function alertsOfStates(services: readonly ServiceView[]): Alert[] {
	const isUnwell = (view: ServiceView): view is ServiceView & { state: Unwell } =>
		view.state !== 'ready' && view.state !== 'asked';
	return [...Map.groupBy(services.filter(isUnwell), ({ state, reason }) => sentenceOf(state, reason))].map(
		([sentence, of]) => ({
			severity: 'critical',
			code: 'SERVICE_NOT_READY',
			message: `${namesOf(of.map(({ service }) => service))}: ${sentence}`,
		}),
	);
}

const NAMED_AT_MOST = 2;

const namesOf = (services: readonly string[]): string =>
	services.length > NAMED_AT_MOST
		? `${services.length} services (${services.slice(0, NAMED_AT_MOST).join(', ')}, …)`
		: services.join(', ');

const sentenceOf = (state: Unwell, reason: string | null): string =>
	`${IN_WORDS[state]}${reason ? ` (${reason})` : ''}`;

function alertsOfService({ service, parked, failed_share, readers }: ServiceView): Alert[] {
	const alerts: Alert[] = [];
	if (parked)
		alerts.push({
			severity: 'warning',
			code: 'EVENTS_PARKED',
			message: `${service} has ${parked} ${parked === 1 ? 'event' : 'events'} set aside: askes events parked`,
		});
	for (const { log, behind, is_growing } of readers)
		if (is_growing)
			alerts.push({
				severity: 'warning',
				code: 'READER_FALLS_BEHIND',
				message: `${service} falls behind ${log}: ${behind} events`,
			});
	if (failed_share !== null && failed_share > FAILED_SHARE)
		alerts.push({
			severity: 'warning',
			code: 'REQUESTS_FAIL',
			message: `${service} fails at ${(failed_share * 100).toFixed(0)} % of its requests`,
		});
	return alerts;
}

const IN_WORDS: Readonly<Record<Unwell, string>> = {
	'not ready': 'not ready',
	silent: 'no answer in time',
	away: 'not there',
	failed: 'answers strangely',
};

/** The last word on each policy's funds, as far as it was heard; a credit ends the matter. */
function fundAlerts(heard: readonly AskesEvent[]): Alert[] {
	const settled = new Set<string>();
	return heard.flatMap((event): Alert[] => {
		const { event_type: type } = event;
		if (type !== 'fund.short' && type !== 'fund.alerted' && type !== 'policy.fund.credited') return [];
		const { policy_id } = event.data;
		if (settled.has(policy_id)) return [];
		settled.add(policy_id);
		if (type === 'policy.fund.credited') return [];
		return [
			type === 'fund.short'
				? {
						severity: 'critical',
						code: 'FUND_SHORT',
						message: `claims wait for ASO money of policy ${policy_id}`,
					}
				: {
						severity: 'warning',
						code: 'FUND_LOW',
						message: `${event.data.percent} % of a fund of policy ${policy_id} is used`,
					},
		];
	});
}

const notDelivered = ({ failed, has_more, newest }: Undelivered): Alert => ({
	severity: 'warning',
	code: 'NOTIFICATIONS_FAILED',
	message: `${failed}${has_more ? ' or more' : ''} notifications were not delivered${newest ? `, the last by ${newest.channel}` : ''}: askes notifications list --status failed`,
});

/** Whether a reader falls ever further behind: what it lacks now is more than it lacked at any look of a while ago. */
export function isGrowing(trail: readonly Behind[], log: string): boolean {
	const counts = trail.flatMap(({ behind }) => behind[log] ?? []);
	const now = counts.at(-1) ?? 0;
	if (now < MANY_BEHIND || counts.length < LOOKS_TO_JUDGE) return false;
	const third = Math.floor(counts.length / 3);
	return Math.min(...counts.slice(-third)) > Math.max(...counts.slice(0, third));
}
