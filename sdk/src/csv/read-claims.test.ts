import { describe, expect, test } from 'bun:test';
import { CsvError } from './problem';
import { readCsvClaims } from './read-claims';
import { readCsvRows } from './read-rows';
import type { CsvReading } from './readings';

async function rowsOf(source: Parameters<typeof readCsvRows>[0]): Promise<(readonly string[])[]> {
	const rows: (readonly string[])[] = [];
	for await (const row of readCsvRows(source)) rows.push(row.cells);
	return rows;
}

const failure = async (text: string) => {
	const error = await rowsOf(text).catch((thrown: unknown) => thrown);
	if (!(error instanceof CsvError)) throw new Error('it was read');
	return { code: error.problem.code, row: error.problem.row };
};

describe('the rows of a CSV file', () => {
	const quoted = '\ufeffname,note\r\n"Doe, Jane","said ""no""\r\ntwice"\r\n\r\nÜnï,\r\nlast,""';
	const cells = [
		['Doe, Jane', 'said "no"\r\ntwice'],
		['Ünï', ''],
		['last', ''],
	];

	test('may be quoted, hold line breaks and doubled quotes, and follow a byte-order mark', async () => {
		expect(await rowsOf(quoted)).toEqual(cells);
	});

	test('read the same in pieces that cut characters, quotes and line ends', async () => {
		const bytes = new TextEncoder().encode(quoted);
		for (const size of [1, 2, 3, 7])
			expect(
				await rowsOf(
					Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
						bytes.slice(at * size, at * size + size),
					),
				),
			).toEqual(cells);
	});

	test.each([[','], [';'], ['\t']])('are cut at %j when the header is', async (delimiter) => {
		expect(await rowsOf(`a${delimiter}b\n1${delimiter}2`)).toEqual([['1', '2']]);
	});

	test('are told by the line on which they begin too, however they come in', async () => {
		const bytes = new TextEncoder().encode(quoted);
		for (const size of [1, 3, bytes.length]) {
			const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
				bytes.slice(at * size, at * size + size),
			);
			const places: number[][] = [];
			for await (const { row, line } of readCsvRows(pieces)) places.push([row, line]);
			expect(places).toEqual([
				[2, 2],
				[4, 5],
				[5, 6],
			]);
		}
		const error = await rowsOf('a,b\n"x\ny",1\n1,2,3').catch((thrown: CsvError) => thrown);
		expect((error as CsvError).problem).toMatchObject({ row: 3, line: 4 });
		expect((error as CsvError).message).toContain('at row 3, line 4');
	});

	test.each([
		['', { code: 'HEADER_MISSING', row: 1 }],
		['a,b\n1,"open', { code: 'TRUNCATED', row: 2 }],
		['a,b\n1,in"side', { code: 'QUOTE', row: 2 }],
		['a,b\n1,"x"y', { code: 'QUOTE', row: 2 }],
		['a,b\n1,2\n1,2,3', { code: 'COLUMN_COUNT', row: 3 }],
		['a,A\n1,2', { code: 'COLUMN_REPEATED', row: 1 }],
		[`a\n"${'x'.repeat(1_000_001)}`, { code: 'CELL_TOO_LONG', row: 2 }],
	])('%p are refused by row', async (text, expected) => {
		expect(await failure(text)).toMatchObject(expected);
	});
});

const MAPPING = {
	columns: {
		claim_id: 'Claim',
		'billing_provider.npi': 'NPI',
		'patient.last_name': 'Patient',
		diagnoses: ['Dx1', 'Dx2'],
		'lines.service_date': 'Date',
		'lines.procedure_code': 'Code',
		'lines.modifiers': 'Mods',
		'lines.charge': 'Charge',
	},
};
const HEADER = 'Claim;NPI;Patient;Dx1;Dx2;Date;Code;Mods;Charge';

async function claimsOf(...rows: string[]): Promise<CsvReading[]> {
	const readings: CsvReading[] = [];
	for await (const reading of readCsvClaims([HEADER, ...rows].join('\n'), MAPPING)) readings.push(reading);
	return readings;
}

