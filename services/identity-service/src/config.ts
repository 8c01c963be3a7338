import { DatabaseSettings } from '@claims-askes/chassis/config';
import { jsonSetting } from '@claims-askes/chassis/json-setting';
import { Authority, LOWEST_AUTHORITY } from '@claims-askes/contracts/authority';
import { SCOPE_NAMES } from '@claims-askes/contracts/scopes';
import { SERVICE_NAMES } from '@claims-askes/contracts/services';
import { z } from 'zod';

const Secret = z.string().min(16);

const Credentials = z.strictObject({
	username: z.string().regex(/^[\w.@-]{1,100}$/),
	/** An argon2 or bcrypt hash; a plain word will do on a developer's machine. */
	password: z.string().min(1),
	scopes: z.array(z.enum(SCOPE_NAMES)).default(SCOPE_NAMES),
});
/** Somebody who can sign in: staff unless said otherwise. */
const User = z.union([
	Credentials.extend({
		role: z.literal('staff').default('staff'),
		authority: Authority.default(LOWEST_AUTHORITY),
	}),
	Credentials.extend({ role: z.literal('member'), member_id: z.uuid() }),
	Credentials.extend({ role: z.literal('provider'), provider_id: z.uuid() }),
	Credentials.extend({ role: z.literal('group'), group_id: z.uuid() }),
]);
export type User = z.infer<typeof User>;

export const settings = z.object({
	...DatabaseSettings.shape,
	/** The address that tokens name; everything is served at its root. */
	OIDC_ISSUER: z
		.url()
		.refine((url) => new URL(url).pathname === '/', 'must have no path')
		.default('http://127.0.0.1:8011'),
	IDENTITY_KEYS_FILE: z.string().min(1),
	/** The secret of each service; two while one takes over from the other. */
	SERVICE_CLIENTS: jsonSetting(
		z.partialRecord(z.enum(SERVICE_NAMES), z.union([Secret, z.array(Secret).min(1).max(2)])),
	).default({}),
	OPERATOR_CLIENT_ID: z.string().min(1).default('askes-operator'),
	OPERATOR_CLIENT_SECRET: Secret.optional(),
	OPERATOR_CLIENT_PREVIOUS_SECRET: Secret.optional(),
	IDENTITY_USERS: jsonSetting(z.array(User)).default([]),
	ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(60).max(3_600).default(600),
});
export type Settings = z.infer<typeof settings>;
