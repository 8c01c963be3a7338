import type { Caller } from '@claims-askes/chassis/http/caller';
import { isIssuerAway } from '@claims-askes/chassis/http/tokens';
import { SERVICE_NAMES } from '@claims-askes/contracts/services';
import { type BrokerCaller, mayPublish, maySubscribe } from './access';
import type { VerifyToken } from './verifier';

/** What the HTTP backend of mosquitto-go-auth asks when a client connects. */
interface Login {
	readonly username: string;
	readonly password: string;
	readonly clientid: string;
}

/** What it asks for each subscription and message; `acc` is 1 or 4 for reading, 2 for writing, 3 for both. */
interface Access {
	readonly username: string;
	readonly topic: string;
	readonly acc: number;
}

const ALLOWED = () => new Response(null, { status: 200 });
const REFUSED = () => new Response(null, { status: 403 });

/**
 * Gives Mosquitto the rules of the embedded broker. It remembers nothing: a service's name as user name stands for a
 * service, and whoever else was let in may listen, because nobody is let in who may not.
 */
export function createGate(verify: VerifyToken): (request: Request) => Promise<Response> {
	return async (request) => {
		const { pathname } = new URL(request.url);
		if (pathname === '/health') return ALLOWED();
		if (request.method !== 'POST') return REFUSED();
		const question: unknown = await request.json().catch(() => ({}));
		if (pathname === '/login') return await answerLogin(question as Login, verify);
		if (pathname === '/access') return answerAccess(question as Access);
		return REFUSED();
	};
}

async function answerLogin({ username, password, clientid }: Login, verify: VerifyToken): Promise<Response> {
	try {
		const token = await verify(String(password));
		const isWhoItSays = isService(username) ? isTokenOf(token, username) : token.role !== 'service';
		const mayListen = maySubscribe(token, 'askes/events/#');
		return isWhoItSays && mayListen && mayUseClientId(token, String(clientid)) ? ALLOWED() : REFUSED();
	} catch (error) {
		// 503 makes Mosquitto say "unavailable" instead of "not authorized": the token may be good.
		return isIssuerAway(error) ? new Response(null, { status: 503 }) : REFUSED();
	}
}

function answerAccess({ username, topic, acc }: Access): Response {
	const reads = acc === 1 || acc === 3 || acc === 4;
	const writes = acc === 2 || acc === 3;
	const isAllowed =
		(!reads || maySubscribe(isService(username) ? STANDS_FOR_A_SERVICE : STANDS_FOR_A_LISTENER, topic)) &&
		(!writes || (isService(username) && mayPublish(STANDS_FOR_A_SERVICE, topic)));
	return (reads || writes) && isAllowed ? ALLOWED() : REFUSED();
}

/** Two connections with one id push each other out, so ids that begin with a service's name are that service's. */
function mayUseClientId(token: Caller, clientId: string): boolean {
	const owner = SERVICE_NAMES.find((name) => clientId.startsWith(name));
	return owner === undefined || isTokenOf(token, owner);
}

const isService = (username: string): boolean => SERVICE_NAMES.some((name) => name === username);
const isTokenOf = (token: Caller, service: string): boolean =>
	token.role === 'service' && token.subject === service;

const STANDS_FOR_A_SERVICE: BrokerCaller = { role: 'service', scopes: new Set(), only: null };
const STANDS_FOR_A_LISTENER: BrokerCaller = {
	...STANDS_FOR_A_SERVICE,
	role: 'client',
	scopes: new Set(['events:read']),
};
