import { OutageError } from '../outage';
import type { FetchPage } from './consumer';
import type { FeedPage } from './feed.schemas';
import { FeedGone, FeedReset } from './feed-problems';

/** Reads a peer's log over HTTP. `send` brings the token, the deadline and the breaker. */
export function httpFeed(
	peer: string,
	baseUrl: string,
	send: (request: Request) => Promise<Response>,
): FetchPage {
	return async ({ after, limit, types }) => {
		const query = new URLSearchParams({
			after,
			limit: String(limit),
			...(types ? { types: types.join(',') } : {}),
		});
		const response = await send(new Request(`${baseUrl}/api/v1/events?${query}`));
		if (response.status === 410) throw new FeedGone();
		if (response.status === 409) throw new FeedReset();
		// A refusal, as of a token that is not known yet, is cured by waiting or by a person, never by skipping events.
		if (!response.ok) throw new OutageError(peer, { cause: new Error(`status ${response.status}`) });
		const { data } = (await response.json()) as { data: FeedPage };
		return data;
	};
}
