import type { ServiceName } from '@claims-askes/contracts/services';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { z } from 'zod';
import { type CommonConfig, loadConfig } from '../config';
import type { CallerRole } from '../http/caller';
import { createPlatform, type MutablePlatform, type PlatformParts } from '../platform';

const ISSUER = 'http://issuer.test';
const { publicKey, privateKey } = await generateKeyPair('RS256');
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256' }] });

/** A platform for tests: silent, with an issuer of its own, on the database that is given. */
export function testPlatform<Shape extends z.ZodRawShape>(
	name: ServiceName,
	settings: z.ZodObject<Shape>,
	env: Record<string, string> = {},
	parts: PlatformParts = {},
): MutablePlatform & { readonly config: CommonConfig & z.infer<z.ZodObject<Shape>> } {
	const config = loadConfig(name, settings, {
		ASKES_ENV: 'test',
		LOG_LEVEL: 'silent',
		OIDC_ISSUER: ISSUER,
		DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
		...env,
	});
	const platform = createPlatform(name, config, { keys, ...parts });
	return Object.assign(Object.create(platform), { config });
}

export interface TokenOptions {
	readonly subject?: string;
	readonly role?: CallerRole;
	readonly scopes?: readonly string[];
	readonly member_id?: string;
	readonly provider_id?: string;
	readonly group_id?: string;
	/** The lowest where it is left out. */
	readonly authority?: number;
	readonly expiresIn?: string;
	/** From when on it is good, from now; always where it is left out. */
	readonly notBefore?: string;
}

/** A token that the test issuer signed. */
export function tokenFor({
	subject = 'tester',
	role = 'client',
	scopes = [],
	expiresIn = '5m',
	notBefore,
	...rows
}: TokenOptions): Promise<string> {
	const token = new SignJWT({ role, scope: scopes.join(' '), ...rows })
		.setProtectedHeader({ alg: 'RS256' })
		.setIssuer(ISSUER)
		.setAudience('askes')
		.setSubject(subject)
		.setIssuedAt()
		.setExpirationTime(expiresIn);
	if (notBefore) token.setNotBefore(notBefore);
	return token.sign(privateKey);
}
