import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, setSystemTime, test } from 'bun:test';
import { LISTENERS } from '@claims-askes/contracts/events';
import { subscribeToEvents } from '@claims-askes/sdk/events';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { findFreePort } from '../testing/temporary-postgres';
import { type Broker, type BrokerOptions, startBroker } from './broker';
import { verifierOf } from './verifier';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const TOPIC = 'askes/events/claim/submitted';

let issuer: string;
let identity: ReturnType<typeof serveIdentity>;
let privateKey: CryptoKey;
let publicJwk: object;
let broker: Broker;
const clients: MqttClient[] = [];

beforeAll(async () => {
	const keys = await generateKeyPair('RS256');
	privateKey = keys.privateKey;
	publicJwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
	identity = serveIdentity(0);
	issuer = `http://127.0.0.1:${identity.port}`;
	broker = await start(issuer);
});

afterEach(() => {
	for (const client of clients.splice(0)) client.end(true);
});

afterAll(async () => {
	await broker?.close();
	identity?.stop(true);
});

test('an event published by a service reaches an integrator who may read events, at QoS 1', async () => {
	const listener = await connect(
		await tokenFor('partner', { role: 'client', scope: 'claims:read events:read' }),
	);
	const heard = new Promise((resolve) =>
		listener.once('message', (topic, body) => resolve([topic, String(body)])),
	);
	expect(await listener.subscribeAsync('askes/events/#', { qos: 1 })).toMatchObject([{ qos: 1 }]);
	const service = await connect(await tokenFor('claims-service', { role: 'service' }));
	await service.publishAsync(TOPIC, 'ding', { qos: 1 });
	expect(await heard).toEqual([TOPIC, 'ding']);
});

test('nobody comes in without a token, or with one that is forged, expired, for others or of another issuer', async () => {
	const { privateKey: forged } = await generateKeyPair('RS256');
	const attempts = {
		'no token': '',
		'not a token': 'let me in',
		forged: await tokenFor('claims-service', { role: 'service' }, { key: forged }),
		expired: await tokenFor('claims-service', { role: 'service' }, { lifetime: -60 }),
		'other audience': await tokenFor('claims-service', { role: 'service' }, { audience: 'elsewhere' }),
		'other issuer': await tokenFor('claims-service', { role: 'service' }, { issuer: 'http://elsewhere' }),
		'unknown role': await tokenFor('claims-service', { role: 'king' }),
		'no role': await tokenFor('claims-service', {}),
	};
	for (const [attempt, token] of Object.entries(attempts)) {
		expect({ attempt, code: await refusalOf(token) }).toEqual({ attempt, code: 5 });
	}
});

test('a relay that asks is told what is listened to before its question is acknowledged, and nothing of who left', async () => {
	const relay = await connect(await tokenFor('claims-service', { role: 'service' }));
	const answers: string[] = [];
	relay.on('message', (topic, body) => answers.push(`${topic} ${body}`));
	const filters = async () => {
		await relay.publishAsync(LISTENERS, '', { qos: 1 });
		return answers.pop();
	};
	expect(await filters()).toBe(`${LISTENERS} `);
	const partner = await connect(await tokenFor('partner', { role: 'client', scope: 'events:read' }));
	await partner.subscribeAsync([TOPIC, 'askes/events/payment/#'], { qos: 1 });
	const deaf = await connect(await tokenFor('deaf', { role: 'client', scope: 'claims:read' }));
	await deaf.subscribeAsync('askes/events/member/#').catch(() => {});
	expect(await filters()).toBe(`${LISTENERS} ${TOPIC}\naskes/events/payment/#`);
	partner.end(true);
	await until(async () => (await filters()) === `${LISTENERS} `);
});

test('an integrator who publishes is thrown out and nobody hears it', async () => {
	const listener = await connect(await tokenFor('web-bff', { role: 'service' }));
	await listener.subscribeAsync('askes/events/#', { qos: 1 });
	const heard: string[] = [];
	listener.on('message', (_topic, body) => heard.push(String(body)));
	const integrator = await connect(await tokenFor('partner', { role: 'client', scope: 'events:read' }));
	const thrownOut = new Promise((resolve) => integrator.once('close', () => resolve(true)));
	integrator.publish(TOPIC, 'forged', { qos: 1 });
	expect(await thrownOut).toBe(true);
	const service = await connect(await tokenFor('claims-service', { role: 'service' }));
	await service.publishAsync(TOPIC, 'real', { qos: 1 });
	await until(() => heard.length > 0);
	expect(heard).toEqual(['real']);
});

