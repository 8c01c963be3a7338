import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@claims-askes/chassis/config';
import { createPlatform } from '@claims-askes/chassis/platform';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

export const SECRETS = {
	service: 'secret-of-the-claims-service: 100%',
	previous: 'secret-that-is-being-replaced',
	operator: 'secret-of-the-operator',
};

export const MEMBER = '0190b5c6-7d1e-7000-8000-000000000001';

const USERS = [
	{ username: 'ana', password: 'correct horse', authority: 3 },
	{ username: 'budi', password: await Bun.password.hash('battery staple'), scopes: ['claims:read'] },
	{ username: 'citra', password: 'staple', role: 'member', member_id: MEMBER, scopes: ['claims:read'] },
];

/** The service on a port of its own, with a real database and its keys in a folder of its own. */
export async function runningIssuer() {
	const folder = await mkdtemp(join(tmpdir(), 'identity-'));
	const database = await testDatabase('identity-service');
	let app: ReturnType<typeof buildApp> | null = null;
	const server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		fetch: (request) => app?.fetch(request) ?? new Response(null, { status: 503 }),
	});
	const issuer = `http://127.0.0.1:${server.port}`;
	const env = {
		ASKES_ENV: 'test',
		LOG_LEVEL: 'silent',
		OIDC_ISSUER: issuer,
		DATABASE_URL: database.url,
		IDENTITY_KEYS_FILE: join(folder, 'keys', 'identity-keys.json'),
		SERVICE_CLIENTS: JSON.stringify({
			'claims-service': [SECRETS.service, SECRETS.previous],
			'identity-service': SECRETS.service,
		}),
		OPERATOR_CLIENT_SECRET: SECRETS.operator,
		IDENTITY_USERS: JSON.stringify(USERS),
		SERVICE_CLIENT_SECRET: SECRETS.service,
	};
	const config = loadConfig('identity-service', settings, env);
	let aheadMs = 0;
	const platform = createPlatform('identity-service', config, {
		now: () => new Date(Date.now() + aheadMs),
	});
	/** Starts again on what is stored, as after a crash. */
	const restart = () => {
		app = buildApp(platform, config);
	};
	restart();

	const token = (id: string, secret: string, form: Record<string, string> = {}) =>
		fetch(`${issuer}/token`, {
			method: 'POST',
			headers: {
				authorization: `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`,
			},
			body: new URLSearchParams({ grant_type: 'client_credentials', resource: 'urn:askes', ...form }),
		});

	const asOperator = async (method: string, path: string, body?: unknown, headers = {}) => {
		const { access_token } = await bodyOf(await token('askes-operator', SECRETS.operator));
		const response = await fetch(`${issuer}${path}`, {
			method,
			headers: {
				authorization: `Bearer ${access_token}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			body: body === undefined ? null : JSON.stringify(body),
		});
		return { status: response.status, headers: response.headers, body: await bodyOf(response) };
	};

	return {
		issuer,
		config,
		platform,
		database,
		restart,
		wait: (seconds: number) => {
			aheadMs += seconds * 1000;
		},
		token,
		asOperator,
		async end() {
			await server.stop(true);
			await platform.sql.end();
			await database.drop();
			await rm(folder, { recursive: true });
		},
	};
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export const bodyOf = (response: Response): Promise<any> => response.json();
