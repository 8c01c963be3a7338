import { afterAll, expect, test } from 'bun:test';
import { aPdf, digestOf, startDocuments } from '../setup';
import { aBucket } from './a-bucket';

const bucket = aBucket();
const service = await startDocuments({
	S3_ENDPOINT: bucket.endpoint,
	S3_BUCKET: 'documents',
	S3_ACCESS_KEY_ID: 'askes',
	S3_SECRET_ACCESS_KEY: 'only-for-tests',
	S3_REGION: 'us-east-1',
});
const { admin, announce, download, files, stop, upload } = service;
afterAll(async () => {
	await stop();
	await bucket.stop();
});

test('a document lies in the bucket, whole, and nowhere else', async () => {
	const bytes = aPdf(12_000_000);
	const { id } = await announce();
	expect((await upload(id, bytes)).status).toBe(200);
	const [[name = '', stored] = []] = [...bucket.objects];
	expect(name).toMatch(new RegExp(`^/documents/[0-9a-f]{2}/${id}-[0-9a-f]{16}$`));
	expect(digestOf(stored ?? new Uint8Array())).toBe(digestOf(bytes));
	expect(await files()).toEqual([]);
	expect(digestOf(await (await download(id)).bytes())).toBe(digestOf(bytes));
	const part = await download(id, { range: 'bytes=1000-1999' });
	expect([part.status, digestOf(await part.bytes())]).toEqual([206, digestOf(bytes.slice(1_000, 2_000))]);
});

test('what is not as announced never reaches the bucket', async () => {
	const before = bucket.objects.size;
	const { id } = await announce();
	expect((await upload(id, 'no PDF at all')).status).toBe(422);
	expect((await upload(id, aPdf(), { 'content-type': 'image/png' })).status).toBe(415);
	expect(bucket.objects.size).toBe(before);
	expect(await files()).toEqual([]);
});

test('while the bucket is away nothing is promised, and later it is stored', async () => {
	const { id } = await announce();
	bucket.goDown(true);
	expect((await upload(id, aPdf())).body.error.code).toBe('DEPENDENCY_UNAVAILABLE');
	const left = await admin`select content_key from document_service.uploads where document_id = ${id}`;
	expect(left).toHaveLength(1);
	bucket.goDown(false);
	expect((await upload(id, aPdf())).status).toBe(200);
});