describe('a mapping by column names', () => {
	test('makes one claim of the rows that share its number', async () => {
		const [first, second, file] = await claimsOf(
			'A1;1234567893;Smith;J06.9;E11.9;2026-03-01;99213;25;100',
			'A1;1234567893;Smith;J06.9;E11.9;2026-03-02;85025;;0.10',
			'A2;1234567893;Jones;Z00.0;;20260303;99214;;5.5',
		);
		expect(first).toMatchObject({
			kind: 'claim',
			claim: {
				claim_id: 'A1',
				total_charge: '100.10',
				patient: { last_name: 'Smith' },
				diagnoses: [
					{ code: 'J069', role: 'principal' },
					{ code: 'E119', role: 'other' },
				],
				lines: [
					{
						number: 1,
						procedure_code: '99213',
						modifiers: ['25'],
						charge: '100.00',
						service_date: '2026-03-01',
					},
					{ number: 2, procedure_code: '85025', modifiers: [], charge: '0.10' },
				],
			},
		});
		expect(second).toMatchObject({
			claim: { claim_id: 'A2', total_charge: '5.50', source: { position: 2, segment: 4 } },
		});
		expect(file).toEqual({ kind: 'file', file: { rows: 3, accepted: 2, rejected: 0 } });
	});

	test.each([
		['A1;1234567893;Smith;;;2026-02-30;99213;;1', 'DATE_INVALID', 'Date'],
		['A1;1234567893;Smith;;;2026-03-01;99213;;1.005', 'AMOUNT_PRECISION', 'Charge'],
		['A1;1234567893;Smith;;;2026-03-01;99213;;-1', 'AMOUNT_NEGATIVE', 'Charge'],
		['A1;1234567893;Smith;;;2026-03-01;99213;;', 'REQUIRED', 'Charge'],
		['A1;12;Smith;;;2026-03-01;99213;;1', 'CONTENT', 'NPI'],
		['A1;1234567893;Smith;;;2026-03-01;99213;ABC;1', 'CONTENT', 'Mods'],
	])('refuses %s by row and column', async (row, code, column) => {
		const [rejected] = await claimsOf(row);
		if (rejected?.kind !== 'rejected') throw new Error('not refused');
		expect(rejected.problems[0]).toMatchObject({ code, column, row: 2 });
	});

	test('keeps the columns it does not name beside the claim', async () => {
		const text = `${HEADER};Ward\nA1;1234567893;Smith;;;2026-03-01;99213;;1;North`;
		const [reading] = await Array.fromAsync(readCsvClaims(text, MAPPING));
		expect(reading).toMatchObject({
			claim: { source: { extras: [{ path: 'Ward[2]', value: 'North' }] } },
		});
	});

	test('refuses rows of one claim that contradict each other', async () => {
		const [rejected] = await claimsOf(
			'A1;1234567893;Smith;;;2026-03-01;99213;;1',
			'A1;1234567893;Jones;;;2026-03-01;99213;;1',
		);
		expect(rejected).toMatchObject({ problems: [{ code: 'CLAIM_DIFFERS', row: 3, column: 'Patient' }] });
	});

	test('names the column that the header lacks', async () => {
		const reading = readCsvClaims('Claim,Date\nA1,2026-03-01', MAPPING).next();
		await expect(reading).rejects.toMatchObject({
			problem: { code: 'COLUMN_MISSING', row: 1, column: 'NPI' },
		});
	});
});

