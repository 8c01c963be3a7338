import { afterAll, beforeEach, expect, test } from 'bun:test';
import type { TestRequest } from '@claims-askes/chassis/testing/client';
import { startUpstream } from '@claims-askes/chassis/testing/upstream';
import { createAskes } from '@claims-askes/sdk';
import { aDecision } from '../../../../sdk/src/fhir/test-support';
import { faultsOf } from '../../../../sdk/tests/r4-schema';
import type { ExportFiles } from '../../src/usecases/fhir/exports/export-files';
import { type ExportDesk, prepareNext } from '../../src/usecases/fhir/exports/start-exports';
import { aClaim, startClaims } from '../setup';

const decision = aDecision();
const adjudication = startUpstream({ 'POST /api/v1/decisions/batch-get': { data: [decision] } });
/** Files that lie in memory. */
const kept = new Map<string, string>();
let keeping = async () => {};
const files: ExportFiles = {
	async keep({ text }) {
		await keeping();
		const id = Bun.randomUUIDv7();
		kept.set(id, text);
		return id;
	},
	read: async (id) => (kept.has(id) ? new Blob([kept.get(id) ?? '']).stream() : null),
};
const { admin, platform, send, count, stop } = await startClaims(
	{},
	{ during: () => createAskes({ baseUrl: adjudication.url, auth: 'a-token' }) },
	files,
);
afterAll(() => Promise.all([stop(), adjudication.close()]));

beforeEach(async () => {
	keeping = async () => {};
	await admin`delete from claims_service.fhir_exports`;
});

const stored: string[] = [];
for (let at = 0; at < 7; at++) {
	const { body } = await send('POST', '/api/v1/claims', { body: aClaim() });
	stored.push(body.data.id);
}

const ASYNC = { prefer: 'respond-async' };
type As = Pick<TestRequest, 'as'>;
const request = async (query = '', { as }: As = {}) => {
	const { status, headers } = await send('GET', `/fhir/r4/$export${query}`, {
		headers: ASYNC,
		...(as && { as }),
	});
	const place = headers.get('content-location') ?? '';
	return { status, place, path: place && new URL(place).pathname };
};
const prepare = (changes: Partial<ExportDesk> = {}) =>
	prepareNext(platform, { files, keptHours: 24, ...changes });
const manifestAt = async (path: string, { as }: As = {}) => {
	const { status, headers, body } = await send('GET', path, as ? { as } : {});
	return {
		status,
		headers,
		manifest: typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : body,
	};
};
const fetched = async (url: string, { as }: As = {}) => {
	const { body } = await send('GET', new URL(url).pathname, as ? { as } : {});
	const lines: string[] = body.trimEnd().split('\n');
	return lines.map((line) => JSON.parse(line));
};
interface Output {
	readonly type: string;
	readonly url: string;
	readonly count: number;
}

