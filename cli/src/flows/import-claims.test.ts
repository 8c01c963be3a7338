import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAskes } from '@claims-askes/sdk';
import { PayerRule } from '@claims-askes/sdk/claim';
import { detectX12 } from '@claims-askes/sdk/x12';
import { claimsAsText } from '../local/generate/claims-as-text';
import { GENERATED_PERIOD } from '../local/generate/generate-claims';
import { generatePopulation } from '../local/generate/generate-population';
import { snipLevels } from './import/claim-check';
import { ImportNote } from './import/import-note';
import { progressWords } from './import/import-progress';
import { readPayerRules } from './import/read-payer-rules';
import { RejectsFiles } from './import/rejects-files';
import { type ImportOptions, importClaims, type Reject } from './import-claims';
import { aZip } from './reading/a-zip.builder';
import type { Problem } from './reading/problem';

/** A claims-service that keeps identities, over real HTTP; `refuse` rejects claims by the submitter's number. */
function aClaimsService(refuse: (claimId: string) => boolean = () => false) {
	const known = new Set<string>();
	const state = { failNext: 0, requests: 0, dieAfter: Number.POSITIVE_INFINITY, met: 0 };
	const batch = crypto.randomUUID();
	const success = (data: unknown, status = 200) =>
		Response.json({ success: true, data, metadata: {} }, { status });
	const failed = (status: number) =>
		Response.json(
			{ success: false, error: { code: 'NO', message: 'no', details: [] }, metadata: {} },
			{ status },
		);
	const server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		async fetch(request) {
			state.requests++;
			if (request.method === 'GET')
				return request.url.endsWith(batch)
					? success({ id: batch, claims: { read: state.met } })
					: failed(404);
			if (state.requests > state.dieAfter) return failed(403);
			if (state.failNext > 0 && state.failNext--) return failed(503);
			const body = (await request.json()) as { claims?: { identity: string; claim: { claim_id: string } }[] };
			if (!body.claims) return success({ id: batch }, 201);
			state.met += body.claims.length;
			const outcomes = body.claims.map(({ identity, claim }) => {
				const outcome = refuse(claim.claim_id) ? 'rejected' : known.has(identity) ? 'duplicate' : 'accepted';
				if (outcome === 'accepted') known.add(identity);
				const reasons = outcome === 'rejected' ? [{ field: 'lines', code: 'BAD', message: 'is bad' }] : [];
				return { identity, outcome, claim_id: null, claim_number: null, reasons, warnings: [] };
			});
			return success({ batch_id: batch, outcomes });
		},
	});
	const askes = createAskes({ baseUrl: `http://127.0.0.1:${server.port}`, retries: 0 });
	return { askes, state, known, close: () => server.stop(true) };
}

const population = generatePopulation({ seed: 3, members: 60, providers: 10 });
const edi = (count: number) =>
	[...claimsAsText(population, { seed: 3, count, ...GENERATED_PERIOD }, 'x12')].join('');

let folder: string;
let rejects: Reject[];
let waited: string[];
let warned: Problem[];
let service: ReturnType<typeof aClaimsService>;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'askes-import-'));
	rejects = [];
	waited = [];
	warned = [];
	service = aClaimsService();
});
afterEach(() => {
	service.close();
	rmSync(folder, { recursive: true, force: true });
});

const output = {
	progress: () => {},
	warning: (_: string, problem: Problem) => void warned.push(problem),
	waiting: (reason: string) => waited.push(reason),
	reject: async (reject: Reject) => void rejects.push(reject),
};
const importFiles = (files: string[], options: Partial<ImportOptions> = {}) =>
	importClaims(service.askes, files, output, { dryRun: false, patienceMs: 10_000, ...options });

async function aFile(name: string, text: string): Promise<string> {
	const file = join(folder, name);
	await Bun.write(file, text);
	return file;
}

