import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { OWNING_SERVICES, SERVICE_NAMES, SERVICES } from '@claims-askes/contracts/services';
import { readPrivateJson, writePrivateJson } from '../system/private-file';

/** Made once per stack and kept with its data: a service comes back as who it was. */
export interface StackSecrets {
	/** By database role. */
	readonly databasePasswords: Readonly<Record<string, string>>;
	/** By service, for client credentials at the issuer. */
	readonly serviceClients: Readonly<Record<string, string>>;
	/** For the client `askes-operator`, the CLI's own. */
	readonly operatorClientSecret: string;
	/** For the person `operator` at `askes login`. */
	readonly operatorPassword: string;
}

export const OPERATOR_CLIENT_ID = 'askes-operator';
export const OPERATOR_USER = 'operator';

const secretsIn = (folder: string) => join(folder, 'secrets.json');

export function readSecrets(folder: string): StackSecrets | null {
	return readPrivateJson<StackSecrets>(secretsIn(folder));
}

/** The secrets of the stack; what is missing is made, what is known stays. */
export function ensureSecrets(folder: string): StackSecrets {
	const known = readSecrets(folder);
	const roles = [...OWNING_SERVICES.flatMap((name) => SERVICES[name].schema ?? []), 'audit_sealer'];
	const secrets: StackSecrets = {
		databasePasswords: complete(roles, known?.databasePasswords),
		serviceClients: complete(SERVICE_NAMES, known?.serviceClients),
		operatorClientSecret: known?.operatorClientSecret ?? makeSecret(),
		operatorPassword: known?.operatorPassword ?? makeSecret(),
	};
	writePrivateJson(secretsIn(folder), secrets);
	return secrets;
}

function complete(
	names: readonly string[],
	known: Readonly<Record<string, string>> = {},
): Record<string, string> {
	return { ...known, ...Object.fromEntries(names.map((name) => [name, known[name] ?? makeSecret()])) };
}

const makeSecret = (): string => randomBytes(24).toString('base64url');
