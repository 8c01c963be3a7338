import { describe, expect, test } from 'bun:test';
import { readIdrClaims } from './cms/read-idr';
import { readRifClaims } from './cms/read-rif';
import { readCsvClaims } from './read-claims';
import { readCsvRows } from './read-rows';
import { readSyntheaClaims } from './read-synthea';
import type { CsvReading } from './readings';

/** Of each claim its number and lines, or what it was rejected for: code, row, column, and the table beside the claims. */
async function told(readings: AsyncIterable<CsvReading>): Promise<unknown[]> {
	return (await Array.fromAsync(readings)).flatMap<unknown>((reading) => {
		if (reading.kind === 'claim') return [[reading.claim.claim_id, reading.claim.lines.length]];
		if (reading.kind !== 'rejected') return [];
		const places = reading.problems.map(({ code, row, column, table }) =>
			[code, row, column, table].filter(Boolean).join(' '),
		);
		return [[reading.claim_id, ...places]];
	});
}

describe('a quote out of place', () => {
	const rows = async (text: string, pieces = text.length) => {
		const chunks = text.match(new RegExp(`[^]{1,${pieces}}`, 'g')) ?? [];
		const found = await Array.fromAsync(readCsvRows(chunks, { keepsFaulty: true }));
		return found.map(({ row, line, cells, fault }) => [row, line, fault?.code ?? 'sound', ...cells]);
	};

	test.each([
		['inside a cell', '2,5" pipe,x', ['QUOTE', '2', '5" pipe', 'x']],
		['behind a closing one', '2,"x"y,z', ['QUOTE', '2', 'x"y', 'z']],
		['that opens a cell and is never closed', '2,"Smith,z', ['QUOTE', '2', 'Smith', 'z']],
	])('%s costs its own line alone, however the text comes in', async (_, broken, expected) => {
		for (const end of ['\n', '\r\n', '\r'])
			for (const pieces of [1, 2, 3, 7, 100]) {
				const text = ['a,b,c', '1,2,3', broken, '3,"a ""b""",c', '4,5,6', ''].join(end);
				expect(await rows(text, pieces)).toEqual([
					[2, 2, 'sound', '1', '2', '3'],
					[3, 3, ...expected],
					[4, 4, 'sound', '3', 'a "b"', 'c'],
					[5, 5, 'sound', '4', '5', '6'],
				]);
			}
	});

	test('that opens a cell of which nothing ends swallows no row of the file', async () => {
		const many = Array.from({ length: 3 }, (_, at) => `${at},x,y`);
		for (const last of ['', '\n'])
			expect(
				(await rows(`a,b,c\n"0,1,2\n${many.join('\n')}${last}`)).map(([, line, fault]) => [line, fault]),
			).toEqual([
				[2, 'TRUNCATED'],
				[3, 'sound'],
				[4, 'sound'],
				[5, 'sound'],
			]);
		const long = Array.from({ length: 300_000 }, (_, at) => `${at},x,y`);
		const found = await rows(`a,b,c\n"0,1,2\n${long.join('\n')}`, 65_536);
		expect([found.length, found[0]?.[2], found.at(-1)?.[3]]).toEqual([300_001, 'CELL_TOO_LONG', '299999']);
	});

	test('in the header is refused', async () => {
		await expect(rows('a,b"c\n1,2')).rejects.toMatchObject({ problem: { code: 'QUOTE', row: 1 } });
	});
});

const HEADER = 'nr,npi,member,date,code,charge';
const MAPPING = {
	columns: {
		claim_id: 'nr',
		'billing_provider.npi': 'npi',
		'subscriber.member_id': 'member',
		'lines.service_date': 'date',
		'lines.procedure_code': 'code',
		'lines.charge': 'charge',
	},
};

test('a quote out of place or a NUL rejects the claim that its row belongs to, and no other', async () => {
	const line = (nr: string, code = '99213') => `${nr},1234567893,M1,2026-03-01,${code},1.00`;
	const read = (...rows: string[]) => told(readCsvClaims([HEADER, ...rows].join('\n'), MAPPING));
	for (const [broken, problem] of [
		[line('A2', '99"213'), 'QUOTE 4 code'],
		[line('"A2'), 'TRUNCATED 4 nr'],
		[line('A2', '992\x0013'), 'TEXT_INVALID 4 code'],
		[line('A\x002'), 'TEXT_INVALID 4 nr'],
	] as const)
		expect(await read(line('A1'), line('A2'), broken, line('A3'))).toEqual([
			['A1', 1],
			['A2', problem],
			['A3', 1],
		]);
	// Nobody can say whose it is.
	expect(await read(line('A1'), line('\x00'), line('A3'))).toMatchObject([
		['A1', 'TEXT_INVALID 3 nr'],
		[undefined, 'TEXT_INVALID 3 nr'],
		['A3', 'TEXT_INVALID 3 nr'],
	]);
});