async function importText(...texts: string[]) {
	return importFiles(await Promise.all(texts.map((text, at) => aFile(`${at}.837`, text))));
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

test('a claim whose beginning is damaged is not lost in silence: the file is told to be read in part', async () => {
	const { claims, unreadable } = await importText(edi(3).replace('CLM*3-0000002', 'CLN*3-0000002'));
	expect(claims).toMatchObject({ read: 2, accepted: 2 });
	expect(unreadable).toMatchObject([{ code: 'LINE_MISPLACED' }]);
});

test('what is no file of claims at all is named and does not keep the next file out', async () => {
	const { claims, unreadable } = await importText('hello', '', edi(5));
	expect(claims.accepted).toBe(5);
	expect(unreadable.map(({ code }) => code)).toEqual(['FORMAT_UNKNOWN', 'EMPTY']);
});

test('a README that lies beside claims is passed over aloud, and a fault where it was named itself', async () => {
	const readme = await aFile('README', 'What these are.');
	const claimsFile = await aFile('a.837', edi(5));
	const zip = join(folder, 'b.zip');
	await Bun.write(zip, aZip({ README: 'What these are.', 'b.837': edi(5) }));
	const files = [readme, claimsFile, zip];
	const beside = await importFiles(files, { named: [folder, zip] });
	expect([beside.claims.read, beside.unreadable]).toEqual([10, []]);
	expect(warned).toMatchObject([
		{ code: 'FORMAT_UNKNOWN', level: 'warning', message: expect.stringMatching(/^skipped: /) },
		{ code: 'FORMAT_UNKNOWN' },
	]);
	const named = await importFiles(files, { named: files });
	expect(named.unreadable).toMatchObject([{ file: readme, code: 'FORMAT_UNKNOWN' }]);
	const alone = await importFiles([readme], { named: [folder] });
	expect(alone.unreadable).toMatchObject([{ file: readme, code: 'FORMAT_UNKNOWN' }]);
});

test('a row of a table that has too few cells costs its own claim, which goes back as it stood', async () => {
	const header = 'claim_id,npi,service_date,code,charge,currency';
	const row = (id: string) => `${id},1234567893,2026-03-01,99213,10.00,USD`;
	const table = await aFile('t.csv', [header, row('A1'), 'A2,1234567893,99213,10.00', row('A3')].join('\n'));
	const { claims, unreadable } = await importFiles([table]);
	expect([claims, unreadable]).toEqual([{ read: 3, accepted: 2, rejected: 1, duplicate: 0 }, []]);
	expect(rejects).toMatchObject([
		{
			claim_id: 'A2',
			reasons: [
				{ code: 'COLUMN_COUNT', place: 'line 3', message: expect.stringContaining('4 instead of 6') },
			],
			original: { format: 'csv', rows: [['A2', '1234567893', '99213', '10.00']] },
		},
	]);
});

test('a dry run answers an 837, where that is asked for, by what it found: by a TA1 and a 999', async () => {
	const earlier = await aFile('dry.837.277ca', 'of an import');
	const text = edi(20).replace(/CLM\*3-0000004\*[\d.]+/, 'CLM*3-0000004*1');
	const options = { dryRun: true, patienceMs: 0, snip: snipLevels('1..5,7') };
	const files = [await aFile('dry.837', text)];
	const { acknowledgements } = await importClaims(null, files, output, { ...options, acknowledge: 'beside' });
	expect(acknowledgements).toEqual(['ta1', '999'].map((ending) => join(folder, `dry.837.${ending}`)));
	expect(await Bun.file(join(folder, 'dry.837.999')).text()).toContain('CTX*CLM01:3-0000004~');
	expect(await Bun.file(earlier).text()).toBe('of an import');
	expect((await importClaims(null, files, output, options)).acknowledgements).toEqual([]);
});

test('a dry run reads and checks everything, and needs nobody', async () => {
	const text = edi(20).replace(/CLM\*3-0000004\*[\d.]+/, 'CLM*3-0000004*1');
	const { claims } = await importClaims(null, [await aFile('dry.837', text)], output, {
		dryRun: true,
		patienceMs: 0,
		snip: snipLevels('1..5,7'),
	});
	expect([claims, service.state.requests]).toEqual([
		{ read: 20, accepted: 19, rejected: 1, duplicate: 0 },
		0,
	]);
	expect(rejects[0]).toMatchObject({ claim_id: '3-0000004', reasons: [{ code: 'LINE_CHARGES' }] });
});

test('what is found in an 837 is told with its segment, loop and element, and so in the 277CA', async () => {
	const text = edi(20).replace(/CLM\*3-0000004\*[\d.]+/, 'CLM*3-0000004*1');
	const payerRules = [
		PayerRule.parse({
			code: 'OUR_NUMBERS',
			message: 'our claims do not end in a five',
			field: 'claim_id',
			pattern: '.*[^5]',
			claim_status: { category: 'A7', status: '478' },
		}),
	];
	const { acknowledgements } = await importFiles([await aFile('a.837', text)], {
		snip: snipLevels('3,7'),
		payerRules,
		acknowledge: 'beside',
	});
	expect(rejects.map(({ claim_id, reasons }) => [claim_id, reasons])).toEqual([
		[
			'3-0000004',
			[
				expect.objectContaining({
					code: 'LINE_CHARGES',
					place: 'total_charge',
					segment_id: 'CLM',
					loop: '2300',
					element: 2,
					segment: expect.any(Number),
				}),
			],
		],
		['3-0000005', [expect.objectContaining({ code: 'OUR_NUMBERS', segment_id: 'CLM', element: 1 })]],
		['3-0000015', [expect.objectContaining({ code: 'OUR_NUMBERS' })]],
	]);
	const answer = await Bun.file(acknowledgements.find((path) => path.endsWith('277ca')) ?? '').text();
	expect(answer).toMatch(/STC\*A8:400\*\d+\*U\*1\.00\*{8}CLM02 the charges of the lines/);
	expect(answer.match(/STC\*A7:478\*/g)).toHaveLength(2);
});

test('a payer’s rules are read from YAML, and what is wrong with them is told by its rule', async () => {
	const example = `${import.meta.dir}/../../../examples/payer-rules/payer-rules.yaml`;
	expect((await readPayerRules(example)).map(({ code, severity }) => [code, severity])).toEqual([
		['GROUP_NUMBER', 'error'],
		['IMAGING_NEEDS_AUTHORIZATION', 'error'],
		['NO_TELEHEALTH_AT_HOME', 'warning'],
	]);
	const mistakes = {
		'- code: A\n  message: a\n  field: b\n  pattern: "("': 'rule 1: pattern this is no regular expression',
		'- code: [A': 'rules.yaml: YAML Parse error',
		'rules: none': 'this is no list of rules',
	};
	for (const [text, words] of Object.entries(mistakes))
		await expect(readPayerRules(await aFile('rules.yaml', text))).rejects.toThrow(words);
	await expect(readPayerRules(join(folder, 'nowhere.yaml'))).rejects.toMatchObject({
		code: 'PAYER_RULES_INVALID',
		message: expect.stringContaining('cannot be read'),
	});
});

test('SNIP levels are a list or a span, and no other', () => {
	expect([...snipLevels('1..3,7')]).toEqual([1, 2, 3, 7]);
	for (const text of ['6', '1..', 'all', '']) expect(() => snipLevels(text)).toThrow('SNIP');
});

test('strict: a file is refused at its first damage, and what came before is in', async () => {
	const text = edi(10).replace(/SE\*\d+/, 'SE*99');
	const { claims, unreadable } = await importFiles([await aFile('s.837', text)], { strict: true });
	expect([claims.accepted, unreadable]).toMatchObject([10, [{ code: 'CONTROL_COUNT', segment_id: 'SE' }]]);
});

test('an import that broke off goes on with its batch and sends nothing that was answered', async () => {
	const file = await aFile('big.837', edi(450));
	const notes = join(folder, 'notes');
	const note = () => ImportNote.about([file], 'here', notes);
	service.state.dieAfter = 3;
	await expect(importFiles([file], { note: await note(), atOnce: 100 })).rejects.toThrow();
	service.state.dieAfter = Number.POSITIVE_INFINITY;
	service.state.requests = 0;
	const again = await importFiles([file], { note: await note(), atOnce: 100 });
	expect(again.claims.accepted + again.claims.duplicate).toBe(450);
	expect(again.claims.duplicate).toBeGreaterThanOrEqual(100);
	// One to see that the batch is there, and five for all of the file: at least one of them was answered before.
	expect(service.known.size).toBe(450);
	expect(service.state.requests).toBeLessThan(1 + 5);
	// It came to its end, so the next one begins anew.
	expect((await note()).batchId).toBeNull();
});

test('a note about a database that is no longer there is forgotten, and all is sent', async () => {
	const file = await aFile('big.837', edi(250));
	const note = () => ImportNote.about([file], 'here', join(folder, 'notes'));
	service.state.dieAfter = 3;
	await expect(importFiles([file], { note: await note(), atOnce: 100 })).rejects.toThrow();
	service.close();
	service = aClaimsService();
	const { claims } = await importFiles([file], { note: await note(), atOnce: 100 });
	expect([claims.accepted, service.known.size]).toEqual([250, 250]);
});

test('what was rejected stands in a file of its own format, which can be imported again', async () => {
	service.close();
	service = aClaimsService((claimId) => claimId.endsWith('7'));
	const csv =
		'claim_id,service_date,procedure_code,charge,npi\nA7,2026-01-02,99213,10.00,1234567893\nB1,2026-01-02,99213,=1,1\n';
	const canonical = JSON.stringify({
		claim_id: 'N7',
		total_charge: '1.00',
		currency: 'USD',
		lines: [],
		source: { format: 'json' },
	});
	const files = [
		await aFile('a.837', edi(20)),
		await aFile('b.csv', csv),
		await aFile('c.ndjson', `${canonical}\n{oops}\n`),
	];
	await importFiles(files);
	const written = new RejectsFiles(files[0], undefined);
	for (const reject of rejects) await written.add(reject);
	expect(written.paths.map((path) => path.slice(folder.length + 1))).toEqual([
		'a.837.rejects.837',
		'a.837.rejects.csv',
		'a.837.rejects.ndjson',
	]);
	const [x12 = '', table = '', lines = ''] = await Promise.all(
		written.paths.map((path) => Bun.file(path).text()),
	);
	expect(detectX12(new TextEncoder().encode(x12))?.name).toBe('837P');
	expect(x12.match(/CLM\*3-00000\d7\*/g)).toHaveLength(2);
	const [header, first, second] = table.split('\r\n');
	expect(header).toEndWith(',npi,reject_codes,reject_reasons');
	expect(first).toContain(',BAD,');
	expect(second).toContain('AMOUNT_INVALID');
	expect(lines).toBe(
		`${JSON.stringify({ ...JSON.parse(canonical), source: { format: 'json', position: 1, segment: 1, file: 'c.ndjson' } })}\n{oops}\n`,
	);
	expect(await Bun.file(`${written.paths[0]}.reasons.ndjson`).text()).toContain('"code":"BAD"');
});

test('files of one name are answered each by its own, in the folder where the answers are gathered', async () => {
	for (const inbox of ['a', 'b']) mkdirSync(join(folder, inbox));
	const files = [await aFile('a/m.837', edi(2)), await aFile('b/m.837', edi(3))];
	const { acknowledgements } = await importFiles(files, { acknowledge: { folder } });
	const answers = ['m.837.277ca', 'm.837.2.277ca'].map((name) => join(folder, name));
	expect(acknowledgements).toEqual(expect.arrayContaining(answers));
	expect(new Set(acknowledgements).size).toBe(6);
	const claimsIn = async (path: string) => (await Bun.file(path).text()).match(/TRN\*2\*3-/g)?.length;
	expect(await Promise.all(answers.map(claimsIn))).toEqual([2, 3]);
});

test('an 837 is answered by TA1, 999 and 277CA, which say what became of each claim', async () => {
	service.close();
	service = aClaimsService((claimId) => claimId.endsWith('7'));
	const { acknowledgements } = await importFiles([await aFile('a.837', edi(20))], { acknowledge: 'beside' });
	expect(acknowledgements.map((path) => path.slice(folder.length + 1)).sort()).toEqual([
		'a.837.277ca',
		'a.837.999',
		'a.837.ta1',
	]);
	const [answers = '', nines = '', envelope = ''] = await Promise.all(
		acknowledgements.toSorted().map((path) => Bun.file(path).text()),
	);
	expect(answers.match(/STC\*A2:20\*/g)?.length).toBeGreaterThanOrEqual(18);
	expect(answers.match(/STC\*A[3678]:/g)?.length).toBeGreaterThanOrEqual(2);
	expect(nines).toContain('AK9*A*1*1*1');
	expect(envelope).toContain('TA1*000000004*');
	// They are no claims, and the next import of the folder passes them over.
	expect((await importFiles(await (await import('./find-files')).findFiles([folder]))).unreadable).toEqual(
		[],
	);
});

test('tables known to lie beside claims are passed over aloud, and alone refused', async () => {
	const table = await aFile('encounters.csv', 'Id,ENCOUNTERCLASS,PATIENT\n1,2,3\n');
	const claims = await aFile('a.837', edi(3));
	const { unreadable, claims: counts } = await importFiles([table, claims]);
	expect([unreadable, counts.accepted]).toEqual([[], 3]);
	expect(warned).toContainEqual(
		expect.objectContaining({ code: 'NO_CLAIMS', message: expect.stringMatching(/^skipped: /) }),
	);
	expect((await importFiles([table])).unreadable).toMatchObject([{ code: 'NO_CLAIMS' }]);
});

test('a question that cannot be read is no rejected claim: the file holds no claims, and says what it holds', async () => {
	const levels = [
		'HL*1**20*1',
		'NM1*PR*2*PAYER*****PI*P1',
		'HL*2*1*21*1',
		'NM1*1P*2*CLINIC*****XX*1234567893',
	];
	const body = ['ST*270*0001*005010X279A1', 'BHT*0022*13*R*20260302*1030', ...levels];
	const blanks = ' '.repeat(10);
	const question = await aFile(
		'a.270',
		[
			`ISA*00*${blanks}*00*${blanks}*ZZ*${'C'.padEnd(15)}*ZZ*${'P'.padEnd(15)}*260302*1030*^*00501*000000001*0*P*:`,
			'GS*HS*C*P*20260302*1030*1*X*005010X279A1',
			...body,
			`SE*${body.length + 1}*0001`,
			'GE*1*1',
			'IEA*1*000000001~',
		].join('~'),
	);
	for (const dryRun of [false, true]) {
		const { claims, unreadable } = await importFiles([question], { dryRun });
		expect(claims.read).toBe(0);
		expect(unreadable).toMatchObject([
			{ code: 'NO_CLAIMS', message: expect.stringMatching(/an eligibility inquiry$/) },
		]);
	}
	expect(rejects).toEqual([]);
});

test('progress is said with rate and time left', () => {
	const claims = { read: 600, accepted: 480, rejected: 10, duplicate: 10 };
	expect(progressWords({ bytes: 250, totalBytes: 1_000, claims, seconds: 10 })).toBe(
		'25 % · 500 claims · 50/s · 0:30 left · 10 known · 10 rejected',
	);
	expect(progressWords({ bytes: 250, totalBytes: null, claims, seconds: 0 })).toBe(
		'500 claims · 10 known · 10 rejected',
	);
});

test('each interchange of a file is answered to its own sender, and each transaction set by itself', async () => {
	const one = edi(2);
	const other = one
		.replace(/^(ISA(?:\*[^*]*){5}\*)[^*]{15}/, '$1OTHER SENDER   ')
		.replace(/CLM\*([^*]*)/g, 'CLM*OTHER-$1');
	const { claims, acknowledgements } = await importFiles([await aFile('two.837', `${one}\n\n${other}`)], {
		acknowledge: 'beside',
	});
	expect(claims).toMatchObject({ read: 4, accepted: 4 });
	const text = await Bun.file(acknowledgements.find((path) => path.endsWith('277ca')) ?? '').text();
	const answers = text.split(/(?=ISA\*)/).map((answer) => ({
		receiver: answer.split('*')[8]?.trim(),
		claims: [...answer.matchAll(/TRN\*2\*(OTHER-)?[^~]*~\s*STC\*A2/g)].map(([, mark]) => mark ?? ''),
	}));
	expect(answers).toEqual([
		{ receiver: expect.not.stringContaining('OTHER'), claims: ['', ''] },
		{ receiver: 'OTHER SENDER', claims: ['OTHER-', 'OTHER-'] },
	]);
});

test('a transaction set of another kind among claims is told as unread, and its neighbours are imported', async () => {
	const text = edi(2);
	const [interchange = ''] = /ISA[\s\S]*?(?=GS)/.exec(text) ?? [];
	const mixed = `${text}${interchange}GS*HP*S*R*20260101*1200*9*X*005010X221A1~ST*835*0009~SE*2*0009~GE*1*9~IEA*1*000000001~`;
	const { claims, unreadable } = await importFiles([await aFile('mixed.837', mixed)]);
	expect(claims).toMatchObject({ read: 2, accepted: 2 });
	expect(unreadable).toMatchObject([{ code: 'TRANSACTION_UNSUPPORTED' }]);
});
