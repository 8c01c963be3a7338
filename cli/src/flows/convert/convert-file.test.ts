import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { CsvMapping } from '@claims-askes/sdk/csv';
import { claimsAsText } from '../../local/generate/claims-as-text';
import { GENERATED_PERIOD } from '../../local/generate/generate-claims';
import { generatePopulation } from '../../local/generate/generate-population';
import { ImportNote } from '../import/import-note';
import { importClaims } from '../import-claims';
import { aZip } from '../reading/a-zip.builder';
import { problemLine } from '../reading/problem';
import { type ConvertOptions, convertFile } from './convert-file';
import { envelopeOf } from './envelope';
import { openWriter, type Target } from './writers';

const folder = mkdtempSync(join(tmpdir(), 'askes-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const population = generatePopulation({ seed: 5, members: 40, providers: 10 });
const edi = (count: number, seed = 5) =>
	[...claimsAsText(population, { seed, count, ...GENERATED_PERIOD }, 'x12')].join('');

let made = 0;
function aFile(content: string | Uint8Array, ending = 'dat'): string {
	const path = join(folder, `${++made}.${ending}`);
	writeFileSync(path, content);
	return path;
}

async function convert(
	path: string,
	to: Target = 'ndjson',
	strict = false,
	reading: Pick<ConvertOptions, 'mapping' | 'currency'> = {},
) {
	const texts: string[] = [];
	const codes: string[] = [];
	const messages: string[] = [];
	const envelope = envelopeOf(
		{ sender: 'S', receiver: 'R', control: 1, test: true },
		new Date('2026-03-01T10:00:00Z'),
	);
	const converting = convertFile(
		path,
		{ strict, writer: await openWriter(to, envelope), ...reading },
		{
			text: (text) => void texts.push(text),
			warning: (file, problem) => {
				codes.push(problem.code);
				messages.push(problemLine(file, problem));
			},
			rejected: (_, __, problems) => void codes.push(...problems.map(({ code }) => code)),
		},
	);
	const outcome = await converting.then(
		(summary) => ({ summary, failure: undefined }),
		(failure) => ({ summary: undefined, failure }),
	);
	return { ...outcome, text: texts.join(''), codes, messages };
}

test('what a table, or FHIR, has no place for is told once, by field and in how many claims it stood', async () => {
	const { text } = await convert(aFile(edi(2)));
	const [first = '', second = ''] = text.trimEnd().split('\n');
	const claim = JSON.parse(second);
	const paid = { payer: { id: 'A' }, subscriber: {}, paid: '5.00', adjustments: [], lines: [] };
	const rich = {
		...claim,
		other_payers: [paid],
		hospital_codes: { drg: '470', conditions: ['09'] },
		source: { ...claim.source, extras: [{ path: '2400/HCP', value: ['03', '1.00'] }] },
	};
	const path = aFile(`${JSON.stringify(rich)}\n${JSON.stringify(rich)}\n${first}\n`);
	for (const to of ['csv', 'rows'] as const) {
		const { summary, codes, messages } = await convert(path, to, true);
		expect([summary?.documents, codes]).toEqual([3, ['FIELDS_LEFT_OUT']]);
		for (const field of ['other_payers (2)', 'hospital_codes.conditions (2)', 'source.extras (2)'])
			expect(messages[0]).toContain(field);
		for (const said of ['drg', 'lines.charge', 'claim_id', 'diagnoses'])
			expect(messages[0]).not.toContain(said);
	}
	const { messages } = await convert(path, 'fhir');
	expect(messages).toEqual([expect.stringMatching(/FIELDS_LEFT_OUT: .*: source\.extras \(2\)$/)]);
	expect((await convert(aFile(`${first}\n`), 'fhir')).messages).toEqual([]);
});

test('a text that X12 has no room for is a warning that names the claim and tells nothing of what it says', async () => {
	const { text } = await convert(aFile(edi(2)));
	const [first = '', second = ''] = text.trimEnd().split('\n');
	const claim = { ...JSON.parse(second), claim_id: 'STAR', notes: [{ kind: 'ADD', text: 'SECRET*NOTE' }] };
	const path = aFile(`${first}\n${JSON.stringify(claim)}\n`);
	for (const strict of [false, true]) {
		const { summary, codes, messages, text: written } = await convert(path, 'x12', strict);
		expect([summary?.documents, summary?.warnings, codes]).toEqual([2, 1, ['TEXT_REPLACED']]);
		expect(messages).toEqual([
			expect.stringMatching(/NTE, element 2: warning TEXT_REPLACED: .*: claim STAR$/),
		]);
		expect(messages.join('')).not.toContain('SECRET');
		expect(written).toContain('*SECRET NOTE~');
	}
});

test.each(['ndjson', 'json', 'x12', 'fhir'] as const)(
	'claims go to %s and come back with their sums',
	async (to) => {
		const first = await convert(aFile(edi(30)));
		const there = await convert(aFile(edi(30)), to);
		const back = await convert(aFile(there.text));
		const facts = ({ summary }: typeof first) => [summary?.claims, summary?.lines, summary?.charges];
		expect(facts(back)).toEqual(facts(first));
		expect(first.summary?.claims).toBe(30);
	},
);

test('claims in one currency go to CSV and come back without a mapping', async () => {
	const claims = (await convert(aFile(edi(40)))).text
		.split('\n')
		.filter((line) => line.includes('"currency":"USD"'))
		.join('\n');
	const first = await convert(aFile(claims));
	const back = await convert(aFile((await convert(aFile(claims), 'csv')).text));
	expect(back.summary).toMatchObject({
		claims: first.summary?.claims ?? 0,
		lines: first.summary?.lines ?? 0,
		charges: first.summary?.charges ?? {},
	});
	const rows = (await convert(aFile(claims), 'rows')).text.trim().split('\n');
	expect(rows).toHaveLength(first.summary?.lines ?? 0);
	expect(new Set(rows.map((row) => Object.keys(JSON.parse(row)).join())).size).toBe(1);
});

test('a CSV file that names no currency is in dollars with a warning, or in what the flag says', async () => {
	const path = aFile('claim_id,service_date,code,amount,npi\nA1,2026-03-01,99213,5.00,1234567893\n');
	const assumed = await convert(path);
	expect([assumed.summary?.charges, assumed.codes]).toEqual([{ USD: '5.00' }, ['CURRENCY_ASSUMED']]);
	const columns = { claim_id: 'claim_id', 'lines.service_date': 'service_date', 'lines.charge': 'amount' };
	const mapping = CsvMapping.parse({ columns });
	for (const reading of [{ currency: 'EUR' }, { currency: 'EUR', mapping }]) {
		const told = await convert(path, 'ndjson', false, reading);
		expect([told.summary?.charges, told.codes]).toEqual([{ EUR: '5.00' }, []]);
	}
});

test('gzip and ZIP are opened, whatever their files are called', async () => {
	const zip = aZip({ 'a.txt': edi(3), 'deep/b.bin': edi(4, 6) });
	expect((await convert(aFile(gzipSync(edi(7)), 'x'))).summary?.claims).toBe(7);
	expect((await convert(aFile(zip, 'y'))).summary?.claims).toBe(7);
	// Several members of gzip one after the other are one file.
	const text = (await convert(aFile(edi(6)))).text;
	const [head, tail] = [text.slice(0, 3_001), text.slice(3_001)];
	expect((await convert(aFile(Buffer.concat([gzipSync(head), gzipSync(tail)])))).summary?.claims).toBe(6);
});

test('gzip that is filled up with zeros is over where its content is', async () => {
	const tape = Buffer.concat([gzipSync(edi(5)), Buffer.alloc(100_000)]);
	expect((await convert(aFile(tape))).summary?.claims).toBe(5);
});

test('compressed files whose damage shows at once are damaged, and not empty', async () => {
	const wrongSum = gzipSync('{}\n'.repeat(5));
	wrongSum.writeUInt32LE(7, wrongSum.length - 8);
	expect((await convert(aFile(wrongSum))).failure).toMatchObject({ code: 'COMPRESSED_DAMAGED' });
});

test('what macOS packs beside the files is passed over, and an archive without files is empty', async () => {
	const zip = aZip({ 'a.txt': edi(3), '__MACOSX/._a.txt': '\0\x05\x16\x07', '.DS_Store': '\0' });
	expect((await convert(aFile(zip))).summary?.claims).toBe(3);
	expect((await convert(aFile(aZip({})))).failure).toMatchObject({ code: 'EMPTY' });
});

test('a README beside claims in an archive or a folder is passed over aloud; alone it is refused', async () => {
	const files = { 'README.md': 'What these are.', 'a.837': edi(3), 'z-notes': 'More of that.' };
	const place = mkdtempSync(join(folder, 'set-'));
	for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
	for (const path of [aFile(aZip(files), 'zip'), place]) {
		const { summary, codes, messages } = await convert(path, 'ndjson', true);
		expect(summary).toMatchObject({ claims: 3, rejected: 0 });
		expect(codes).toEqual(['FORMAT_UNKNOWN', 'FORMAT_UNKNOWN']);
		expect(messages[0]).toContain(`${path}/README.md: warning FORMAT_UNKNOWN: skipped: `);
	}
	const alone = await convert(aFile(aZip({ 'README.md': 'What these are.' })));
	expect(alone.failure).toMatchObject({ kind: 'unusable', code: 'FORMAT_UNKNOWN' });
});

test('of a compressed file that is cut off, what came before is kept', async () => {
	const packed = gzipSync(edi(400));
	const cut = await convert(aFile(packed.subarray(0, packed.length * 0.7)));
	expect(cut.failure).toMatchObject({ code: 'COMPRESSED_TRUNCATED' });
	expect(cut.text.split('\n').length).toBeGreaterThan(100);
	const damaged = Buffer.from(packed);
	const middle = Math.floor(damaged.length / 2);
	damaged.fill(0xff, middle, middle + 50);
	expect((await convert(aFile(damaged))).failure.code).toMatch(/^COMPRESSED_/);
});

test('bombs are stopped, by how dense they are', async () => {
	const zeros = Buffer.concat([Buffer.from(edi(3)), Buffer.alloc(120 * 1024 ** 2, 0x20)]);
	expect((await convert(aFile(gzipSync(zeros)))).failure).toMatchObject({ code: 'COMPRESSED_TOO_DENSE' });
	const bomb = aZip({ 'a.837': deflateRawSync(zeros) }, { isDeflated: true, size: zeros.length });
	expect((await convert(aFile(bomb))).failure).toMatchObject({ code: 'COMPRESSED_TOO_DENSE' });
	expect((await convert(aFile(aZip({ 'a.zip': aZip({ b: 'x' }) })))).failure).toMatchObject({
		code: 'ARCHIVE_NESTED',
	});
});

const A_MEMBER = {
	sponsor: { name: 'ACME', id: '999888777', id_qualifier: 'FI' },
	insurer: { name: 'PAYER', id: '654456654', id_qualifier: 'FI' },
	is_subscriber: true,
	relationship: 'self',
	maintenance_type: 'add',
	benefit_status: 'A',
	subscriber_number: 'S1',
	member: { last_name: 'SMITH', first_name: 'JANE' },
	coverages: [],
};

test('damage is a warning with its place, and --strict refuses it by name', async () => {
	const damaged = edi(3).replace(/SE\*\d+/, 'SE*99');
	const { summary, codes } = await convert(aFile(damaged));
	expect([summary?.claims, codes]).toEqual([3, ['CONTROL_COUNT']]);
	const strict = await convert(aFile(damaged), 'ndjson', true);
	expect(strict.failure).toMatchObject({
		code: 'CONTROL_COUNT',
		facts: { segment: expect.any(Number), segment_id: 'SE' },
	});
});

test('--strict refuses what does not keep to its guide, in which nothing is damaged', async () => {
	const claims = edi(1)
		.replace(/PER\*IC[^~]*~/, '')
		.replace(/SE\*(\d+)/, (_, n) => `SE*${n - 1}`);
	expect((await convert(aFile(claims))).summary).toMatchObject({ claims: 1, warnings: 0 });
	expect((await convert(aFile(claims), 'ndjson', true)).failure).toMatchObject({ code: 'SEGMENT_MISSING' });
	const member = JSON.stringify(A_MEMBER);
	const { text: enrolments } = await convert(aFile(member), 'x12');
	expect((await convert(aFile(enrolments), 'ndjson', true)).summary).toMatchObject({ documents: 1 });
	const spoiled = enrolments.replace('INS*Y*18*021**A', 'INS*Y*18*021**Q');
	expect((await convert(aFile(spoiled))).summary).toMatchObject({ documents: 1, warnings: 0 });
	expect((await convert(aFile(spoiled), 'ndjson', true)).failure).toMatchObject({
		code: 'CODE_INVALID',
		facts: { segment_id: 'INS' },
	});
});

test.each([
	['nothing', '', 'EMPTY'],
	['a letter', 'Dear payer please pay.', 'FORMAT_UNKNOWN'],
	['columns that nobody knows', 'a,b,c\n1,2,3\n', 'MAPPING_NEEDED'],
	['bytes', Uint8Array.from({ length: 4_096 }, (_, at) => (at * 7919) % 251), 'FORMAT_UNKNOWN'],
	['a bracket too many', `${'['.repeat(200_000)}`, 'TOO_DEEP'],
	['half an object', '{"claim_id":"A", "lines": [', 'TRUNCATED'],
	[
		'a segment without an end',
		`ISA*00*          *00*          *ZZ*S              *ZZ*R              *260301*1000*^*00501*000000001*0*T*:~GS*HC*${'x'.repeat(3_000_000)}`,
		'SEGMENT_TOO_LONG',
	],
])('%s is refused as what it is', async (_, content, code) => {
	expect((await convert(aFile(content))).failure).toMatchObject({ kind: 'unusable', code });
});

test('a broken line of NDJSON costs only itself', async () => {
	const [first, second, third] = (await convert(aFile(edi(3)))).text.trim().split('\n');
	const deep = `{"claim_id":"X","total_charge":"1","lines":${'['.repeat(100)}${']'.repeat(100)}}`;
	const lines = Buffer.concat([
		Buffer.from(`${first}\n{"claim_id": oops}\n${deep}\n{"hello":1}\n`),
		Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]),
		Buffer.from(`${second}\n{"claim_id":"Y","total_charge":"1.00","colour":"red"}\n${third}\n`),
	]);
	const { summary, codes } = await convert(aFile(lines));
	expect(summary).toMatchObject({ claims: 3, rejected: 5 });
	expect(codes.slice(0, 4)).toEqual(['JSON_INVALID', 'TOO_DEEP', 'DOCUMENT_UNKNOWN', 'ENCODING']);
	expect(codes).toContain('UNKNOWN_FIELD');
});

