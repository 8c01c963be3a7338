import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import type { CanonicalClaim } from '../claim';
import { readClaims } from '../x12/claims/read-claims';
import { hasSharedData, sharedFiles } from '../x12/test-support/shared-data';
import { readCsvClaims } from './read-claims';
import { recognizeCsv } from './recognize';
import { ClaimRows } from './tables';
import { csvLine } from './write-rows';

const written = (claims: readonly CanonicalClaim[]) =>
	csvLine(ClaimRows.columns) + claims.flatMap((claim) => ClaimRows.rowsOf(claim).map(csvLine)).join('');

async function readAgain(text: string): Promise<CanonicalClaim[]> {
	const kind = recognizeCsv(text);
	if (kind?.kind !== 'mapped') throw new Error('the columns are not known again');
	const readings = await Array.fromAsync(readCsvClaims(text, kind.mapping));
	return readings.flatMap((reading) => (reading.kind === 'claim' ? [reading.claim] : []));
}

const aClaim = async (changes: string[] = []): Promise<CanonicalClaim> => {
	const columns = ['claim_id', 'lines.service_date', 'lines.charge', 'diagnoses', 'patient.last_name'];
	const cells = ['A1', '2026-03-01', '10.00', 'E119 I10', 'Doe'];
	const text = csvLine(columns) + csvLine(cells.map((cell, at) => changes[at] ?? cell));
	const [claim] = await readAgain(text);
	if (!claim) throw new Error('the claim was not read');
	return claim;
};

