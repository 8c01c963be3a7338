import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import { z } from 'zod';
import type { Deps } from '../../usecases/deps';
import { listSigningKeys, rotateSigningKeys } from '../../usecases/signing-keys';

const SigningKeyView = z
	.strictObject({
		kid: z.string(),
		created_at: z.iso.datetime(),
		retired_at: z.iso.datetime().nullable(),
	})
	.meta({ id: 'SigningKey' });

const RotateKeys = z
	.strictObject({
		withdraw_previous: z.boolean().default(false).describe('Believe nothing signed before: after a theft'),
	})
	.meta({ id: 'RotateKeys' });

export const signingKeysRoutes = (deps: Deps) =>
	new Elysia({ prefix: '/api/v1/signing-keys', tags: ['signing-keys'] })
		.use(access)
		.get('', ({ call }) => listSigningKeys(deps, call), {
			requires: 'clients:read',
			detail: documented({
				operationId: 'listSigningKeys',
				summary: 'List the keys that are published, newest first',
				answers: { 200: z.array(SigningKeyView) },
			}),
		})
		.post('', ({ body, call }) => rotateSigningKeys(deps, body.withdraw_previous, call), {
			requires: 'clients:write',
			body: RotateKeys,
			detail: documented({
				operationId: 'rotateSigningKeys',
				summary: 'Publish a new key, and sign with it soon after',
				answers: { 201: z.array(SigningKeyView) },
			}),
		});