test('a segment of a million elements is refused, and what stood before it is kept', async () => {
	const text = edi(4);
	const at = text.lastIndexOf('CLM*');
	const bomb = `${text.slice(0, at)}CLM*${'1*'.repeat(1_000_000)}~${text.slice(at)}`;
	const { failure, summary, text: kept } = await convert(aFile(bomb));
	expect(failure?.code ?? `${summary?.rejected} rejected`).toMatch(
		/TOO_MANY_ELEMENTS|SEGMENT_TOO_LONG|rejected/,
	);
	expect(kept.split('\n').length).toBeGreaterThanOrEqual(3);
});

test('damage of any kind ends in a summary or a named refusal, never in anything else', async () => {
	const sources = [edi(6), (await convert(aFile(edi(6)))).text, (await convert(aFile(edi(6)), 'fhir')).text];
	sources.push((await convert(aFile(sources[1] ?? ''), 'csv')).text);
	let random = 42;
	const next = (below: number) => {
		random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
		return random % below;
	};
	const damages: ((bytes: Buffer) => Buffer)[] = [
		(bytes) => bytes.subarray(0, next(bytes.length)),
		(bytes) => Buffer.concat([bytes.subarray(next(bytes.length)), bytes]),
		(bytes) => {
			for (let at = 0; at < 20; at++) bytes[next(bytes.length)] = next(256);
			return bytes;
		},
		(bytes) =>
			Buffer.concat([
				bytes.subarray(0, bytes.length / 2),
				Buffer.alloc(500, 0xff),
				bytes.subarray(bytes.length / 2),
			]),
		(bytes) =>
			Buffer.from(
				bytes
					.toString('latin1')
					.split('~')
					.sort(() => next(3) - 1)
					.join('~'),
				'latin1',
			),
		(bytes) => Buffer.from(bytes.toString(), 'utf16le'),
		(bytes) => gzipSync(bytes).subarray(0, next(bytes.length)),
	];
	for (const source of sources)
		for (const damage of damages)
			for (let again = 0; again < 3; again++) {
				const { summary, failure } = await convert(aFile(damage(Buffer.from(source))));
				if (!summary)
					expect(failure).toMatchObject({ kind: 'unusable', code: expect.stringMatching(/^[A-Z_0-9]+$/) });
			}
});

