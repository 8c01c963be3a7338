import { Authority, LOWEST_AUTHORITY } from '@claims-askes/contracts/authority';
import { SCOPE_NAMES } from '@claims-askes/contracts/scopes';
import { z } from 'zod';

const Scopes = z.array(z.enum(SCOPE_NAMES)).min(1).max(SCOPE_NAMES.length);
const Common = z.strictObject({ name: z.string().trim().min(1).max(100), scopes: Scopes });

export const RegisterClient = z
	.discriminatedUnion('role', [
		Common.extend({
			role: z.literal('client'),
			authority: Authority.default(LOWEST_AUTHORITY).describe(
				'how much it may decide otherwise than the rules; at most what its creator may',
			),
		}),
		Common.extend({ role: z.literal('member'), member_id: z.uuid() }),
		Common.extend({ role: z.literal('provider'), provider_id: z.uuid() }),
		Common.extend({ role: z.literal('group'), group_id: z.uuid() }),
	])
	.meta({ id: 'RegisterClient' });

export const ClientView = z
	.strictObject({
		client_id: z.uuid(),
		name: z.string(),
		role: z.enum(['client', 'member', 'provider', 'group']),
		member_id: z.uuid().optional(),
		provider_id: z.uuid().optional(),
		group_id: z.uuid().optional(),
		authority: Authority.optional(),
		scopes: z.array(z.string()),
		created_at: z.iso.datetime(),
		withdrawn_at: z.iso.datetime().nullable(),
	})
	.meta({ id: 'Client' });

const shownOnce = z.string().nullable().describe('Shown this once; null where a request is repeated');

export const RegisteredClient = ClientView.extend({ client_secret: shownOnce }).meta({
	id: 'RegisteredClient',
});

export const RenewSecret = z
	.strictObject({
		overlap_seconds: z.int().min(0).max(2_592_000).default(86_400),
	})
	.meta({ id: 'RenewSecret' });

export const RenewedSecret = z
	.strictObject({
		client_id: z.uuid(),
		client_secret: shownOnce,
		previous_secrets_end_at: z.iso.datetime(),
	})
	.meta({ id: 'RenewedSecret' });
