import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HIGHEST_AUTHORITY } from '@claims-askes/contracts/authority';
import { SERVICE_NAMES, urlSettingOf } from '@claims-askes/contracts/services';
import { type AdminUrl, roleUrl } from '@claims-askes/migrations/run';
import { type StackLayout, type StackService, urlOf } from './layout';
import { OPERATOR_CLIENT_ID, OPERATOR_USER, type StackSecrets } from './secrets';

export type Environment = Readonly<Record<string, string>>;

/** What every process of the stack is told; each service then gets what is its own, and no other's secret. */
export function environmentOf(
	service: StackService,
	layout: StackLayout,
	secrets: StackSecrets,
	adminUrl: AdminUrl,
): Environment {
	return {
		...ALLOCATOR,
		...COMPILER,
		...inherited(),
		...Object.fromEntries(SERVICE_NAMES.map((peer) => [urlSettingOf(peer), urlOf(peer, layout.portOffset)])),
		ASKES_ENV: 'development',
		LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
		...(process.env.OTEL_EXPORTER_OTLP_ENDPOINT && {
			OTEL_EXPORTER_OTLP_ENDPOINT: process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
		}),
		HOST: '127.0.0.1',
		PORT: String(service.port),
		MQTT_URL: `mqtt://127.0.0.1:${layout.brokerPort}`,
		OIDC_ISSUER: urlOf('identity-service', layout.portOffset),
		SERVICE_NAME: service.name,
		SERVICE_CLIENT_SECRET: secrets.serviceClients[service.name] ?? '',
		...(service.schema === null ? {} : { DATABASE_URL: databaseUrl(service.schema, secrets, adminUrl) }),
		...ownSettings(service, layout, secrets),
	};
}

export function brokerEnvironment(layout: StackLayout): Environment {
	return {
		...inherited(),
		HOST: '127.0.0.1',
		PORT: String(layout.brokerPort),
		OIDC_ISSUER: urlOf('identity-service', layout.portOffset),
	};
}

function ownSettings(service: StackService, { folder }: StackLayout, secrets: StackSecrets): Environment {
	switch (service.name) {
		case 'identity-service':
			return {
				SERVICE_CLIENTS: JSON.stringify(secrets.serviceClients),
				OPERATOR_CLIENT_ID,
				OPERATOR_CLIENT_SECRET: secrets.operatorClientSecret,
				IDENTITY_USERS: process.env.IDENTITY_USERS ?? oneOperator(secrets),
				IDENTITY_KEYS_FILE: join(folder, 'identity-keys.json'),
			};
		case 'notification-service':
			// Here a webhook's receiver is a program on the same machine.
			return { WEBHOOK_ALLOW_PRIVATE: 'true' };
		case 'document-service': {
			const documents = join(folder, 'documents');
			mkdirSync(documents, { recursive: true, mode: 0o700 });
			return { DOCUMENT_DIR: documents };
		}
		default:
			return {};
	}
}

const oneOperator = ({ operatorPassword }: StackSecrets): string =>
	JSON.stringify([{ username: OPERATOR_USER, password: operatorPassword, authority: HIGHEST_AUTHORITY }]);

function databaseUrl(schema: string, secrets: StackSecrets, adminUrl: AdminUrl): string {
	const server = typeof adminUrl === 'string' ? adminUrl : (adminUrl[schema] ?? '');
	return roleUrl(server, schema, secrets.databasePasswords[schema] ?? '');
}

/**
 * A service keeps the memory that it has freed for ten seconds, for its next batch needs it again: to give it back at once and to
 * fault it in anew was a tenth of the time of a claim.
 */
const ALLOCATOR: Environment = { MIMALLOC_PURGE_DELAY: '10000' };

/**
 * The code that zod makes of a claim's schema is one long function: the engine's last compiler takes a second and 60 MB over it, and
 * makes it no faster. (A Bun that does not know this option refuses to start, and says so.)
 */
const COMPILER: Environment = { BUN_JSC_maximumFTLCandidateBytecodeCost: '15000' };

/** The caller's environment without what names a database: a service must not find the administrator's way in. */
function inherited(): Environment {
	const entries = Object.entries(process.env).filter(
		(entry): entry is [string, string] =>
			entry[1] !== undefined && !/^PG[A-Z]+$|DATABASE_URL$/.test(entry[0]),
	);
	return Object.fromEntries(entries);
}