describe('the currency of the amounts', () => {
	const row = 'A1;1234567893;Smith;;;2026-03-01;99213;;';
	const inDinars = { ...MAPPING, columns: { ...MAPPING.columns, currency: 'Currency' } };
	const firstOf = async (...read: Parameters<typeof readCsvClaims>) => {
		const [reading] = await Array.fromAsync(readCsvClaims(...read));
		if (reading?.kind !== 'claim') throw new Error('the claim was not read');
		const { claim, warnings } = reading;
		return {
			currency: claim.currency,
			amounts: [claim.total_charge, claim.lines[0]?.charge],
			warnings: warnings.map(({ code, row, column }) => [code, row, column]),
		};
	};

	test('that a column names says how many decimals they have', async () => {
		const read = (charge: string, currency: string) =>
			firstOf(`${HEADER};Currency\n${row}${charge};${currency}`, inDinars);
		expect(await read('1.005', 'KWD')).toEqual({
			currency: 'KWD',
			amounts: ['1.005', '1.005'],
			warnings: [],
		});
		expect((await read('500', 'JPY')).amounts).toEqual(['500', '500']);
	});

	test('is what the mapping says where no column does, else what the caller says', async () => {
		const text = `${HEADER}\n${row}1`;
		const named = await firstOf(text, { ...MAPPING, currency: 'IDR' }, { currency: 'EUR' });
		expect([named.currency, named.warnings]).toEqual(['IDR', []]);
		const told = await firstOf(text, MAPPING, { currency: 'EUR' });
		expect([told.currency, told.warnings]).toEqual(['EUR', []]);
	});

	test('that nobody names is taken for the dollar, and said so', async () => {
		expect(await firstOf(`${HEADER}\n${row}1`, MAPPING)).toEqual({
			currency: 'USD',
			amounts: ['1.00', '1.00'],
			warnings: [['CURRENCY_ASSUMED', 2, undefined]],
		});
		expect((await firstOf(`${HEADER};Currency\n${row}1;`, inDinars)).warnings).toEqual([
			['CURRENCY_ASSUMED', 2, 'Currency'],
		]);
	});
});

describe('a file of claims that a person got wrong', () => {
	const header = 'nr,npi,member,date,code,charge\n';
	const mapping = {
		currency: 'USD',
		columns: {
			claim_id: 'nr',
			'billing_provider.npi': 'npi',
			'subscriber.member_id': 'member',
			'lines.service_date': 'date',
			'lines.procedure_code': 'code',
			'lines.charge': 'charge',
		},
	};
	const row = (nr: string, charge = '10.00') => `${nr},1234567893,M1,2026-03-01,99213,${charge}\n`;
	const read = (source: Parameters<typeof readCsvClaims>[0], options = {}) =>
		Array.fromAsync(readCsvClaims(source, { ...mapping, ...options }));

	test('with one number for all of them is refused before it fills the memory', async () => {
		await expect(read(header + row('1').repeat(10_001))).rejects.toMatchObject({
			problem: { code: 'ROWS_TOO_MANY', row: 10_002, column: 'nr' },
		});
	});

	test('and whose amounts a spreadsheet has rounded is rejected there', async () => {
		const [reading] = await read(header + row('1', '1E+05'));
		expect(reading?.kind === 'rejected' && reading.problems).toMatchObject([
			{ code: 'AMOUNT_INVALID', row: 2, column: 'charge' },
		]);
	});

	test('and whose numbers a spreadsheet has shortened is rejected there, for two claims may look alike', async () => {
		const [reading] = await read(header + row('1.23457E+11') + row('1.23457E+11'));
		expect(reading?.kind === 'rejected' && reading.problems).toMatchObject([
			{ code: 'NUMBER_SHORTENED', row: 2, column: 'nr' },
		]);
	});

	test('and whose rupiah may be grouped by thousands is rejected there; of dollars three decimals are read', async () => {
		const rows = header + row('1', '150.000') + row('2', '150.00') + row('3', '1500.000');
		expect((await read(rows)).map(({ kind }) => kind).join(' ')).toBe('claim claim claim file');
		const readings = await read(rows, { currency: 'IDR' });
		expect(readings.map(({ kind }) => kind).join(' ')).toBe('rejected claim claim file');
		expect(readings[0]).toMatchObject({ problems: [{ code: 'AMOUNT_GROUPED', row: 2, column: 'charge' }] });
	});

	test('and that begins or ends with empty lines is read', async () => {
		const readings = await read(`\n \n,,,,,\n${header}${row('1')},,,,,\n`);
		expect(readings.map(({ kind }) => kind).join(' ')).toBe('claim file');
		expect(readings[0]).toMatchObject({ claim: { source: { segment: 5 } } });
	});

	test.each([1, 7, 1_000])('in Latin-1 costs the rows that show it, in pieces of %i', async (size) => {
		const text = `${header}${row('1')}${row('2').replace('M1', 'Mü')}${row('3')}${row('4')}`;
		const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(row('5').replace('M1', 'Mü€😀'))]);
		const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
			bytes.subarray(at * size, (at + 1) * size),
		);
		const readings = await read(pieces);
		expect(readings.map(({ kind }) => kind).join(' ')).toBe('claim rejected claim claim claim file');
		expect(readings[1]).toMatchObject({
			claim_id: '2',
			problems: [{ code: 'ENCODING', row: 3, line: 3, column: 'member' }],
			rows: [['2', '1234567893', 'Mü', '2026-03-01', '99213', '10.00']],
		});
		expect(readings[4]).toMatchObject({ claim: { subscriber: { member_id: 'Mü€😀' } } });
	});

	test('in UTF-16 is refused', async () => {
		const bytes = Buffer.from(`\ufeff${header}${row('1')}`, 'utf16le');
		await expect(read([bytes])).rejects.toMatchObject({ problem: { code: 'ENCODING', row: 1 } });
	});
});