describe('in Medicare’s research files', () => {
	const columns =
		'DML_IND|BENE_ID|CLM_ID|CLM_FROM_DT|CLM_THRU_DT|CLM_TOT_CHRG_AMT|ORG_NPI_NUM|CLM_LINE_NUM|REV_CNTR|REV_CNTR_TOT_CHRG_AMT';
	const line = (id: string, number: number, revenue = '0001') =>
		`INSERT|B1|${id}|01-MAR-2026|02-MAR-2026|2.00|1234567893|${number}|${revenue}|1.00`;
	const read = (...rows: string[]) => told(readRifClaims([columns, ...rows].join('\n'), { file: 'rif.txt' }));

	test.each([
		['of another width', `${line('2', 2)}|x|y`, 'COLUMN_COUNT 4'],
		['with a NUL', line('2', 2, '0\x00'), 'TEXT_INVALID 4 REV_CNTR'],
		['with a quote out of place', line('2', 2, '0"1'), 'QUOTE 4 REV_CNTR'],
	])('a row %s costs its own claim alone', async (_, broken, problem) => {
		expect(await read(line('1', 1), line('2', 1), broken, line('2', 3), line('3', 1))).toEqual([
			['1', 1],
			['2', problem],
			['3', 1],
		]);
	});

	test('a claim of which no row is sound is rejected by its number, with its row as it stood', async () => {
		const text = [columns, line('1', 1), `${line('2', 1)}|x|y`].join('\n');
		const [, rejected, file] = await Array.fromAsync(readRifClaims(text, { file: 'rif.txt' }));
		expect(rejected).toMatchObject({
			kind: 'rejected',
			claim_id: '2',
			problems: [{ code: 'COLUMN_COUNT', row: 3, file: 'rif.txt' }],
			rows: [`${line('2', 1)}|x|y`.split('|')],
			source: { format: 'csv-cms-rif', position: 2, segment: 3 },
		});
		expect(file).toEqual({ kind: 'file', file: { rows: 2, accepted: 1, rejected: 1 } });
	});
});

