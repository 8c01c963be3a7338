import { expect, test } from 'bun:test';
import { createServer } from 'node:net';
import { Aedes, type AuthenticateError } from 'aedes';
import { z } from 'zod';
import { connectBroker } from '../../src/events/broker';
import { testPlatform } from '../../src/testing/platform';

const UNAVAILABLE = 3;
const NOT_AUTHORIZED = 5;

test.each([
	[
		'a token that the broker believes no more, as after its key was withdrawn, is fetched anew',
		NOT_AUTHORIZED,
		2,
	],
	['a broker that cannot ask the issuer is tried again, with the same token', UNAVAILABLE, 1],
])('%s', async (_, returnCode, tokens) => {
	let given = 0;
	let attempts = 0;
	const issuer = Bun.serve({
		port: 0,
		fetch: () => Response.json({ access_token: `token ${++given}`, expires_in: 600 }),
	});
	const refused = Object.assign(new Error('refused'), { returnCode }) as AuthenticateError;
	const broker = await Aedes.createBroker({
		authenticate: (_client, _name, _password, done) =>
			++attempts === 1 ? done(refused, false) : done(null, true),
	});
	const server = createServer(broker.handle).listen(0, '127.0.0.1');
	const { port } = server.address() as { port: number };
	const platform = testPlatform('claims-service', z.object({}), {
		MQTT_URL: `mqtt://127.0.0.1:${port}`,
		OIDC_ISSUER: issuer.url.origin,
		SERVICE_CLIENT_SECRET: 'a secret of its own',
	});
	const { client, close } = connectBroker(platform);
	await new Promise((resolve) => client.once('connect', resolve));
	expect([given, String(client.options.password)]).toEqual([tokens, `token ${tokens}`]);
	await close();
	server.close();
	broker.close();
	await issuer.stop(true);
});
