import { afterEach, expect, test } from 'bun:test';
import { SERVICE_NAMES } from '@claims-askes/contracts/services';
import { listServices } from './list-services';

const servers: ReturnType<typeof Bun.serve>[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop(true))));

function serviceThatAnswers(status: number): string {
	const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response(null, { status }) });
	servers.push(server);
	return `http://127.0.0.1:${server.port}`;
}

test('each service of the catalogue is listed with what it says of itself', async () => {
	const addresses: Record<string, string> = {
		'claims-service': serviceThatAnswers(200),
		'member-service': serviceThatAnswers(503),
		'policy-service': serviceThatAnswers(200),
	};
	await servers.pop()?.stop(true);
	const services = await listServices((name) => addresses[name] ?? '');
	expect(services.map(({ name }) => name)).toEqual(SERVICE_NAMES);
	const states = Object.fromEntries(services.map(({ name, state }) => [name, state]));
	expect(states).toMatchObject({
		'claims-service': 'ready',
		'member-service': 'not ready',
		'policy-service': 'not ready',
		'payment-service': 'unknown',
	});
	expect(services[0]).toMatchObject({
		url: addresses['claims-service'],
		schema: 'claims_service',
		client: 'claims',
		owns: expect.stringContaining('intake'),
	});
});

test('a gateway before all of them does not tell how each is', async () => {
	const gateway = serviceThatAnswers(200);
	const services = await listServices(() => gateway);
	expect(services.map(({ state }) => state)).toEqual(SERVICE_NAMES.map(() => 'unknown'));
});