describe('in tables over which a claim is scattered', () => {
	const claims = (...rows: string[]) =>
		['Id,PATIENTID,PROVIDERID,PRIMARYPATIENTINSURANCEID,SERVICEDATE,HEALTHCARECLAIMTYPEID1', ...rows].join(
			'\n',
		);
	const transactions = (...rows: string[]) =>
		['ID,CLAIMID,CHARGEID,TYPE,AMOUNT,FROMDATE,TODATE,PROCEDURECODE,UNITS', ...rows].join('\n');
	const claim = (id: string) => `${id},p1,d1,0,2023-10-10T04:17:47Z,1`;
	const charge = (id: string, at: number, code = '99213') =>
		`t${at},${id},${at},CHARGE,5.00,2023-10-11T04:17:47Z,2023-10-12T04:17:47Z,${code},1`;
	const read = (files: { claims: string; transactions: string }) => told(readSyntheaClaims(files));
	const TABLE = 'claims_transactions.csv';

	test('a faulty charge rejects its claim, wherever the claim’s others stand', async () => {
		const all = claims(...['a', 'b', 'c'].map(claim));
		for (const [broken, problem] of [
			[`${charge('a', 9)},x`, `COLUMN_COUNT 4 ${TABLE}`],
			// One cell too many in front of the number.
			[`x,${charge('a', 9)}`, `COLUMN_COUNT 4 ${TABLE}`],
			[charge('a', 9, '9\x00'), `TEXT_INVALID 4 PROCEDURECODE ${TABLE}`],
			[charge('a', 9, '9"'), `QUOTE 4 PROCEDURECODE ${TABLE}`],
		] as const) {
			const scattered = transactions(charge('a', 1), charge('b', 2), broken, charge('c', 3), charge('a', 4));
			expect(await read({ claims: all, transactions: scattered })).toEqual([
				['a', problem],
				['b', 1],
				['c', 1],
			]);
		}
	});

	test('one that names no claim puts both its neighbours in doubt, and is told', async () => {
		const found = await read({
			claims: claims(...['a', 'b', 'c'].map(claim)),
			transactions: transactions(charge('a', 1), charge('b', 2), 't,,,', charge('c', 3)),
		});
		const problem = `COLUMN_COUNT 4 ${TABLE}`;
		expect(found).toEqual([
			['a', 1],
			['b', problem],
			['c', problem],
		]);
	});

	test('one whose number has lost its delimiter puts the claim of that number beside it in doubt', async () => {
		const merged = charge('claim-b', 9).replace(',', '');
		const found = await read({
			claims: claims(...['claim-a', 'claim-b', 'claim-c'].map(claim)),
			transactions: transactions(charge('claim-a', 1), charge('claim-b', 2), merged, charge('claim-c', 3)),
		});
		expect(found).toEqual([
			['claim-a', 1],
			['claim-b', `COLUMN_COUNT 4 ${TABLE}`],
			['claim-c', 1],
		]);
	});

	test('one whose claim is not there is rejected by itself', async () => {
		expect(
			await read({
				claims: claims(claim('a')),
				transactions: transactions(charge('a', 1), `${charge('x', 2)},y`),
			}),
		).toEqual([
			['a', 1],
			['x', `COLUMN_COUNT 3 ${TABLE}`],
		]);
	});

	test('a faulty row of the claims is rejected, and its charges are not missed', async () => {
		const readings = await Array.fromAsync(
			readSyntheaClaims({
				claims: claims(claim('a'), `${claim('b')},x`, claim('c')),
				transactions: transactions(charge('a', 1), charge('b', 2), charge('c', 3)),
			}),
		);
		expect(readings.map(({ kind }) => kind)).toEqual(['claim', 'rejected', 'claim', 'file']);
		expect(readings[1]).toMatchObject({ claim_id: 'b', problems: [{ code: 'COLUMN_COUNT', row: 3 }] });
	});

	test('a faulty line or diagnosis of the IDR rejects its claim, and says in which table it stands', async () => {
		const key = (claim: number) => `${claim}0,1,71,7`;
		const table = (header: string, ...rows: string[]) => [header, ...rows].join('\n');
		const files = (line: string, product: string) => ({
			claims: table(
				'CLM_UNIQ_ID,CLM_DT_SGNTR_SK,CLM_NUM_SK,CLM_TYPE_CD,GEO_BENE_SK,BENE_SK,CLM_FROM_DT,CLM_SBMT_CHRG_AMT',
				...[1, 2, 3].map((claim) => `${claim},${key(claim)},9,2026-03-01,1.00`),
			),
			lines: table(
				'CLM_UNIQ_ID,CLM_LINE_NUM,CLM_LINE_HCPCS_CD,CLM_LINE_SBMT_CHRG_AMT',
				'1,1,99213,1.00',
				'2,1,99213,1.00',
				line,
				'3,1,99213,1.00',
			),
			products: table(
				'CLM_DGNS_CD,CLM_DGNS_PRCDR_ICD_IND,CLM_PROD_TYPE_CD,CLM_DT_SGNTR_SK,CLM_NUM_SK,CLM_TYPE_CD,GEO_BENE_SK',
				`A02,0,P,${key(1)}`,
				product,
				`A02,0,P,${key(3)}`,
			),
		});
		expect(await told(readIdrClaims(files('2,2,99213', `A02,0,P,${key(2)}`)))).toEqual([
			['1', 1],
			['2', 'COLUMN_COUNT 4 CLM_LINE'],
			['3', 1],
		]);
		expect(await told(readIdrClaims(files('2,2,99213,1.00', `A02,x,0,P,${key(2)}`)))).toEqual([
			['1', 1],
			['2', 'COLUMN_COUNT 3 CLM_PROD'],
			['3', 1],
		]);
		const named = { tables: { lines: 'MY_LINE.csv', products: 'MY_PROD.csv' } };
		expect(await told(readIdrClaims(files('2,2,99213,many', `A02,0,P,${key(2)}`), named))).toContainEqual([
			'2',
			'AMOUNT_INVALID 4 CLM_LINE_SBMT_CHRG_AMT MY_LINE.csv',
		]);
	});
});
