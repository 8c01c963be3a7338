import { type AskesClients, type Auth, createAskes, tokenSource } from '@claims-askes/sdk';
import { Failure } from './failure';
import { renewedToken } from './flows/sign-in/renewed-token';
import { findRunningStack, type StackAccess } from './local/running-stack';
import { type Profile, readProfiles } from './profiles';

/** The platform as a command reaches it. */
export interface Connection {
	/** The profile's name, or `local`. */
	readonly name: string;
	readonly askes: AskesClients;
	/** A valid token whenever it is asked; null where none is needed. */
	readonly token: () => Promise<string | null>;
	readonly addressOf: (service: string) => string;
	/** The services that have an address of their own; none, where one address stands for all. */
	readonly services: readonly string[];
	readonly mqttUrl: string;
}

export interface Target {
	readonly profile?: string | undefined;
	readonly dataDir?: string | undefined;
	readonly portOffset?: number | undefined;
}

/**
 * Where a command goes: the profile that was named; else the local stack, when the flags speak of one; else the
 * profile in use; else the local stack that runs.
 */
export function connect(target: Target): Connection {
	const file = readProfiles();
	const speaksOfStack = target.dataDir !== undefined || target.portOffset !== undefined;
	const name = target.profile ?? (speaksOfStack ? undefined : file.current);
	if (name !== undefined) {
		const profile = file.profiles[name];
		if (profile !== undefined) return toInstallation(name, profile);
		const known = Object.keys(file.profiles).join(', ') || 'none';
		throw new Failure('unusable', 'PROFILE_UNKNOWN', `there is no profile "${name}" (known: ${known})`);
	}
	const stack = findRunningStack(target);
	if (stack !== null) return toStack(stack);
	throw new Failure('unavailable', 'NO_STACK', 'no local stack runs and no profile is in use', {
		suggestions: ['askes up', 'askes login', 'askes status --port-offset N'],
	});
}

function toStack(stack: StackAccess): Connection {
	const { issuer, clientId, clientSecret } = stack;
	return open('local', stack.endpoints, stack.mqttUrl, { issuer, clientId, clientSecret });
}

function toInstallation(name: string, profile: Profile): Connection {
	const addresses = profile.endpoints ?? profile.base_url;
	if (addresses === undefined) {
		throw new Failure(
			'unusable',
			'PROFILE_INCOMPLETE',
			`profile "${name}" has neither base_url nor endpoints`,
		);
	}
	return open(name, addresses, profile.mqtt_url ?? '', authOf(name, profile));
}

function authOf(name: string, profile: Profile): Auth | undefined {
	const { issuer, client_id, client_secret, scope, access_token, refresh_token } = profile;
	if (refresh_token !== undefined) return renewedToken(name);
	if (issuer === undefined || client_id === undefined || client_secret === undefined) return access_token;
	return {
		issuer,
		clientId: client_id,
		clientSecret: client_secret,
		...(scope === undefined ? {} : { scope }),
	};
}

function open(
	name: string,
	addresses: string | Readonly<Record<string, string>>,
	mqttUrl: string,
	auth: Auth | undefined,
): Connection {
	return {
		name,
		askes: createAskes({
			...(typeof addresses === 'string' ? { baseUrl: addresses } : { endpoints: addresses }),
			...(auth === undefined ? {} : { auth }),
		}),
		token: tokenSource(auth),
		addressOf: (service) => (typeof addresses === 'string' ? addresses : (addresses[service] ?? '')),
		services: typeof addresses === 'string' ? [] : Object.keys(addresses),
		mqttUrl,
	};
}
