import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAskes } from '@claims-askes/sdk';
import { claimsAsText } from '../local/generate/claims-as-text';
import { GENERATED_PERIOD } from '../local/generate/generate-claims';
import { generatePopulation } from '../local/generate/generate-population';
import { importClaims, type Reject } from './import-claims';

/** A claims-service that keeps identities, over real HTTP; `refuse` rejects claims by the submitter's number. */
function aClaimsService(refuse: (claimId: string) => boolean = () => false) {
	const known = new Set<string>();
	const state = { failNext: 0, requests: 0 };
	const success = (data: unknown, status = 200) =>
		Response.json({ success: true, data, metadata: {} }, { status });
	const server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		async fetch(request) {
			state.requests++;
			if (state.failNext > 0 && state.failNext--) return Response.json({ success: false }, { status: 503 });
			const body = (await request.json()) as { claims?: { identity: string; claim: { claim_id: string } }[] };
			if (!body.claims) return success({ id: crypto.randomUUID() }, 201);
			const outcomes = body.claims.map(({ identity, claim }) => {
				const outcome = refuse(claim.claim_id) ? 'rejected' : known.has(identity) ? 'duplicate' : 'accepted';
				if (outcome === 'accepted') known.add(identity);
				const reasons = outcome === 'rejected' ? [{ field: 'lines', code: 'BAD', message: 'is bad' }] : [];
				return { identity, outcome, claim_id: null, claim_number: null, reasons, warnings: [] };
			});
			return success({ batch_id: crypto.randomUUID(), outcomes });
		},
	});
	const askes = createAskes({ baseUrl: `http://127.0.0.1:${server.port}`, retries: 0 });
	return { askes, state, known, close: () => server.stop(true) };
}

const population = generatePopulation({ seed: 3, members: 60, providers: 10 });
const edi = (count: number) =>
	[...claimsAsText(population, { seed: 3, count, ...GENERATED_PERIOD }, '837p')].join('');

let folder: string;
let rejects: Reject[];
let waited: string[];
let service: ReturnType<typeof aClaimsService>;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'askes-import-'));
	rejects = [];
	waited = [];
	service = aClaimsService();
});
afterEach(() => {
	service.close();
	rmSync(folder, { recursive: true, force: true });
});

async function importText(...texts: string[]) {
	const files = await Promise.all(
		texts.map(async (text, at) => {
			const file = join(folder, `${at}.837`);
			await Bun.write(file, text);
			return file;
		}),
	);
	const output = {
		progress: () => {},
		warning: () => {},
		waiting: (reason: string) => waited.push(reason),
		reject: async (reject: Reject) => void rejects.push(reject),
	};
	return importClaims(service.askes, files, output, { dryRun: false, patienceMs: 10_000 });
}

test('every claim of a file is sent once, and again nothing is', async () => {
	const text = edi(1_203);
	const first = await importText(text);
	expect(first.claims).toEqual({ read: 1_203, accepted: 1_203, rejected: 0, duplicate: 0 });
	expect(Object.keys(first.charges).sort()).toEqual(['IDR', 'USD']);
	const second = await importText(text);
	expect(second.claims).toEqual({ read: 1_203, accepted: 0, rejected: 0, duplicate: 1_203 });
	expect(second.charges).toEqual(first.charges);
});

test('what a service rejects is told with its reasons, and keeps no other claim out', async () => {
	service.close();
	service = aClaimsService((claimId) => claimId.endsWith('7'));
	const { claims } = await importText(edi(100));
	expect(claims).toEqual({ read: 100, accepted: 90, rejected: 10, duplicate: 0 });
	expect(rejects).toHaveLength(10);
	expect(rejects[0]).toMatchObject({ claim_id: '3-0000007', reasons: [{ code: 'BAD', place: 'lines' }] });
});

test('a service that is away for a while loses nothing', async () => {
	service.state.failNext = 3;
	const { claims } = await importText(edi(40));
	expect(claims.accepted).toBe(40);
	expect(waited.length).toBeGreaterThan(0);
});

test('a file that breaks off gives what was whole before the break, and is named', async () => {
	const text = edi(50);
	const { claims, unreadable } = await importText(text.slice(0, text.length * 0.6), edi(10));
	expect(claims.accepted).toBeGreaterThan(20);
	expect(claims.accepted).toBeLessThan(60);
	expect(unreadable).toMatchObject([{ code: 'TRUNCATED' }]);
});

test('what is no X12 at all is named and does not keep the next file out', async () => {
	const { claims, unreadable } = await importText('hello', '', edi(5));
	expect(claims.accepted).toBe(5);
	expect(unreadable.map(({ code }) => code)).toEqual(['NOT_X12', 'NOT_X12']);
});

test('a dry run reads everything and sends nothing', async () => {
	const file = join(folder, 'dry.837');
	await Bun.write(file, edi(20));
	const silent = { progress: () => {}, warning: () => {}, waiting: () => {}, reject: async () => {} };
	const { claims } = await importClaims(service.askes, [file], silent, { dryRun: true, patienceMs: 0 });
	expect([claims.read, service.state.requests]).toEqual([20, 0]);
});
