import { createServer, type Server } from 'node:net';
import type { Caller } from '@claims-askes/chassis/http/caller';
import { isIssuerAway } from '@claims-askes/chassis/http/tokens';
import { whileBelieved } from '@claims-askes/chassis/http/while-believed';
import { LISTENERS } from '@claims-askes/contracts/events';
import { ProblemError } from '@claims-askes/kernel/problems';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import { mayPublish, maySubscribe } from './access';
import { createSubscriptions } from './subscriptions';
import type { VerifyToken } from './verifier';

export interface BrokerOptions {
	readonly host: string;
	readonly port: number;
	readonly verify: VerifyToken;
	readonly log: (event: string, facts?: Record<string, unknown>) => void;
	/** How long a client waits for an issuer that is still starting. */
	readonly issuerPatienceMs?: number;
	/** How often it is asked whether the tokens of who is connected are still believed. */
	readonly askedAgainMs?: number;
}

export interface Broker {
	readonly port: number;
	close(): Promise<void>;
}

/** MQTT's own words for a refusal, in CONNACK. */
const SERVER_UNAVAILABLE = 3;
const NOT_AUTHORIZED = 5;

/** A broker for one machine: nobody comes in without a token, and each topic is asked for. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
	const { log } = options;
	const tokens = new WeakMap<Client, Caller>();
	const endings = new WeakMap<Client, () => void>();
	const subscriptions = createSubscriptions();

	const broker = await Aedes.createBroker({
		connectTimeout: 15_000,
		preConnect: (_client, packet, done) => {
			// The log is the truth and the broker the bell: a queue kept for an absent listener would only fill memory.
			packet.clean = true;
			if (packet.will === undefined) return done(null, true);
			done(new Error('a last will is not allowed'), false);
		},
		authenticate: async (client, _username, bytes, done) => {
			try {
				const password = bytes?.toString() ?? '';
				const token = await verifyPatiently(options, password);
				// An id belongs to its subject: nobody takes over another's connection by guessing its name.
				Object.assign(client, { id: `${token.subject}/${client.id}` });
				tokens.set(client, token);
				endings.set(client, closeWithToken(client, password, token, options));
				done(null, true);
			} catch (error) {
				const isOutage = isIssuerAway(error);
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
		endings.get(client)?.();
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
): Promise<Caller> {
	const deadline = performance.now() + issuerPatienceMs;
	while (true) {
		try {
			return await verify(token);
		} catch (error) {
			if (!isIssuerAway(error) || performance.now() > deadline) throw error;
			await Bun.sleep(100);
		}
	}
}

function closeWithToken(
	client: Client,
	token: string,
	{ subject, expiresAt }: Caller,
	{ verify, log, askedAgainMs }: BrokerOptions,
): () => void {
	const close = () => {
		log('token believed no more', { subject });
		client.close();
	};
	return whileBelieved(verify, { token, expiresAt }, close, askedAgainMs);
}

function refusal(returnCode: number): AuthenticateError {
	return Object.assign(new Error('refused'), { returnCode });
}

/** What was wrong, without the token or anything from it. */
const codeOf = (error: unknown): string =>
	error instanceof ProblemError ? error.problem.code : 'unreadable token';

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
