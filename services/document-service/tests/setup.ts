import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { type TokenOptions, testPlatform, tokenFor } from '@claims-askes/chassis/testing/platform';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import { buildApp } from '../src/app';
import { settings } from '../src/config';

export const MEMBER = '019a0000-0000-7000-8000-000000000001';
export const OTHER_MEMBER = '019a0000-0000-7000-8000-000000000002';
export const PROVIDER = '019a0000-0000-7000-8000-000000000011';
export const CLAIM = '019a0000-0000-7000-8000-000000000021';
export const OTHER_CLAIM = '019a0000-0000-7000-8000-000000000022';
export const PATH = '/api/v1/documents';
const scopes = ['documents:read', 'documents:write'] as const;

/** The service with a database and a folder of its own, on a port where uploads can stream and break off. */
export async function startDocuments(env: Record<string, string> = {}) {
	const folder = await mkdtemp(join(tmpdir(), 'documents-'));
	const database = await testDatabase('document-service');
	const claims = claimsService();
	const own = { DOCUMENT_DIR: folder, CLAIMS_SERVICE_URL: claims.url, ...env };
	const platform = testPlatform('document-service', settings, { DATABASE_URL: database.url, ...own });
	const admin = testPlatform('document-service', settings, { DATABASE_URL: database.adminUrl, ...own });
	const app = buildApp(platform, platform.config);
	const server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		maxRequestBodySize: 4 * 1024 ** 3,
		fetch: app.fetch,
	});
	const send = testClient(app, { scopes });
	const address = (id: string) => `http://127.0.0.1:${server.port}${PATH}/${id}/content`;
	const bearer = async (as: TokenOptions = {}) => `Bearer ${await tokenFor({ scopes, ...as })}`;

	return {
		platform,
		admin: admin.sql,
		folder,
		claims,
		send,
		address,
		bearer,
		announce: async (changes: object = {}) =>
			(await send('POST', PATH, { body: aDocument(changes) })).body.data,
		upload: async (id: string, body: BodyInit, headers: Record<string, string> = {}, as?: TokenOptions) =>
			answerOf(
				await fetch(address(id), {
					method: 'PUT',
					headers: {
						authorization: await bearer(as),
						'content-type': 'application/octet-stream',
						...headers,
					},
					body,
				}),
			),
		download: async (id: string, headers: Record<string, string> = {}, as?: TokenOptions) =>
			fetch(address(id), { headers: { authorization: await bearer(as), ...headers } }),
		/** Every file that lies in the store now. */
		files: async () =>
			(await readdir(folder, { recursive: true, withFileTypes: true }))
				.filter((entry) => entry.isFile())
				.map(({ name }) => name),
		async stop() {
			await Promise.all([server.stop(true), claims.close()]);
			await Promise.all([platform.sql.end(), admin.sql.end()]);
			await database.drop();
			await rm(folder, { recursive: true });
		},
	};
}

/** claims-service, as those see it to whom the claim belongs; the other claim it shows to nobody. */
const claimsService = () =>
	startUpstream({
		[`GET /api/v1/claims/${CLAIM}`]: { data: { id: CLAIM, member_id: MEMBER, provider_id: PROVIDER } },
	});

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
async function answerOf(response: Response): Promise<{ status: number; body: any }> {
	return { status: response.status, body: await response.json() };
}

export const aDocument = (changes: object = {}) => ({
	kind: 'receipt',
	media_type: 'application/pdf',
	file_name: 'kuitansi Dewi Lestari.pdf',
	claim_id: CLAIM,
	member_id: MEMBER,
	provider_id: PROVIDER,
	...changes,
});

/** Bytes that begin like a PDF, of any length, different for each seed. */
export function aPdf(length = 100, seed = 1): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(length).map((_, at) => (at * seed) % 251);
	bytes.set(new TextEncoder().encode('%PDF-1.7'));
	return bytes;
}

export const digestOf = (bytes: Uint8Array): string =>
	new Bun.CryptoHasher('sha256').update(bytes).digest('hex');
