import { OWNING_SERVICES, SERVICES, type ServiceName } from '@claims-askes/contracts/services';
import type { AdminUrl } from '@claims-askes/migrations/run';
import { LocalStackError } from './local-stack-error';

export const OWNING_SCHEMAS: readonly string[] = OWNING_SERVICES.flatMap(
	(name) => SERVICES[name].schema ?? [],
);

/**
 * A PostgreSQL of one's own: `DATABASE_URL` for all services, or `CLAIMS_SERVICE_DATABASE_URL` and the like for one
 * each. Undefined when none is named, which means the embedded one.
 */
export function databaseFromEnvironment(
	env: Readonly<Record<string, string | undefined>>,
): AdminUrl | undefined {
	const own = OWNING_SERVICES.map((name) => [name, env[settingOf(name)] || undefined] as const);
	if (own.every(([, url]) => url === undefined)) return env.DATABASE_URL || undefined;
	return Object.fromEntries(
		own.map(([name, url]) => {
			const chosen = url ?? env.DATABASE_URL;
			if (chosen) return [SERVICES[name].schema, chosen];
			throw new LocalStackError('DATABASE_NOT_NAMED', `set ${settingOf(name)}, or DATABASE_URL for the rest`);
		}),
	);
}

const settingOf = (name: ServiceName): string => `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
