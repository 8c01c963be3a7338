import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SERVICE_NAMES, SERVICES, type ServiceName } from '@claims-askes/contracts/services';
import { LocalStackError } from '../local-stack-error';
import { DEFAULT_DATA_DIR, PROJECT_ROOT } from '../project';

export interface StackService {
	readonly name: ServiceName;
	readonly port: number;
	/** The schema it owns; null for those without a database. */
	readonly schema: string | null;
	/** The file that Bun runs. */
	readonly entry: string;
}

export interface StackLayout {
	/** Everything of this stack lies here: data, logs, secrets, state. */
	readonly folder: string;
	readonly portOffset: number;
	readonly postgresPort: number;
	readonly brokerPort: number;
	readonly services: readonly StackService[];
	/** In the catalogue, but not built yet. */
	readonly missing: readonly { name: ServiceName; port: number }[];
}

export interface StackOptions {
	/** Holds one folder per stack; `.askes` in the repository unless given. */
	readonly dataDir?: string | undefined;
	/** Added to every port, so that stacks can run side by side. */
	readonly portOffset?: number | undefined;
	/** Which services, with their entry files; those of the catalogue unless given. */
	readonly services?: readonly { name: ServiceName; entry: string }[] | undefined;
}

const POSTGRES_PORT = 15_432;
const BROKER_PORT = 11_883;
const HIGHEST_PORT = 65_535;

/** Where everything of a stack lies and listens; nothing is touched. */
export function layoutOf({ dataDir, portOffset = 0, services }: StackOptions): StackLayout {
	if (!Number.isInteger(portOffset) || portOffset < 0 || POSTGRES_PORT + portOffset > HIGHEST_PORT) {
		throw new LocalStackError(
			'PORT_OFFSET_INVALID',
			`the port offset must be a whole number from 0 to ${HIGHEST_PORT - POSTGRES_PORT}`,
		);
	}
	const listed = services ?? SERVICE_NAMES.map((name) => ({ name, entry: entryOf(name) }));
	return {
		folder: join(resolve(dataDir ?? DEFAULT_DATA_DIR), portOffset === 0 ? 'default' : `ports-${portOffset}`),
		portOffset,
		postgresPort: POSTGRES_PORT + portOffset,
		brokerPort: BROKER_PORT + portOffset,
		services: listed
			.filter(({ entry }) => existsSync(entry))
			.map(({ name, entry }) => ({
				name,
				entry,
				port: portOf(name, portOffset),
				schema: SERVICES[name].schema,
			})),
		missing: listed
			.filter(({ entry }) => !existsSync(entry))
			.map(({ name }) => ({ name, port: portOf(name, portOffset) })),
	};
}

export const portOf = (name: ServiceName, portOffset: number): number => SERVICES[name].port + portOffset;

export const urlOf = (name: ServiceName, portOffset: number): string =>
	`http://127.0.0.1:${portOf(name, portOffset)}`;

function entryOf(name: ServiceName): string {
	return join(PROJECT_ROOT, name.endsWith('-bff') ? 'bff' : 'services', name, 'src', 'main.ts');
}
