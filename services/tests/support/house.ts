import type { App } from '@claims-askes/chassis/http/app';
import type { Peers } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';
import { type TestClient, testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform, tokenFor } from '@claims-askes/chassis/testing/platform';
import { SCOPE_NAMES } from '@claims-askes/contracts/scopes';
import type { ServiceName } from '@claims-askes/contracts/services';
import { type AskesClients, createAskes } from '@claims-askes/sdk';
import type { z } from 'zod';

type Config<Shape extends z.ZodRawShape> = ReturnType<typeof testPlatform<Shape>>['config'];

/** Several services, each on a database of its own; they reach each other without a network, by the SDK all the same. */
export interface House {
	/** Opens one of them, and answers a client that may do everything there. */
	open<Shape extends z.ZodRawShape>(
		name: ServiceName,
		settings: z.ZodObject<Shape>,
		buildApp: (platform: Platform, config: Config<Shape>) => App,
		env?: Record<string, string>,
	): Promise<TestClient>;
	/** The database of a service that is open, as the service itself reaches it. */
	sqlOf(name: ServiceName): Platform['sql'];
	/** The house as one of its services sees it. */
	clientsOf(self: ServiceName): AskesClients;
	/** Lets processes of their own in: the address of each service that is open, by its name. */
	serve(): Readonly<Record<string, string>>;
	close(): Promise<void>;
}

export function aHouse(): House {
	const apps = new Map<string, App>();
	const databases = new Map<ServiceName, Platform['sql']>();
	const stops: (() => Promise<unknown>)[] = [];

	const appOf = (service: string): App => {
		const app = apps.get(service);
		if (!app) throw new Error(`${service} is not in this house`);
		return app;
	};

	const clientsOf = (self: ServiceName): AskesClients =>
		createAskes({
			baseUrl: 'http://house',
			fetch: async (request, service) => {
				const token = await tokenFor({ role: 'service', subject: self, scopes: SCOPE_NAMES });
				request.headers.set('authorization', `Bearer ${token}`);
				request.headers.set('x-service-name', self);
				return appOf(service).handle(request);
			},
		});

	const peersOf = (self: ServiceName): Partial<Peers> => ({
		during: () => clientsOf(self),
		onBehalfOf: (call) =>
			createAskes({
				baseUrl: 'http://house',
				fetch: async (request, service) => {
					request.headers.set('authorization', `Bearer ${call.bearer}`);
					return appOf(service).handle(request);
				},
			}),
	});

	return {
		async open(name, settings, buildApp, env = {}) {
			const database = await testDatabase(name);
			const own = testPlatform(name, settings, { DATABASE_URL: database.url, ...env });
			stops.push(async () => {
				await own.sql.end();
				await database.drop();
			});
			databases.set(name, own.sql);
			const platform = Object.assign(Object.create(own), { peers: { ...own.peers, ...peersOf(name) } });
			const app = buildApp(platform, own.config);
			apps.set(name, app);
			return testClient(app, { role: 'staff', scopes: SCOPE_NAMES });
		},
		clientsOf,
		sqlOf(name) {
			const sql = databases.get(name);
			if (!sql) throw new Error(`${name} is not in this house`);
			return sql;
		},
		serve() {
			const served = [...apps].map(([name, app]) => {
				const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: app.fetch });
				stops.push(() => server.stop(true));
				return [name, `http://127.0.0.1:${server.port}`] as const;
			});
			return Object.fromEntries(served);
		},
		async close() {
			await Promise.all(stops.map((stop) => stop()));
		},
	};
}
