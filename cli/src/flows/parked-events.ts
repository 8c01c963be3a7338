import { type AskesClients, SERVICE_OF } from '@claims-askes/sdk';
import { Failure } from '../failure';

/** The services that hear events, and so have some that wait. */
const HEARERS = ['claims', 'adjudication', 'payments', 'notifications'] as const;
type Hearer = (typeof HEARERS)[number];
const PAGE = 200;

/** The route is the same with each of them; TypeScript calls nothing by a union of clients. */
const clientOf = (askes: AskesClients, hearer: Hearer) => askes[hearer] as AskesClients['adjudication'];

/** All that is parked with one service, each entry with the name of it. */
async function parkedWith(askes: AskesClients, hearer: Hearer) {
	const found = [];
	for (let after: string | undefined; ; ) {
		const { data } = await clientOf(askes, hearer).GET('/api/v1/parked-events', {
			params: { query: { limit: PAGE, ...(after === undefined ? {} : { after }) } },
		});
		const page = data?.data ?? [];
		found.push(...page.map((event) => ({ service: SERVICE_OF[hearer], ...event })));
		if (page.length < PAGE) return found;
		after = page.at(-1)?.parked_id;
	}
}

/** Events that could not take effect yet, of every service that hears any. */
export async function listParkedEvents(askes: AskesClients) {
	return (await Promise.all(HEARERS.map((hearer) => parkedWith(askes, hearer)))).flat();
}

/** Tries an event again, and what is queued behind it, with the service that parked it. */
export async function replayParkedEvent(askes: AskesClients, id: string) {
	for (const hearer of HEARERS) {
		const parked = await parkedWith(askes, hearer);
		if (!parked.some(({ parked_id }) => parked_id === id)) continue;
		const path = { id };
		const { data } = await clientOf(askes, hearer).POST('/api/v1/parked-events/{id}/replays', {
			params: { path },
		});
		if (!data) throw new Error(`${hearer} answered nothing`);
		return data.data;
	}
	throw new Failure('refused', 'PARKED_EVENT_NOT_FOUND', 'no service has such an event parked');
}