test('a line of FHIR that cannot be read is rejected among others, and alone refuses its file', async () => {
	const claims = (await convert(aFile(edi(2)), 'fhir')).text;
	const among = await convert(aFile(`${claims}{"resourceType":"Claim","id":}\n`));
	expect([among.summary?.claims, among.summary?.rejected, among.codes]).toEqual([2, 1, ['JSON_INVALID']]);
	expect((await convert(aFile('{"resourceType":"Claim","id":}\n'))).failure).toMatchObject({
		code: 'JSON_INVALID',
	});
});

test('UTF-16, as a spreadsheet saves "Unicode text", is called that', async () => {
	const text = Buffer.from('\ufeffclaim_id\ttotal_charge\n', 'utf16le');
	expect((await convert(aFile(text))).failure).toMatchObject({ code: 'ENCODING' });
});

test('what a file holds of another kind than its beginning is refused by name, never dropped in silence', async () => {
	const text = edi(2);
	const [header = ''] = /ISA[\s\S]*?(?=GS)/.exec(text) ?? [];
	const mixed = `${text}${header}GS*HP*S*R*20260101*1200*9*X*005010X221A1~ST*835*0009~SE*2*0009~GE*1*9~IEA*1*000000001~`;
	const { summary, codes } = await convert(aFile(mixed));
	expect(summary).toMatchObject({ claims: 2, rejected: 1 });
	expect(codes).toContain('TRANSACTION_UNSUPPORTED');
});

