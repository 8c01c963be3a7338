import { createServer, type Server } from 'node:net';
import { LISTENERS } from '@claims-askes/contracts/events';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import { mayPublish, maySubscribe } from './access';
import { createSubscriptions } from './subscriptions';
import { type BrokerToken, IssuerUnavailableError, type VerifyToken } from './token';

export interface BrokerOptions {
	readonly host: string;
	readonly port: number;
	readonly verify: VerifyToken;
	readonly log: (event: string, facts?: Record<string, unknown>) => void;
	/** How long a client waits for an issuer that is still starting. */
	readonly issuerPatienceMs?: number;
}

export interface Broker {
	readonly port: number;
	close(): Promise<void>;
}

/** MQTT's own words for a refusal, in CONNACK. */
const SERVER_UNAVAILABLE = 3;
const NOT_AUTHORIZED = 5;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A broker for one machine: nobody comes in without a token, and each topic is asked for. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
	const { log } = options;
	const tokens = new WeakMap<Client, BrokerToken>();
	const expiries = new WeakMap<Client, Timer>();
	const subscriptions = createSubscriptions();

	const broker = await Aedes.createBroker({
		connectTimeout: 15_000,
		preConnect: (_client, packet, done) => {
			// The log is the truth and the broker the bell: a queue kept for an absent listener would only fill memory.
			packet.clean = true;
			if (packet.will === undefined) return done(null, true);
			done(new Error('a last will is not allowed'), false);
		},
		authenticate: async (client, _username, password, done) => {
			try {
				const token = await verifyPatiently(options, password?.toString() ?? '');
				// An id belongs to its subject: nobody takes over another's connection by guessing its name.
				Object.assign(client, { id: `${token.subject}/${client.id}` });
				tokens.set(client, token);
				expiries.set(client, closeAtExpiry(client, token, log));
				done(null, true);
			} catch (error) {
				const isOutage = error instanceof IssuerUnavailableError;
				log('refused', { reason: isOutage ? 'issuer unavailable' : codeOf(error) });
				done(refusal(isOutage ? SERVER_UNAVAILABLE : NOT_AUTHORIZED), false);
			}
		},
		authorizePublish: (client, packet, done) => {
			const token = client === null ? undefined : tokens.get(client);
			// A retained message outlives its moment, and a bell has none.
			packet.retain = false;
			if (client !== null && token !== undefined && mayPublish(token, packet.topic)) {
				if (packet.topic !== LISTENERS) return done(null);
				return client.publish(answer(subscriptions.filters()), (error) => done(error ?? null));
			}
			log('publish refused', { subject: token?.subject });
			done(new Error('not allowed to publish there'));
		},
		authorizeSubscribe: (client, subscription, done) => {
			const token = tokens.get(client);
			const isAllowed = token !== undefined && maySubscribe(token, subscription.topic);
			if (!isAllowed) log('subscribe refused', { subject: token?.subject });
			if (isAllowed) subscriptions.add(client, subscription.topic);
			done(null, isAllowed ? subscription : null);
		},
	});
	broker.on('clientDisconnect', (client) => {
		subscriptions.forget(client);
		clearTimeout(expiries.get(client));
	});

	const server = createServer(broker.handle);
	await listen(server, options);
	return {
		port: portOf(server),
		close: () =>
			new Promise((resolve) => {
				server.close();
				broker.close(() => resolve());
			}),
	};
}

/** Who asks has it before the question is acknowledged, for both go the same way. */
const answer = (filters: readonly string[]): PublishPacket => ({
	cmd: 'publish',
	topic: LISTENERS,
	payload: filters.join('\n'),
	qos: 0,
	dup: false,
	retain: false,
});

/** While the stack starts, the issuer may answer a moment later than its first client. */
async function verifyPatiently(
	{ verify, issuerPatienceMs = 8_000 }: BrokerOptions,
	token: string,
): Promise<BrokerToken> {
	const deadline = performance.now() + issuerPatienceMs;
	while (true) {
		try {
			return await verify(token);
		} catch (error) {
			if (!(error instanceof IssuerUnavailableError) || performance.now() > deadline) throw error;
			await Bun.sleep(100);
		}
	}
}

function closeAtExpiry(client: Client, token: BrokerToken, log: BrokerOptions['log']): Timer {
	const left = token.expiresAt.getTime() - Date.now();
	return setTimeout(
		() => {
			log('token expired', { subject: token.subject });
			client.close();
		},
		Math.min(Math.max(left, 0), LONGEST_TIMER_MS),
	);
}

function refusal(returnCode: number): AuthenticateError {
	return Object.assign(new Error('refused'), { returnCode });
}

/** What was wrong, without the token or anything from it. */
const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error ? String(error.code) : 'unreadable token';

function listen(server: Server, { host, port }: BrokerOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve());
	});
}

function portOf(server: Server): number {
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}
