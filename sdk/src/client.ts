import createClient, { type Client } from 'openapi-fetch';
import { type Auth, tokenSource } from './auth';
import { AskesConnectionError, AskesError, errorOf } from './errors';
import type { Paths } from './generated';
import { SERVICE_OF } from './generated';
import { sendWithRetries } from './retries';

/** One typed client for each of these sets of routes. */
export type Clients<P extends { [Name in keyof P]: object }> = {
	readonly [Name in keyof P]: Client<P[Name]>;
};

/** One typed client per service: `askes.claims.GET('/api/v1/claims/{id}', …)`. A failed call throws `AskesError`. */
export type AskesClients = Clients<Paths>;

/** Carries one request to a service; takes the place of `fetch`, sign-in and retries. */
export type Transport = (request: Request, service: string) => Promise<Response>;

/** Where an installation is and who calls it. */
export interface AskesOptions {
	/** One address behind which all services answer. */
	readonly baseUrl?: string;
	/** Or an address per service, by its name: `{ 'claims-service': 'http://…' }`. */
	readonly endpoints?: Readonly<Record<string, string>>;
	/** A token, a function that gives one, or client credentials. */
	readonly auth?: Auth;
	/** How often a request that is safe to repeat is tried again; 2 unless said. */
	readonly retries?: number;
	/** How long one attempt may take until its answer is there; a minute unless said. */
	readonly timeoutMs?: number;
	/**
	 * The longest wait between two attempts; half a minute unless said. Where a service names a longer one (`Retry-After`),
	 * the call fails at once, and its error says how long (`AskesError.retryAfter`).
	 */
	readonly mostWaitMs?: number;
	readonly fetch?: Transport;
}

/** Clients that were generated from an installation's own documents: `createAskes<Paths>({ …, services: SERVICE_OF })`. */
export function createAskes<P extends { [Name in keyof P]: object }>(
	options: AskesOptions & { readonly services: Readonly<Record<keyof P, string>> },
): Clients<P>;
/** The platform as typed calls. Nothing is sent until a call is made. */
export function createAskes(options: AskesOptions): AskesClients;
export function createAskes({
	services = SERVICE_OF,
	...options
}: AskesOptions & { readonly services?: Readonly<Record<string, string>> }): AskesClients {
	const transport = options.fetch ?? standardTransport(options);
	const clients = new Map<string, unknown>();
	const open = (service: string) => {
		const baseUrl = options.endpoints?.[service] ?? options.baseUrl;
		if (!baseUrl) throw new TypeError(`no address is known for ${service}: give baseUrl or endpoints`);
		return createClient({ baseUrl, fetch: (request) => send(request, service, transport) });
	};
	return new Proxy({} as AskesClients, {
		get(_, name) {
			if (typeof name !== 'string' || !Object.hasOwn(services, name)) return undefined;
			const client = clients.get(name) ?? open(services[name] ?? '');
			clients.set(name, client);
			return client;
		},
	});
}

async function send(request: Request, service: string, transport: Transport): Promise<Response> {
	if (
		request.method === 'POST' &&
		!request.headers.has('idempotency-key') &&
		!request.url.endsWith('/batch-get')
	) {
		request.headers.set('idempotency-key', crypto.randomUUID());
	}
	const response = await transport(request, service);
	if (!response.ok) throw await errorOf(response);
	if (isWebPage(response)) {
		const cause = new Error(`${new URL(request.url).origin} answers with a web page: is the address right?`);
		throw new AskesConnectionError(service, { cause });
	}
	return response;
}

/** As a portal or a proxy's sign-in answers, with success; no service does. */
const isWebPage = (response: Response) => /^text\/html\b/.test(response.headers.get('content-type') ?? '');

const A_MINUTE = 60_000;
/** Nothing was done: whoever asks with another token may ask the same again. */
const UNAUTHORIZED = 401;

function standardTransport({
	auth,
	retries = 2,
	timeoutMs = A_MINUTE,
	mostWaitMs = A_MINUTE / 2,
}: AskesOptions): Transport {
	const token = tokenSource(auth, timeoutMs);
	const sendAs = (bearer: string | null, request: Request): Promise<Response> => {
		if (bearer) request.headers.set('authorization', `Bearer ${bearer}`);
		return sendWithRetries(request, { retries, timeoutMs, mostWaitMs });
	};
	return async (request, service) => {
		const bearer = await token();
		try {
			const response = await sendAs(bearer, request);
			if (response.status !== UNAUTHORIZED || !bearer || !token.forget) return response;
			token.forget(bearer);
			return await sendAs(await token(), request);
		} catch (cause) {
			if (cause instanceof AskesError || cause instanceof AskesConnectionError) throw cause;
			// Whoever gave up is told so by their own reason, and not that anything is wrong with the service.
			request.signal.throwIfAborted();
			throw new AskesConnectionError(service, { cause });
		}
	};
}