test('a subscription without the right is refused: no scope, a member, or a filter beyond the events', async () => {
	const noScope = await connect(await tokenFor('partner', { role: 'client', scope: 'claims:read' }));
	const member = await connect(
		await tokenFor('m', { role: 'member', scope: 'events:read', member_id: crypto.randomUUID() }),
	);
	const service = await connect(await tokenFor('claims-service', { role: 'service' }));
	expect(await grantOf(noScope, 'askes/events/#')).toBe(128);
	expect(await grantOf(member, TOPIC)).toBe(128);
	expect(await grantOf(service, '#')).toBe(128);
	expect(await grantOf(service, 'askes/events/#')).toBe(1);
});

test('a connection ends when its token does', async () => {
	const client = await connect(await tokenFor('partner', { role: 'client' }, { lifetime: 1 }));
	const began = performance.now();
	await new Promise<void>((resolve) => client.once('close', () => resolve()));
	expect(performance.now() - began).toBeLessThan(3_000);
});

test('a key that its issuer withdraws opens nothing after two minutes, and what it had opened is closed', async () => {
	const keys = await generateKeyPair('RS256');
	const published = [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
	const other = serveIdentity(0, published);
	const believing = await start(other.url.origin, { askedAgainMs: 20 });
	const token = await tokenFor(
		'partner',
		{ role: 'client', scope: 'events:read' },
		{ key: keys.privateKey, issuer: other.url.origin },
	);
	const listener = await connect(token, { port: believing.port });
	const thrownOut = new Promise((resolve) => listener.once('close', () => resolve('thrown out')));
	published.pop();
	setSystemTime(new Date(Date.now() + 121_000));
	expect(await thrownOut).toBe('thrown out');
	expect(await refusalOf(token, { port: believing.port })).toBe(5);
	setSystemTime();
	await believing.close();
	other.stop(true);
});

test("a client id belongs to its subject: using a service's name does not push the service out", async () => {
	const service = await connect(await tokenFor('claims-service', { role: 'service' }), { clientId: 'relay' });
	let wasPushedOut = false;
	service.once('close', () => {
		wasPushedOut = true;
	});
	const impostor = await connect(await tokenFor('partner', { role: 'client' }), { clientId: 'relay' });
	const again = await connect(await tokenFor('partner', { role: 'client' }), {
		clientId: 'claims-service/relay',
	});
	await service.publishAsync(TOPIC, 'still here', { qos: 1 });
	expect([wasPushedOut, service.connected, impostor.connected, again.connected]).toEqual([
		false,
		true,
		true,
		true,
	]);
});

test('a retained message is not kept, and a last will is refused', async () => {
	const service = await connect(await tokenFor('claims-service', { role: 'service' }));
	await service.publishAsync(TOPIC, 'old news', { qos: 1, retain: true });
	const late = await connect(await tokenFor('member-service', { role: 'service' }));
	const heard: string[] = [];
	late.on('message', (_topic, body) => heard.push(String(body)));
	await late.subscribeAsync('askes/events/#', { qos: 1 });
	await service.publishAsync(TOPIC, 'news', { qos: 1 });
	await until(() => heard.length > 0);
	expect(heard).toEqual(['news']);
	const will = { topic: TOPIC, payload: Buffer.from('boo'), qos: 1 as const, retain: false };
	const refused = await connect(await tokenFor('claims-service', { role: 'service' }), { will }).catch(
		() => 'refused',
	);
	expect(refused).toBe('refused');
});

test('a client that comes before the issuer is up waits for it instead of being turned away', async () => {
	const port = await findFreePort();
	const lateIssuer = `http://127.0.0.1:${port}`;
	const early = await start(lateIssuer);
	const token = await tokenFor('claims-service', { role: 'service' }, { issuer: lateIssuer });
	const connecting = connect(token, { port: early.port });
	await Bun.sleep(300);
	const late = serveIdentity(port);
	expect((await connecting).connected).toBe(true);
	late.stop(true);
	await early.close();
});

test('a subscription outlives a token that is believed no more, and ends where the next one is not believed either', async () => {
	const stale = await tokenFor('partner', { role: 'client', scope: 'events:read' }, { lifetime: -60 });
	const good = await tokenFor('partner', { role: 'client', scope: 'events:read' });
	const given = { ageing: [stale, good], hopeless: [stale, stale] };
	const issuing = Bun.serve({
		port: 0,
		fetch: async (request) => {
			const client = new URLSearchParams(await request.text()).get('resource') as keyof typeof given;
			return Response.json({ access_token: given[client].shift(), expires_in: 600 });
		},
	});
	const subscribe = (client: string) =>
		subscribeToEvents({
			url: `mqtt://127.0.0.1:${broker.port}`,
			auth: { issuer: issuing.url.origin, clientId: client, clientSecret: 's', resource: client },
			onEvent: () => {},
		});
	const lasting = subscribe('ageing');
	await lasting.ready;
	const refused = subscribe('hopeless');
	await expect(refused.ready).rejects.toMatchObject({ code: 5 });
	await Promise.all([lasting.close(), refused.close(), issuing.stop(true)]);
});

test('an issuer that stays away is an outage, not a refusal of the token', async () => {
	const away = await startBroker({
		host: '127.0.0.1',
		port: 0,
		verify: verifierOf(`http://127.0.0.1:${await findFreePort()}`),
		log: () => {},
		issuerPatienceMs: 200,
	});
	const token = await tokenFor('claims-service', { role: 'service' });
	expect(await refusalOf(token, { port: away.port })).toBe(3);
	await away.close();
});

const start = (of: string, odds: Partial<BrokerOptions> = {}): Promise<Broker> =>
	startBroker({ host: '127.0.0.1', port: 0, verify: verifierOf(of), log: () => {}, ...odds });

function serveIdentity(port: number, keys = [publicJwk]) {
	return Bun.serve({
		port,
		hostname: '127.0.0.1',
		fetch: (request) => {
			const { origin, pathname } = new URL(request.url);
			if (pathname === '/jwks') return Response.json({ keys });
			return Response.json({ issuer: origin, jwks_uri: `${origin}/jwks` });
		},
	});
}

interface Odds {
	readonly key?: CryptoKey;
	readonly lifetime?: number;
	readonly audience?: string;
	readonly issuer?: string;
}

async function tokenFor(subject: string, claims: Record<string, string>, odds: Odds = {}): Promise<string> {
	const now = Math.floor(Date.now() / 1_000);
	return await new SignJWT(claims)
		.setProtectedHeader({ alg: 'RS256', kid: 'one' })
		.setSubject(subject)
		.setIssuer(odds.issuer ?? issuer)
		.setAudience(odds.audience ?? 'askes')
		.setIssuedAt(now)
		.setExpirationTime(now + (odds.lifetime ?? 300))
		.sign(odds.key ?? privateKey);
}

async function connect(token: string, options: IClientOptions = {}): Promise<MqttClient> {
	const client = mqtt.connect({
		host: '127.0.0.1',
		port: broker.port,
		username: 'token',
		password: token,
		reconnectPeriod: 0,
		...options,
	});
	clients.push(client);
	await new Promise<void>((resolve, reject) => {
		client.once('connect', () => resolve());
		client.once('error', reject);
		client.once('close', () => reject(new Error('closed')));
	});
	return client;
}

async function refusalOf(token: string, options: IClientOptions = {}): Promise<number | string> {
	return await connect(token, options).then(
		() => 'let in',
		(error: { code?: number; message: string }) => error.code ?? error.message,
	);
}

async function grantOf(client: MqttClient, filter: string): Promise<number> {
	return await new Promise((resolve) => {
		client.subscribe(filter, { qos: 1 }, (_error, _granted, answer) => resolve(Number(answer?.granted?.[0])));
	});
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	const deadline = performance.now() + 5_000;
	while (!(await condition())) {
		if (performance.now() > deadline) throw new Error('waited in vain');
		await Bun.sleep(5);
	}
}
