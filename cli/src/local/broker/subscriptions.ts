/** Who listens to what, so that a relay need not say what nobody hears. */
export interface Subscriptions<Client> {
	/** To be called before the subscription is confirmed: from then on its client counts on every event. */
	add(client: Client, filter: string): void;
	/** Its client is gone. One that only unsubscribed is still told of, for it may subscribe again at the same moment. */
	forget(client: Client): void;
	/** Each filter of events once; bells ring by themselves. */
	filters(): string[];
}

const EVENTS = 'askes/events/';

export function createSubscriptions<Client>(): Subscriptions<Client> {
	const byClient = new Map<Client, Set<string>>();
	return {
		add(client, filter) {
			if (!filter.startsWith(EVENTS)) return;
			byClient.set(client, (byClient.get(client) ?? new Set()).add(filter));
		},
		forget: (client) => byClient.delete(client),
		filters: () => [...new Set([...byClient.values()].flatMap((filters) => [...filters]))],
	};
}