describe('a row with more or fewer cells than the header', () => {
	const line = (id: string, charge = '1') => `${id};1234567893;Smith;;;2026-03-01;99213;;${charge}`;
	const short = (id: string) => `${id};1234567893;Smith;;2026-03-01;99213;;1`;
	const long = (id: string) => `${id};1234567893;Smith;Jane;;;2026-03-01;99213;;1`;
	const told = (readings: readonly CsvReading[]) =>
		readings.flatMap<(string | number | undefined)[]>((reading) => {
			if (reading.kind === 'claim') return [[reading.claim.claim_id, reading.rows.length]];
			if (reading.kind !== 'rejected') return [];
			const { claim_id, problems } = reading;
			return [[claim_id, ...problems.map(({ code, row }) => `${code} ${row}`)]];
		});

	test.each([
		['too few', short, 8],
		['too many', long, 10],
	])(
		'rejects its own claim for %s, by row and line, and the rows after it are read',
		async (_, row, cells) => {
			const readings = await claimsOf(line('A1'), row('A2'), line('A3'));
			expect(told(readings)).toEqual([
				['A1', 1],
				['A2', 'COLUMN_COUNT 3'],
				['A3', 1],
			]);
			expect(readings[1]).toMatchObject({
				problems: [{ row: 3, line: 3, message: expect.stringContaining(`${cells} instead of 9`) }],
				rows: [row('A2').split(';')],
				source: { position: 2, segment: 3 },
			});
			expect(readings.at(-1)).toEqual({ kind: 'file', file: { rows: 3, accepted: 2, rejected: 1 } });
		},
	);

	test('rejects the whole claim, whichever of its rows it is', async () => {
		for (const rows of [
			[short('A2'), line('A2'), line('A2')],
			[line('A2'), long('A2'), line('A2')],
			[line('A2'), line('A2'), short('A2')],
			// A line break within a cell that is not quoted.
			[line('A2'), 'A2;1234567893;Smi', 'th;;;2026-03-01;99213;;1', line('A2')],
			['A2;1234567893;Smi', 'th;;;2026-03-01;99213;;1', line('A2')],
		]) {
			const readings = await claimsOf(line('A1'), ...rows, line('A3'));
			expect(told(readings).map(([id]) => id)).toEqual(['A1', 'A2', 'A3']);
			expect(readings[1]).toMatchObject({ kind: 'rejected', rows: { length: rows.length } });
		}
	});

	test('is known by its number where that has slipped into the column beside', async () => {
		const mapping = { ...MAPPING, delimiter: ';' as const };
		const header = 'NPI;Claim;Patient;Dx1;Dx2;Date;Code;Mods;Charge';
		const rows = ['A1', 'A2'].map((id) => `1234567893;${id};Smith;;;2026-03-01;99213;;1`);
		for (const slipped of ['A1;Smith;;;2026-03-01;99213;;2', 'x;1234567893;A1;Smith;;;2026-03-01;99213;;2']) {
			const text = [header, rows[0], slipped, rows[1]].join('\n');
			const readings = await Array.fromAsync(readCsvClaims(text, mapping));
			expect(told(readings)).toEqual([
				['A1', 'COLUMN_COUNT 3'],
				['A2', 1],
			]);
		}
	});

	test('that names no claim may be a line of either neighbour: both are rejected with it, but for one of empty cells', async () => {
		const readings = await claimsOf(line('A1'), line('A2'), short(''), line('A3'), line('A4'));
		expect(told(readings)).toEqual([
			['A1', 1],
			['A2', 'COLUMN_COUNT 4'],
			[undefined, 'COLUMN_COUNT 4'],
			['A3', 'COLUMN_COUNT 4'],
			['A4', 1],
		]);
		const blank = await claimsOf(line('A1'), ';;;', line('A3'));
		expect(told(blank)).toEqual([
			['A1', 1],
			['A3', 1],
		]);
	});

	test('among thousands of its kind fills no memory, and no claim around them is taken for whole', async () => {
		const rows = Array.from({ length: 2_500 }, (_, at) => short(`B${at}`));
		const readings = await claimsOf(line('A1'), ...rows, line('A1'), line('A2'));
		expect(readings.filter(({ kind }) => kind === 'rejected')).toHaveLength(2_502);
		expect(told(readings).at(-1)).toEqual(['A2', 1]);
	});
});