test.each([
	'=1+1',
	'=HYPERLINK("http://x","y")',
	"-O'Neil",
	'@sum',
	'+62-812',
	'\uff1d1+1',
	"'quoted",
	'-5.00',
])('the name %s is no formula in a spreadsheet, and the same when it is read again', async (name) => {
	const claim = { ...(await aClaim()), patient: { relationship: 'self' as const, last_name: name } };
	const text = written([claim]);
	expect(text).not.toMatch(/(?:^|,)"?[=@\uff1d]/m);
	expect((await readAgain(text))[0]?.patient.last_name).toBe(name);
});

test('a claim by reimbursement stays one, as a table writes it and as people do', async () => {
	const claim = await aClaim();
	const [again] = await readAgain(written([{ ...claim, benefits_assigned: 'no' }]));
	expect(again?.benefits_assigned).toBe('no');
	const text = 'claim_id,service_date,charge,Assignment of Benefits\nA1,2026-03-01,1.00,N\n';
	expect((await readAgain(text))[0]?.benefits_assigned).toBe('no');
});

test('a diagnosis stays of its own code system, whether all are of one or not', async () => {
	const claim = await aClaim();
	const [one, other] = claim.diagnoses;
	if (!one || !other) throw new Error('two diagnoses are needed');
	for (const systems of [['icd-9-cm', 'icd-9-cm'] as const, ['icd-10-cm', 'icd-9-cm'] as const]) {
		const diagnoses = [one, other].map((diagnosis, at) => ({
			...diagnosis,
			system: systems[at] ?? 'icd-10-cm',
		}));
		const [again] = await readAgain(written([{ ...claim, diagnoses }]));
		expect(again?.diagnoses).toEqual(diagnoses);
	}
	const unknown = 'claim_id,lines.service_date,lines.charge,diagnosis_system\nA1,2026-03-01,1.00,runes\n';
	const [rejected] = await Array.fromAsync(
		readCsvClaims(unknown, {
			type: 'professional',
			use: 'claim',
			currency: 'USD',
			diagnosis_system: 'icd-10-cm',
			code_system: 'hcpcs',
			columns: {
				claim_id: 'claim_id',
				diagnosis_system: 'diagnosis_system',
				'lines.charge': 'lines.charge',
				'lines.service_date': 'lines.service_date',
			},
		}),
	);
	expect(rejected).toMatchObject({
		kind: 'rejected',
		problems: [{ code: 'CODE_INVALID', row: 2, column: 'diagnosis_system', value: 'runes' }],
	});
});

test.each([';', ',', '\t'])(
	'a line that tells spreadsheets of the delimiter %j is no header',
	async (delimiter) => {
		const rows = [
			['claim_id', 'lines.service_date', 'lines.charge', 'Note, or remark'],
			['A1', '2026-03-01', '10.00', 'x'],
		].map((cells) => cells.map((cell) => (delimiter === ',' ? `"${cell}"` : cell)).join(delimiter));
		for (const hint of [`sep=${delimiter}`, `\ufeffSEP=${delimiter}\r`]) {
			const [claim] = await readAgain([hint, ...rows].join('\n'));
			expect([claim?.claim_id, claim?.total_charge, claim?.source.segment]).toEqual(['A1', '10.00', 2]);
		}
	},
);

describe.skipIf(!hasSharedData)('real claims (skipped without ../shared/data)', () => {
	const files = ['x12/837p', 'x12/837i', 'x12/837d'].flatMap((folder) => sharedFiles(folder));
	test.each(files)('$name: what the table says is the same when it is read again', async ({ bytes }) => {
		const claims: CanonicalClaim[] = [];
		for await (const reading of readClaims(bytes())) if (reading.kind === 'claim') claims.push(reading.claim);
		// De-identified claims share their number, and rows of one number are one claim.
		const distinct = claims.map((claim, at) => ({
			...claim,
			claim_id: `${claim.claim_id.slice(0, 60)}-${at}`,
		}));
		const again = await readAgain(written(distinct));
		expect(again.map((claim) => ClaimRows.rowsOf(claim))).toEqual(
			distinct.map((claim) => ClaimRows.rowsOf(claim)),
		);
	});
});

test('what decides a payment comes back: minutes, approvals, what was paid, who rendered a line, the DRG, the drug, what was present on admission', async () => {
	const plain = await aClaim();
	const [line] = plain.lines;
	const [principal, other] = plain.diagnoses;
	if (!line || !principal || !other) throw new Error('a line and two diagnoses are needed');
	const claim: CanonicalClaim = {
		...plain,
		authorization_number: 'AUTH-1',
		patient_paid: '3.00',
		admission_date: '2026-03-01',
		discharge_date: '2026-03-04',
		admission_type: '1',
		admission_source: '7',
		patient_status: '01',
		hospital_codes: { drg: '470' },
		diagnoses: [
			principal,
			{ ...other, role: 'admitting', present_on_admission: 'Y' },
			{ ...other, code: 'W19XXXA', role: 'external_cause', present_on_admission: '1' },
		],
		subscriber: { ...plain.subscriber, birth_date: '1980-01-01', group_number: 'G1' },
		lines: [
			{
				...line,
				units: 90,
				unit_basis: 'MJ',
				non_covered_charge: '1.00',
				authorization_number: 'AUTH-2',
				rendering_provider: { npi: '1999996666' },
				drug: { ndc: '00026063512' },
			},
		],
	};
	const { source: _, ...again } = (await readAgain(written([claim])))[0] as CanonicalClaim;
	const { source: __, ...said } = claim;
	expect(again).toEqual(said);
});

const cell = fc.oneof(
	fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => text.trim() || 'x'),
	fc.constantFrom('a,b', 'say "x"', '=1+1', "'quoted", '-5', '007', 'a;b|c', 'NULL'),
);
const codes = (...all: readonly string[]) => fc.subarray([...all], { minLength: 1 });
const someRow = fc.record({
	'lines.service_date': fc.integer({ min: 1, max: 28 }).map((at) => `2026-03-${String(at).padStart(2, '0')}`),
	'lines.procedure_code': fc.constantFrom('99213', 'D2150', ''),
	'lines.modifiers': codes('25', 'RT', 'LT').map((all) => all.join(' ')),
	'lines.description': cell,
	'lines.units': fc.constantFrom('1', '2.5', '30'),
	'lines.charge': fc.integer({ min: 0, max: 10_000_000 }).map((minor) => (minor / 100).toFixed(2)),
});
const someTable = fc.array(
	fc.record({
		said: fc.record({
			'patient.last_name': cell,
			'subscriber.member_id': cell,
			'payer.name': cell,
			diagnoses: codes('E119', 'I10', 'J069').map((all) => all.join(' ')),
			currency: fc.constantFrom('USD', 'IDR'),
		}),
		rows: fc.array(someRow, { minLength: 1, maxLength: 3 }),
	}),
	{ minLength: 1, maxLength: 4 },
);

test('a table that is read and written and read again says the same, whatever is in its cells', async () => {
	await fc.assert(
		fc.asyncProperty(someTable, async (table) => {
			const rows = table.flatMap((claim, at) =>
				claim.rows.map((row) => ({ claim_id: `A${at}`, ...claim.said, ...row })),
			);
			const columns = Object.keys(rows[0] ?? {});
			const text = csvLine(columns) + rows.map((row) => csvLine(Object.values(row))).join('');
			const claims = await readAgain(text);
			expect(claims).toHaveLength(table.length);
			const again = written(claims);
			const said = ({ source: _, ...claim }: CanonicalClaim) => claim;
			const read = await readAgain(again);
			expect(read.map(said)).toEqual(claims.map(said));
			expect(written(read)).toBe(again);
		}),
		{ numRuns: 100 },
	);
});