test.each(['__proto__', 'valueOf', 'toString'])(
	'a transaction that calls itself %s is refused by name',
	async (kind) => {
		const { failure } = await convert(aFile(edi(1).replace('ST*837*', `ST*${kind}*`)));
		expect(failure?.message).toContain('is not converted');
	},
);

const anAmount = (code: string, value: number) => ({
	category: { coding: [{ code }] },
	amount: { value, currency: 'USD' },
});
const anAnswer = (changes: object = {}) => ({
	resourceType: 'ClaimResponse',
	...{ status: 'active', use: 'claim', outcome: 'complete' },
	...{ insurer: { display: 'P' }, requestor: { display: 'C' }, request: { reference: 'Claim/1' } },
	total: [anAmount('submitted', 90), anAmount('deductible', 19.9), anAmount('benefit', 70.1)],
	payment: { amount: { value: 70.1, currency: 'USD' } },
	...changes,
});
const anEob = ({ claim = 'https://payer.example/fhir/Claim/1', ...changes }: Record<string, unknown> = {}) =>
	anAnswer({
		...{ resourceType: 'ExplanationOfBenefit', provider: { display: 'C' }, request: undefined },
		claim: claim && { reference: claim },
		...changes,
	});

const NUMBER = [{ system: 'urn:payer', value: '7' }];

