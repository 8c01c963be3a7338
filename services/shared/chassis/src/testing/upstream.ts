/** A peer that answers what a test says it does, over real HTTP. */
export interface Upstream {
	readonly url: string;
	/** What was asked, as `GET /api/v1/…`, with the token that came along. */
	readonly asked: { readonly request: string; readonly authorization: string | null }[];
	/** How many requests were open at the same moment, at most. */
	readonly mostAtOnce: () => number;
	close(): Promise<void>;
}

export interface UpstreamAnswer {
	readonly status?: number;
	readonly data?: unknown;
	readonly delayMs?: number;
}

/** Starts a peer on a free port; an address that no answer is given for, with its query or without, is 404. */
export function startUpstream(answers: Readonly<Record<string, UpstreamAnswer>>): Upstream {
	const asked: Upstream['asked'] = [];
	let open = 0;
	let most = 0;
	const server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		async fetch(request) {
			const { pathname, search } = new URL(request.url);
			const key = `${request.method} ${pathname}`;
			asked.push({ request: key, authorization: request.headers.get('authorization') });
			const { status = 200, data, delayMs = 0 } = answers[key + search] ?? answers[key] ?? { status: 404 };
			most = Math.max(most, ++open);
			await Bun.sleep(delayMs);
			open--;
			const body =
				status < 400
					? { success: true, data, message: 'OK', errors: [], metadata: {} }
					: { success: false, error: { code: `STATUS_${status}`, message: 'no', details: [] }, metadata: {} };
			return Response.json(body, { status });
		},
	});
	return {
		url: `http://127.0.0.1:${server.port}`,
		asked,
		mostAtOnce: () => most,
		close: () => server.stop(true),
	};
}