describe('rows of one claim that do not stand together', () => {
	const row = (claim: string, charge: string) =>
		`${claim};1234567893;Smith;J06.9;;2026-03-01;99213;;${charge}`;
	const told = (readings: readonly CsvReading[]) =>
		readings.flatMap((reading) => {
			if (reading.kind === 'claim') return [[reading.claim.claim_id, reading.claim.total_charge]];
			if (reading.kind !== 'rejected') return [];
			return [
				[reading.claim_id, ...reading.problems.map(({ code, row, value }) => `${code} ${row} ${value}`)],
			];
		});

	test('are no claim of their own: what stands apart is rejected, with its rows', async () => {
		const found = await claimsOf(
			row('A1', '1'),
			row('A1', '2'),
			row('A2', '3'),
			row('A1', '4'),
			row('A3', '5'),
		);
		expect(told(found)).toEqual([
			['A1', '3.00'],
			['A2', '3.00'],
			['A1', 'ROWS_APART 5 A1'],
			['A3', '5.00'],
		]);
		expect(found[2]).toMatchObject({ kind: 'rejected', rows: [row('A1', '4').split(';')] });
	});

	test('are told apart from a replacement of the same number, which says that it is one', async () => {
		const mapping = { columns: { ...MAPPING.columns, frequency_code: 'Freq' } };
		const rows = [
			...[`${row('A1', '1')};`, `${row('A2', '2')};1`, `${row('A1', '3')};7`, `${row('A2', '4')};8`],
			...[`${row('A1', '5')};1`, `${row('A3', '6')};`, `${row('A1', '7')};7`],
		];
		const text = [`${HEADER};Freq`, ...rows].join('\n');
		expect(told(await Array.fromAsync(readCsvClaims(text, mapping)))).toEqual([
			['A1', '1.00'],
			['A2', '2.00'],
			['A1', '3.00'],
			['A2', '4.00'],
			['A1', 'ROWS_APART 6 A1'],
			['A3', '6.00'],
			['A1', 'ROWS_APART 8 A1'],
		]);
	});

	test('are seen far apart, and rows without a number are nobody’s', async () => {
		const many = Array.from({ length: 5_000 }, (_, at) => row(`B${at}`, '1'));
		const found = told(await claimsOf(row('A1', '1'), row('', '2'), ...many, row('', '3'), row('A1', '4')));
		expect(found.filter((one) => one.join().includes('ROWS_APART'))).toEqual([['A1', 'ROWS_APART 5005 A1']]);
	});
});