test.each([
	['the claim that they answer', {}, {}],
	[
		'the ClaimResponse that it tells of',
		{ id: 'r1' },
		{ claim: null, claimResponse: { reference: 'ClaimResponse/r1' } },
	],
	['the number that the payer gave', { identifier: NUMBER }, { claim: null, identifier: NUMBER }],
])(
	'a ClaimResponse and an ExplanationOfBenefit with %s in common are one payment',
	async (_, answer, eob) => {
		const place = anExport({ 'a.json': [anAnswer(answer)], 'b.json': [anEob(eob)] });
		const { summary, messages } = await convert(place);
		expect(summary).toMatchObject({ documents: 1, paid: { USD: '70.10' }, rejected: 0 });
		expect(messages.at(-1)).toContain('ANSWERED_ALREADY');
		const lines = aFile([anEob(eob), anAnswer(answer)].map((one) => JSON.stringify(one)).join('\n'));
		expect((await convert(lines)).summary).toMatchObject({ documents: 1, paid: { USD: '70.10' } });
	},
);

test('two decisions of a claim, and the answers to two claims, are payments of their own', async () => {
	const again = anExport({ 'a.json': [anAnswer()], 'b.json': [anAnswer()] });
	expect((await convert(again)).summary).toMatchObject({ documents: 2, paid: { USD: '140.20' } });
	const others = anExport({ 'a.json': [anAnswer()], 'b.json': [anEob({ claim: 'Claim/2' })] });
	expect((await convert(others)).summary).toMatchObject({ documents: 2, paid: { USD: '140.20' } });
});

