import { Failure } from '../../failure';

/** Where an issuer of tokens answers (OpenID Connect Discovery). */
export interface Issuer {
	readonly issuer: string;
	readonly token_endpoint: string;
	readonly authorization_endpoint: string | undefined;
	readonly device_authorization_endpoint: string | undefined;
	readonly revocation_endpoint: string | undefined;
}

const PATIENCE_MS = 10_000;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export async function discoverIssuer(address: string): Promise<Issuer> {
	const issuer = address.replace(/\/$/, '');
	const { protocol, hostname } = parseAddress(issuer);
	if (protocol !== 'https:' && !LOOPBACK.test(hostname)) {
		throw new Failure(
			'unusable',
			'ISSUER_INSECURE',
			`${issuer} is not https: secrets would travel in the open`,
		);
	}
	const metadata = await fetchMetadata(`${issuer}/.well-known/openid-configuration`);
	const text = (name: string) => (typeof metadata[name] === 'string' ? metadata[name] : undefined);
	const token_endpoint = text('token_endpoint');
	// An issuer that speaks for another could be handed the other's secrets.
	if (text('issuer')?.replace(/\/$/, '') !== issuer || token_endpoint === undefined) {
		throw new Failure(
			'unusable',
			'ISSUER_INVALID',
			`what answers at ${issuer} is not the issuer of that name`,
		);
	}
	return {
		issuer,
		token_endpoint,
		authorization_endpoint: text('authorization_endpoint'),
		device_authorization_endpoint: text('device_authorization_endpoint'),
		revocation_endpoint: text('revocation_endpoint'),
	};
}

function parseAddress(address: string): URL {
	try {
		return new URL(address);
	} catch {
		throw new Failure('unusable', 'ISSUER_INVALID', `${address} is not the address of an issuer`);
	}
}

async function fetchMetadata(address: string): Promise<Record<string, unknown>> {
	const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((cause) => {
		throw new Failure('unavailable', 'ISSUER_UNREACHABLE', `${address} does not answer`, { cause });
	});
	const body: unknown = response.ok ? await response.json().catch(() => null) : null;
	if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
	throw new Failure(
		'unusable',
		'ISSUER_INVALID',
		`${address} answered no configuration (${response.status})`,
	);
}
