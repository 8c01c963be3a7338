import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createAskes } from '@claims-askes/sdk';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { aDecision } from '../../../../sdk/src/fhir/test-support';
import { faultsOf } from '../../../../sdk/tests/r4-schema';
import { GENERATED_PERIOD, generateClaims } from '../../local/generate/generate-claims';
import { generatePopulation } from '../../local/generate/generate-population';
import { envelopeOf } from '../convert/envelope';
import { openWriter } from '../convert/writers';
import { openTextOutput } from '../text-output';
import { decisionRows } from './decision-rows';
import { decisionWriter } from './decision-writer';
import { judgedClaims, remittances, submittedClaims } from './stored-claims';
import { writeDocuments } from './write-documents';
import { writeResources } from './write-resources';

const folder = mkdtempSync(join(tmpdir(), 'askes-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const population = generatePopulation({ seed: 9, members: 30, providers: 10 });
const stored = [...generateClaims(population, { seed: 9, count: 7, ...GENERATED_PERIOD })];
const asked: string[] = [];

/** The first is not decided yet. */
const judgedAs = (at: number) => ({
	...{ id: String(at), claim_number: `CLM-2026-0000000${at}`, status: at === 0 ? 'received' : 'approved' },
	...{ received_on: '2026-03-02', received_at: '2026-03-02T08:00:00Z', updated_at: '2026-03-03T08:00:00Z' },
	decision_id: at === 0 ? null : `0190b5c6-7d1e-7000-8000-00000000000${at}`,
});

/** Claims in pages of three, and payments of three days with their remittances. */
const askes = createAskes({
	baseUrl: 'http://askes.test',
	fetch: async (request) => {
		const url = new URL(request.url);
		asked.push(`${url.pathname}${url.search}`);
		const answer = (data: unknown, next_cursor: string | null = null) =>
			Response.json({ success: true, data, metadata: { page: { next_cursor, limit: 3 } } });
		if (url.pathname === '/api/v1/decisions/batch-get') {
			const { ids } = (await request.json()) as { ids: string[] };
			return answer(ids.map((id) => aDecision({ id })));
		}
		if (url.pathname.endsWith('/batch-get')) {
			const { ids } = (await request.json()) as { ids: string[] };
			return answer(ids.toReversed().map((id) => ({ id, content: stored[Number(id)] })));
		}
		if (url.pathname === '/api/v1/claims') {
			const from = Number(url.searchParams.get('cursor') ?? 0);
			const page = stored.slice(from, from + 3).map((_, at) => judgedAs(from + at));
			return answer(page, from + 3 < stored.length ? String(from + 3) : null);
		}
		if (url.pathname === '/api/v1/payments')
			return answer(
				['2026-03-03', '2026-03-02', '2026-03-01'].map((day) => ({ id: day, issued_at: `${day}T08:00:00Z` })),
			);
		return answer({ id: url.pathname.split('/')[4] });
	},
});

test('claims come in the order of the list, page after page, and are written as asked', async () => {
	const found: CanonicalClaim[] = [];
	for await (const claim of submittedClaims(askes, { status: 'paid', received_from: '2026-03-01' }))
		found.push(claim);
	expect(found.map(({ claim_id }) => claim_id)).toEqual(stored.map(({ claim_id }) => claim_id));
	expect(asked[0]).toBe('/api/v1/claims?status=paid&received_from=2026-03-01&limit=500');
	expect(asked).toHaveLength(6);

	const path = join(folder, 'claims.837.gz');
	const output = await openTextOutput(path, { isPacked: true, isKept: true });
	const envelope = envelopeOf(
		{ sender: 'S', receiver: 'R', control: 1, test: false },
		new Date('2026-03-01'),
	);
	const pharmacy = { ...found[0], claim_id: 'RX', type: 'pharmacy' };
	const leftOut: string[] = [];
	const warned: string[] = [];
	const summary = await writeDocuments(
		'claim',
		(async function* () {
			yield* [
				pharmacy,
				{ ...found[0], claim_id: 'STAR', notes: [{ kind: 'ADD', text: 'a*b' }] },
				...found.slice(1),
			];
		})(),
		{
			writer: await openWriter('x12', envelope),
			output,
			told: {
				leftOut: (id) => void leftOut.push(id),
				warning: ({ code, message }) => void warned.push(`${code} ${message}`),
				progress: () => {},
			},
		},
	);
	await output.close();
	expect([summary.documents, summary.left_out, leftOut]).toEqual([7, 1, ['RX']]);
	const ofText = warned.filter((warning) => warning.startsWith('TEXT_REPLACED'));
	expect(ofText).toEqual([expect.stringContaining('claim STAR')]);
	// What else there is: these claims were invented, and nobody thought of all that the guide asks for.
	expect(warned.filter((warning) => !warning.startsWith('GUIDE_INCOMPLETE'))).toEqual(ofText);
	expect(summary.warnings).toBe(warned.length);
	expect(
		gunzipSync(await Bun.file(path).bytes())
			.toString()
			.match(/CLM\*/g),
	).toHaveLength(7);
});

test('claims are written as FHIR with what became of them, resource by resource, each as R4', async () => {
	const path = join(folder, 'claims.ndjson');
	const output = await openTextOutput(path, { isPacked: false, isKept: true });
	const types = ['Claim', 'ClaimResponse', 'ExplanationOfBenefit'] as const;
	const claims = judgedClaims(askes, {}, { withDecisions: true });
	const summary = await writeResources(claims, types, { output, progress: () => {} });
	await output.close();
	const written = (await Bun.file(path).text()).trimEnd().split('\n');
	const resources = written.map((line) => JSON.parse(line));
	expect(summary).toMatchObject({ documents: 21, left_out: 0 });
	expect(resources.slice(0, 6).map(({ resourceType, id }) => [resourceType, id])).toEqual(
		['0', '1'].flatMap((id) => types.map((type) => [type, id])),
	);
	expect(resources.filter(({ outcome }) => outcome === 'queued').map(({ id }) => id)).toEqual(['0', '0']);
	expect(resources.flatMap((resource) => faultsOf(resource))).toEqual([]);
});

test('nobody is asked for decisions that are not to be written', async () => {
	asked.length = 0;
	const claims = judgedClaims(askes, {}, { withDecisions: false });
	const output = { write: async () => {}, close: async () => {} };
	const summary = await writeResources(claims, ['Claim'], { output, progress: () => {} });
	expect(summary.documents).toBe(7);
	expect(asked.filter((path) => path.includes('decisions'))).toEqual([]);
});

test('remittances are those of the days asked for, and the list is read no further back', async () => {
	const found: unknown[] = [];
	for await (const one of remittances(askes, { from: '2026-03-02', to: '2026-03-02' })) found.push(one);
	expect(found).toEqual([{ id: '2026-03-02' }]);
});

test('a decision is a flat row for each of its lines', () => {
	const about = {
		id: 'D',
		claim_id: 'C',
		outcome: 'approved',
		currency: 'USD',
		decided_at: '2026-03-01T00:00:00Z',
		totals: {},
	};
	const lines = [
		{ number: 1, paid: '10.00', adjustments: [], denial: { rule: 'R5', carc: '18' } },
		{
			...{ number: 2, paid: '0.00', denial: null },
			adjustments: [
				{ group: 'CO', carc: '45', amount: '30.00' },
				{ group: 'PR', carc: '3', amount: '20.00' },
			],
		},
	];
	const rows = decisionRows({ ...about, lines });
	expect(rows).toMatchObject([
		{ decision_id: 'D', claim_number: null, line_number: 1, line_paid: '10.00', line_denial: '18' },
		{ line_number: 2, line_denial: null, line_adjustments: 'CO-45 30.00; PR-3 20.00' },
	]);
	expect(rows.map((row) => Object.keys(row).toSorted())).toEqual(
		[rows[0], rows[0]].map((row) => Object.keys(row ?? {}).toSorted()),
	);
});

test('decisions as CSV have one header, and every row its columns', async () => {
	const aDecision = (id: string, line: object) => ({
		...{ id, claim_id: 'C', outcome: 'approved', currency: 'USD', decided_at: '2026-03-01', totals: {} },
		lines: [{ number: 1, ...line }],
	});
	const pieces: string[] = [];
	const write = decisionWriter('csv', async (piece) => void pieces.push(piece));
	await write(aDecision('D1', { paid: '1.00' }));
	await write(aDecision('D2', { newer: 'x', paid: '2.00' }));
	expect(pieces.join('').split(/\r?\n/)).toEqual([
		'decision_id,claim_id,claim_number,outcome,currency,decided_at,line_number,line_paid',
		'D1,C,,approved,USD,2026-03-01,1,1.00',
		'D2,C,,approved,USD,2026-03-01,1,2.00',
		'',
	]);
});