test('answers to claims become remittances, and go no further than a format says what they say', async () => {
	const answers = ['A1', 'A2'].map((value) => anAnswer({ request: { identifier: { value } } }));
	const lines = aFile(answers.map((answer) => JSON.stringify(answer)).join('\n'));
	const { text, summary, codes } = await convert(lines);
	expect(summary).toMatchObject({ documents: 2, claims: 0, paid: { USD: '140.20' }, rejected: 0 });
	expect(codes).toEqual([]);
	// What is printed is read again as what it is.
	expect((await convert(aFile(text))).summary).toMatchObject({ documents: 2, paid: { USD: '140.20' } });
	expect((await convert(lines, 'csv')).text).toContain('A2');
	// An 835 says how it was paid: what does not know has no place in it.
	expect((await convert(lines, 'x12')).codes).toEqual(['NOT_IN_FORMAT', 'NOT_IN_FORMAT']);
	const imported = await importClaims(null, [lines], SILENT, {
		...{ dryRun: true, patienceMs: 0, note: ImportNote.none() },
	});
	expect(imported.unreadable).toMatchObject([{ code: 'ANSWERS_ONLY' }]);
});

const SILENT = { progress: () => {}, warning: () => {}, waiting: () => {}, reject: async () => {} };

/** What a server's bulk export leaves in a folder; resources of a type are a file. */
function anExport(files: Readonly<Record<string, readonly object[]>>): string {
	const place = mkdtempSync(join(folder, 'export-'));
	for (const [name, resources] of Object.entries(files))
		writeFileSync(join(place, name), resources.map((resource) => JSON.stringify(resource)).join('\n'));
	return place;
}

const CLAIM = {
	resourceType: 'Claim',
	identifier: [{ value: 'A1' }],
	status: 'active',
	type: { coding: [{ code: 'professional' }] },
	use: 'claim',
	patient: { reference: 'Patient/p1' },
	created: '2026-03-02',
	provider: { reference: 'Organization/o1' },
	insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/c1' } }],
	item: [
		{
			sequence: 1,
			productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] },
			servicedDate: '2026-03-01',
			net: { value: 150, currency: 'USD' },
		},
	],
};
const PATIENT = { resourceType: 'Patient', id: 'p1', name: [{ family: 'Smith' }] };
const COVERAGE = {
	resourceType: 'Coverage',
	id: 'c1',
	subscriberId: 'M1',
	beneficiary: { reference: 'Patient/p1' },
	payor: [{ reference: 'Organization/o2' }],
};
const PAYER = { resourceType: 'Organization', id: 'o2', name: 'Payer' };
const SET = {
	'Claim.ndjson': [CLAIM],
	'Coverage.ndjson': [COVERAGE],
	'Organization.ndjson': [PAYER],
	'Patient.ndjson': [PATIENT],
};

