/**
 * What is refused at the door is refused alike by every route of every service, in the envelope and before anything is
 * looked up: the services here have no database.
 */
import { expect, test } from 'bun:test';
import { Problem } from '@claims-askes/chassis/http/envelope';
import type { RouteLike } from '@claims-askes/chassis/http/openapi';
import { type TestClient, testClient } from '@claims-askes/chassis/testing/client';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { SCOPE_NAMES, type Scope } from '@claims-askes/contracts/scopes';
import { SERVICE_NAMES, type ServiceName } from '@claims-askes/contracts/services';
import { z } from 'zod';

/** What services cannot do without, for nobody to use. */
const SETTINGS = {
	DOCUMENT_DIR: '/nonexistent',
	IDENTITY_KEYS_FILE: '/nonexistent/keys.json',
	OPERATOR_CLIENT_SECRET: 'of-nobody-in-tests',
	SERVICE_CLIENTS: '{}',
};

const folderOf = (name: ServiceName) => (name.endsWith('-bff') ? `../../bff/${name}` : `../${name}`);

async function open(name: ServiceName) {
	const [{ buildApp }, { settings }] = await Promise.all([
		import(`${folderOf(name)}/src/app`),
		import(`${folderOf(name)}/src/config`),
	]);
	const platform = testPlatform(name, settings, SETTINGS);
	const app = buildApp(platform, platform.config);
	const routes = (app.routes as RouteLike[]).filter(({ hooks }) => hooks.detail?.security);
	return { send: testClient(app, { role: 'staff', scopes: SCOPE_NAMES }), routes };
}

const ID = '01a21fab-f2e5-76a8-b59b-d86604cf8e15';
const VALUES: Record<string, string> = { recipient_kind: 'member', version: '1', number: '1' };
const addressOf = ({ path }: RouteLike) => path.replaceAll(/:(\w+)/g, (_, name) => VALUES[name] ?? ID);
const scopeOf = ({ hooks }: RouteLike) => hooks.detail?.security?.[0]?.bearer?.[0] as Scope;
/** The queue of the web BFF hands its query on, to be judged where the queue is. */
const handsQueryOn = ({ hooks }: RouteLike) => hooks.query instanceof z.ZodRecord;
const takesJson = ({ hooks }: RouteLike) =>
	hooks.body instanceof z.ZodType && z.globalRegistry.get(hooks.body)?.mediaType === undefined;

type Refusal = readonly [status: number, code: string];

/** Each route that is concerned, with how it answered where that is not as it should be. */
async function otherThan(
	wanted: Refusal,
	routes: readonly RouteLike[],
	ask: (route: RouteLike) => ReturnType<TestClient>,
): Promise<string[]> {
	const wrong: string[] = [];
	for (const route of routes) {
		const { status, body } = await ask(route);
		const told = Problem.safeParse(body).data?.error;
		const codes = [told?.code, ...(told?.details ?? []).map(({ code }) => code)];
		if (status !== wanted[0] || !codes.includes(wanted[1]))
			wrong.push(`${route.method} ${route.path}: ${status} ${codes}`);
	}
	return wrong;
}

test.each(SERVICE_NAMES)('%s refuses at every door what it should, in the envelope', async (name) => {
	const { send, routes } = await open(name);
	const ofApi = routes.filter(({ path }) => path.startsWith('/api/'));
	expect(ofApi.length).toBeGreaterThan(1);
	const withBody = ofApi.filter(takesJson);
	const withoutBody = ofApi.filter((route) => !route.hooks.body && !handsQueryOn(route));

	expect({
		strangers: await otherThan([401, 'TOKEN_INVALID'], ofApi, (route) =>
			send(route.method, addressOf(route), { as: null }),
		),
		withoutScope: await otherThan([403, 'SCOPE_MISSING'], ofApi, (route) =>
			send(route.method, addressOf(route), {
				as: { scopes: SCOPE_NAMES.filter((scope) => scope !== scopeOf(route)) },
			}),
		),
		unknownQueries: await otherThan([422, 'UNKNOWN_FIELD'], withoutBody, (route) =>
			send(route.method, `${addressOf(route)}?nobody_knows=1`),
		),
		unknownMethods: await otherThan([405, 'METHOD_NOT_ALLOWED'], ofApi, (route) =>
			send('PROPFIND', addressOf(route)),
		),
		forms: await otherThan([415, 'MEDIA_TYPE_UNSUPPORTED'], withBody, (route) =>
			send(route.method, addressOf(route), {
				rawBody: 'a=1',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
			}),
		),
		cutBodies: await otherThan([400, 'BODY_MALFORMED'], withBody, (route) =>
			send(route.method, addressOf(route), { rawBody: '{"a":' }),
		),
		textsThatAreNone: await otherThan([422, 'INVALID'], ofApi, (route) =>
			send(route.method, `${addressOf(route)}?a=%00`),
		),
	}).toEqual({
		strangers: [],
		withoutScope: [],
		unknownQueries: [],
		unknownMethods: [],
		forms: [],
		cutBodies: [],
		textsThatAreNone: [],
	});
});
