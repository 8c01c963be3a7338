import type { RequestListener } from 'node:http';
import { readBoundedBytes } from '@claims-askes/chassis/http/bounded-body';
import inject from 'light-my-request';

/** Far above any token request or form. */
const MAX_BODY_BYTES = 65_536;

/**
 * Answers a web Request by a Node request listener, in memory: the OAuth provider is made for node:http and everything
 * else here for fetch, and both share one port. The listener is told the issuer's host and protocol, never the caller's
 * word for them, so that no link or cookie can be turned towards another host.
 */
export async function handleWith(
	listener: RequestListener,
	request: Request,
	issuer: URL,
): Promise<Response> {
	const { pathname, search } = new URL(request.url);
	const headers = Object.fromEntries(
		[...request.headers].filter(([name]) => !/^(x-forwarded-|forwarded$|connection$)/.test(name)),
	);
	const body = await readBody(request);
	const answer = await inject(listener, {
		method: request.method as 'GET',
		url: `${pathname}${search}`,
		headers: { ...headers, host: issuer.host, 'x-forwarded-proto': issuer.protocol.slice(0, -1) },
		...(body ? { payload: body } : {}),
	});
	return new Response(EMPTY.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload), {
		status: answer.statusCode,
		headers: headersOf(answer.headers),
	});
}

const EMPTY: ReadonlySet<number> = new Set([204, 304]);
const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date']);

function headersOf(answered: Record<string, number | string | string[] | undefined>): Headers {
	const headers = new Headers();
	for (const [name, value] of Object.entries(answered)) {
		if (value === undefined || HOP_BY_HOP.has(name)) continue;
		for (const one of [value].flat()) headers.append(name, String(one));
	}
	return headers;
}

async function readBody(request: Request): Promise<Buffer | null> {
	// JSON has been read by the app; the provider takes none and will say so.
	if (!request.body || request.bodyUsed) return null;
	return Buffer.from(await readBoundedBytes(request, MAX_BODY_BYTES));
}