test('a bulk export is one set: its claims find in other files whom they speak of', async () => {
	const place = anExport(SET);
	const { text, summary, codes } = await convert(place);
	expect(JSON.parse(text)).toMatchObject({
		claim_id: 'A1',
		patient: { last_name: 'Smith' },
		subscriber: { member_id: 'M1' },
		payer: { name: 'Payer' },
	});
	expect(summary).toMatchObject({ documents: 1, rejected: 0 });
	expect(codes.filter((code) => code !== 'AMOUNT_DERIVED')).toEqual([
		// The clinic is not in the export.
		'REFERENCE_UNRESOLVED',
		...['NO_CLAIMS', 'NO_CLAIMS', 'NO_CLAIMS'],
	]);
	const eob = { resourceType: 'ExplanationOfBenefit', status: 'active', use: 'claim', outcome: 'complete' };
	const withAnswers = await convert(anExport({ ...SET, 'ExplanationOfBenefit.ndjson': [eob] }));
	expect(withAnswers.summary).toMatchObject({ documents: 1, rejected: 0 });
	expect(withAnswers.codes).toContain('ANSWERS_ONLY');
	const zip = aFile(
		aZip(
			Object.fromEntries(
				Object.entries(SET).map(([name, resources]) => [name, JSON.stringify(resources[0])]),
			),
		),
		'zip',
	);
	expect(JSON.parse((await convert(zip)).text)).toMatchObject({ payer: { name: 'Payer' } });
});

test('a page of a search says that there are more', async () => {
	const entry = [{ resource: CLAIM }];
	const page = (relation: string) =>
		aFile(
			JSON.stringify({ resourceType: 'Bundle', type: 'searchset', link: [{ relation, url: 'x' }], entry }),
		);
	const first = await convert(page('next'));
	expect([first.summary?.claims, first.codes.includes('MORE_PAGES')]).toEqual([1, true]);
	expect((await convert(page('self'))).codes).not.toContain('MORE_PAGES');
});

test('an import names what is no claim in its summary, and calls it no fault', async () => {
	const imported = async (place: string) =>
		importClaims(
			null,
			[...new Bun.Glob('*').scanSync(place)].sort().map((file) => join(place, file)),
			{ progress: () => {}, warning: () => {}, waiting: () => {}, reject: async () => {} },
			{ dryRun: true, patienceMs: 0, note: ImportNote.none() },
		);
	const answers = [{ resourceType: 'ExplanationOfBenefit', id: 'e1' }];
	const set = await imported(anExport({ ...SET, 'ExplanationOfBenefit.ndjson': answers }));
	expect(set).toMatchObject({ claims: { read: 1, accepted: 1 }, unreadable: [] });
	expect(set.not_claims).toEqual({ Coverage: 1, ExplanationOfBenefit: 1, Organization: 1, Patient: 1 });
	const alone = await imported(anExport({ 'Patient.ndjson': [PATIENT] }));
	expect(alone).toMatchObject({ not_claims: { Patient: 1 }, unreadable: [{ code: 'NO_CLAIMS' }] });
});

test('a file in UTF-16 is told as that, without a byte-order mark too', async () => {
	const rows = 'claim_id,lines.service_date,lines.charge\nA1,2026-03-01,10.00\n';
	for (const mark of ['', '\ufeff']) {
		const little = Buffer.from(`${mark}${rows}`, 'utf16le');
		for (const bytes of [little, Buffer.from(little).swap16()])
			expect((await convert(aFile(bytes))).failure).toMatchObject({ code: 'ENCODING' });
	}
});