test('an export is asked for, watched, fetched file by file, and then forgotten', async () => {
	await admin`update claims_service.claims set decision_id = ${decision.id}, status = 'approved' where id = ${stored[0] ?? ''}`;
	const { status, place, path } = await request();
	expect([status, path]).toEqual([202, expect.stringMatching(/^\/fhir\/r4\/exports\/[0-9a-f-]{36}$/)]);
	const waiting = await manifestAt(path);
	expect([waiting.status, waiting.headers.get('retry-after')]).toEqual([202, '5']);
	expect(waiting.headers.get('x-progress')).toBe('0 resources are written');

	expect(await prepare()).toBe(true);
	const { manifest, headers } = await manifestAt(path);
	expect(manifest).toMatchObject({ requiresAccessToken: true, error: [] });
	expect(manifest.request).toEndWith('/fhir/r4/$export');
	expect(Date.parse(headers.get('expires') ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
	const outputs: Output[] = manifest.output;
	expect(outputs.map(({ type, count }) => [type, count])).toEqual(
		['Claim', 'ClaimResponse', 'ExplanationOfBenefit'].map((type) => [type, 7]),
	);
	for (const { type, url, count } of outputs) {
		const resources = await fetched(url);
		expect(resources.map(({ resourceType }) => resourceType)).toEqual(Array(count).fill(type));
		expect(resources.map(({ id }) => id)).toEqual(stored.toReversed());
		expect(resources.flatMap((one) => faultsOf(one))).toEqual([]);
	}
	const [, { url }] = outputs as [Output, Output, Output];
	expect((await fetched(url)).find(({ id }) => id === stored[0]).outcome).toBe('complete');

	const ended = await send('DELETE', new URL(place).pathname);
	expect([ended.status, faultsOf(JSON.parse(ended.body))]).toEqual([202, []]);
	expect((await manifestAt(path)).status).toBe(404);
	expect((await send('GET', new URL(url).pathname)).status).toBe(404);
});

test('the time that a manifest vouches for lies before whatever may still have been on its way', async () => {
	const { path } = await request('?_type=Claim');
	await prepare();
	const { transactionTime } = (await manifestAt(path)).manifest;
	expect(Date.parse(transactionTime)).toBeLessThan(Date.now() - 59_000);
});

test('only the types that were asked for, and what has moved since', async () => {
	const { body } = await send('POST', '/api/v1/claims', { body: aClaim() });
	const { id, updated_at } = body.data;
	stored.push(id);
	const just = new Date(Date.parse(updated_at) - 1).toISOString();
	const { path } = await request(`?_type=Claim,ClaimResponse&_since=${just}`);
	await prepare();
	const outputs: Output[] = (await manifestAt(path)).manifest.output;
	expect(outputs.map(({ type, count }) => [type, count])).toEqual([
		['Claim', 1],
		['ClaimResponse', 1],
	]);
	for (const since of ['2026-03-01T00:00:00%2B23:59', '9999-12-31T23:59:59.999Z'])
		expect((await send('GET', `/fhir/r4/$export?_since=${since}`)).status).toBe(200);
	const nothing = await request('?_since=2999-01-01T00:00:00Z');
	await prepare();
	expect((await manifestAt(nothing.path)).manifest.output).toEqual([]);
});

test('large exports are several files; one that was broken off goes on behind the last of them', async () => {
	for (let at = stored.length; at < 230; at++) {
		const { body } = await send('POST', '/api/v1/claims', { body: aClaim() });
		stored.push(body.data.id);
	}
	const { path } = await request('?_type=Claim');
	let calls = 0;
	keeping = async () => {
		if (++calls === 2) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
	};
	expect(await prepare({ fileSize: 1 })).toBe(false);
	expect((await manifestAt(path)).headers.get('x-progress')).toBe('100 resources are written');
	await prepare({ fileSize: 1 });
	const outputs: Output[] = (await manifestAt(path)).manifest.output;
	expect(outputs.map(({ count }) => count)).toEqual([100, 100, 30]);
	const all = (await Promise.all(outputs.map(({ url }) => fetched(url)))).flat();
	expect(all.map(({ id }) => id)).toEqual(stored.toReversed());
});

test('a process that was silent is taken over from, and what it still does counts no more', async () => {
	const { path } = await request('?_type=Claim');
	keeping = async () => {
		keeping = async () => {};
		await admin`update claims_service.fhir_exports set heartbeat_at = now() - interval '1 hour'`;
		await prepare();
	};
	await prepare();
	const outputs: Output[] = (await manifestAt(path)).manifest.output;
	expect(outputs.map(({ count }) => count)).toEqual([230]);
});

test('an export that is deleted while it is prepared ends, and a failed one says so', async () => {
	const { path } = await request('?_type=Claim');
	keeping = async () => void (await send('DELETE', path));
	expect(await prepare()).toBe(true);
	expect((await manifestAt(path)).status).toBe(404);
	const failing = await request('?_type=Claim');
	keeping = async () => {
		throw new Error('a bug');
	};
	await prepare();
	expect((await manifestAt(failing.path)).status).toBe(500);
});

test('an export holds what its caller may see, and is there for them alone', async () => {
	const provider_id = platform.newId();
	await admin`update claims_service.claims set provider_id = ${provider_id} where id = ${stored[3] ?? ''}`;
	const as = { role: 'provider', provider_id } as const;
	const { path } = await request('?_type=Claim', { as });
	await prepare();
	const [file, ...others]: Output[] = (await manifestAt(path, { as })).manifest.output;
	expect([file?.count, others]).toEqual([1, []]);
	expect((await fetched(file?.url ?? '', { as })).map(({ id }) => id)).toEqual([stored[3] ?? '']);
	for (const other of [
		{},
		{ role: 'provider', provider_id: platform.newId() },
		{ subject: 'somebody' },
	] as const) {
		const asked = [path, new URL(file?.url ?? '').pathname].map((place) => send('GET', place, { as: other }));
		expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([404, 404]);
		expect((await send('DELETE', path, { as: other })).status).toBe(404);
	}
});

test('nobody gets past the limit by asking for many at the same moment', async () => {
	const answers = await Promise.all(Array.from({ length: 20 }, () => request('?_type=Claim')));
	const counts = Object.groupBy(answers, ({ status }) => status);
	expect([counts[202]?.length, counts[429]?.length]).toEqual([4, 16]);
	expect(await count('claims_service.fhir_exports')).toBe(4);
	// Another's requests are no matter of theirs.
	expect((await request('?_type=Claim', { as: { subject: 'somebody' } })).status).toBe(202);
});

test('nobody has many prepared at once, and an old one is forgotten', async () => {
	for (let at = 0; at < 4; at++) expect((await request('?_type=Claim&_type=ClaimResponse')).status).toBe(202);
	expect((await request()).status).toBe(429);
	await admin`update claims_service.fhir_exports set status = 'completed', finished_at = now() - interval '25 hours'`;
	await prepare();
	expect(await count('claims_service.fhir_exports')).toBe(0);
});

test('what is wrong with the question is told at once', async () => {
	expect((await request('?_type=Patient')).status).toBe(422);
	for (const since of ['yesterday', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'])
		expect([since, (await request(`?_since=${since}`)).status]).toEqual([since, 422]);
	expect((await send('GET', '/fhir/r4/exports/nothing')).status).toBe(404);
});
