import { expect, test } from 'bun:test';
import { CanonicalClaim } from '../../claim';
import { X12Error } from '../problem';
import {
	aClaim,
	aHospitalClaim,
	bytes,
	collect,
	inPieces,
	replaceSegment,
	sample837,
} from '../test-support/sample-837';
import type { ClaimReading, ReadClaimsOptions } from './claim-reading';
import { readClaims } from './read-claims';

const read = (text: string, options?: ReadClaimsOptions) => collect(readClaims(text, options));

async function readOne(text: string): Promise<CanonicalClaim> {
	const [reading] = await read(text);
	if (reading?.kind !== 'claim') throw new Error(`not a claim: ${JSON.stringify(reading)}`);
	return CanonicalClaim.parse(reading.claim);
}

const codes = (readings: ClaimReading[]): string[] =>
	readings.flatMap((reading) => {
		if (reading.kind === 'problem') return [reading.problem.code];
		if (reading.kind === 'rejected') return reading.problems.map(({ code }) => code);
		return reading.kind === 'claim' ? reading.warnings.map(({ code }) => code) : [];
	});

test('a professional claim becomes a canonical claim', async () => {
	const claim = await readOne(sample837());
	expect(claim).toMatchObject({
		claim_id: 'A1',
		type: 'professional',
		use: 'claim',
		frequency_code: '1',
		purpose: 'chargeable',
		currency: 'USD',
		total_charge: '150.00',
		place_of_service: '11',
		billing_provider: {
			npi: '1234567893',
			name: 'CLINIC',
			tax_id: '123456789',
			tax_id_type: 'employer',
			taxonomy: '207Q00000X',
			address: { lines: ['1 MAIN ST'], city: 'SPRINGFIELD', state: 'IL', postal_code: '627010000' },
		},
		subscriber: {
			member_id: 'M1',
			last_name: 'SMITH',
			first_name: 'JANE',
			birth_date: '1980-01-01',
			sex: 'female',
			group_number: 'GRP1',
		},
		patient: { relationship: 'self', member_id: 'M1', last_name: 'SMITH', birth_date: '1980-01-01' },
		payer: { id: 'P1', name: 'PAYER ONE' },
		diagnoses: [
			{ code: 'J069', system: 'icd-10-cm', role: 'principal' },
			{ code: 'E119', system: 'icd-10-cm', role: 'other' },
		],
		lines: [
			{
				number: 1,
				service_date: '2026-03-01',
				procedure_code: '99213',
				code_system: 'hcpcs',
				modifiers: ['25'],
				units: 1,
				charge: '100.00',
				diagnosis_pointers: [1, 2],
			},
			{
				number: 2,
				service_date: '2026-03-01',
				procedure_code: '85025',
				modifiers: [],
				units: 2,
				charge: '50.00',
				diagnosis_pointers: [1],
			},
		],
		source: {
			format: 'x12-837p',
			version: '005010X222A1',
			interchange_control_number: '000000001',
			group_control_number: '1',
			transaction_control_number: '0001',
			position: 1,
			segment: 21,
			submitter: { id: 'S1', name: 'BILLING SERVICE', contacts: [{ name: 'EDI DESK', phone: '5551234567' }] },
			receiver: { id: 'P1', name: 'PAYER ONE' },
		},
	});
	expect(claim.source.extras).toBeUndefined();
});

test('pieces of any size give the same claims', async () => {
	const data = bytes(sample837({ claims: [aClaim('A1'), aClaim('A2')] }));
	const whole = await collect(readClaims(data));
	for (const size of [1, 3, 17, 300]) expect(await collect(readClaims(inPieces(data, size)))).toEqual(whole);
});

test('what the canonical claim has no field for is kept, with its place', async () => {
	const claim = aClaim();
	claim.splice(1, 0, 'K3*SOME STATE NEEDS THIS', 'REF*P4*DEMO');
	claim.splice(6, 0, 'PS1*X*12.5');
	const { source, identifiers } = await readOne(sample837({ claims: [claim] }));
	expect(identifiers).toEqual([{ qualifier: 'P4', value: 'DEMO' }]);
	expect(source.extras).toEqual([
		{ path: '2300/K3', value: ['SOME STATE NEEDS THIS'] },
		{ path: '2300/2400[1]/PS1', value: ['X', '12.5'] },
	]);
});

test('a segment with an element beyond those we represent is kept whole', async () => {
	const { source } = await readOne(replaceSegment(sample837(), 'CLM*', 'CLM*A1*150***11:B:1*Y*A*Y*Y***02'));
	expect(source.extras).toEqual([
		{ path: '2300/CLM', value: ['A1', '150', '', '', ['11', 'B', '1'], 'Y', 'A', 'Y', 'Y', '', '', '02'] },
	]);
});

test('amounts are exact and written in their currency', async () => {
	const text = replaceSegment(sample837(), 'CLM*', 'CLM*A1*.3***11:B:1*Y*A*Y*Y')
		.replace('*100*UN', '*.1*UN')
		.replace('*50.00*UN', '*00.20*UN');
	const claim = await readOne(text);
	expect([claim.total_charge, ...claim.lines.map((line) => line.charge)]).toEqual(['0.30', '0.10', '0.20']);
	const [yen] = await read(sample837().replace('50.00*UN', '50*UN'), { currency: 'JPY' });
	expect(yen?.kind === 'claim' && yen.claim.total_charge).toBe('150');
});

test.each([
	['CLM*A1*-5***11:B:1', 'AMOUNT_NEGATIVE', 2],
	['CLM*A1*1E3***11:B:1', 'AMOUNT_INVALID', 2],
	['CLM*A1*1.234***11:B:1', 'AMOUNT_PRECISION', 2],
	['CLM*A1*123456789012.00***11:B:1', 'AMOUNT_TOO_LARGE', 2],
	['CLM*A1****11:B:1', 'ELEMENT_MISSING', 2],
	['CLM**150***11:B:1', 'ELEMENT_MISSING', 1],
	['CLM*A1*150***11:B', 'ELEMENT_MISSING', 5],
])('a claim that begins %s is rejected as %s at element %d', async (clm, code, element) => {
	const [reading] = await read(replaceSegment(sample837(), 'CLM*', clm));
	expect(reading).toMatchObject({
		kind: 'rejected',
		problems: [
			{
				code,
				element,
				segment: 21,
				transaction_segment: 19,
				segment_id: 'CLM',
				loop: '2300',
				level: 'error',
			},
		],
	});
});

test.each([
	['SV1*HC:99213:25', 'SV1*HC:99213*-100*UN*1***1', 'AMOUNT_NEGATIVE'],
	['SV1*HC:99213:25', 'SV1*HC:99213**UN*1***1', 'ELEMENT_MISSING'],
	['SV1*HC:99213:25', 'SV1*HC:99213*100*UN****1', 'ELEMENT_MISSING'],
	['SV1*HC:99213:25', 'SV1*HC:99213*100*UN*many***1', 'NUMBER_INVALID'],
	['SV1*HC:99213:25', 'SV1**100*UN*1***1', 'ELEMENT_MISSING'],
	['DTP*472*D8*20260301', 'DTP*472*D8*20260231', 'DATE_INVALID'],
	['DTP*472*D8*20260301', 'DTP*472*D8', 'SEGMENT_MISSING'],
	['LX*1', 'LX*1*', 'none'],
])('where %s stands, %s is found to be %s', async (start, by, code) => {
	const readings = await read(replaceSegment(sample837(), start, by));
	expect(readings[0]?.kind).toBe(code === 'none' ? 'claim' : 'rejected');
	if (code !== 'none') expect(codes(readings)).toContain(code);
});

test('a rejected claim takes nobody with it, and its text is there to be sent back', async () => {
	const [first, second, third] = await read(
		sample837({ claims: [aClaim('A1'), ['CLM*BAD*-1***11:B:1', ...aClaim().slice(1)], aClaim('A3')] }),
	);
	expect(first).toMatchObject({ kind: 'claim', claim: { claim_id: 'A1' } });
	expect(third).toMatchObject({ kind: 'claim', claim: { claim_id: 'A3' } });
	if (second?.kind !== 'rejected') throw new Error('the second claim was not rejected');
	expect(second.claim_id).toBe('BAD');
	expect(second.text).toMatch(/^CLM\*BAD\*-1.*DTP\*472\*D8\*20260301~$/);
	expect(second.context).toMatch(/^ST\*837.*HL\*1\*\*20\*1~.*NM1\*PR\*2\*PAYER ONE\*\*\*\*\*PI\*P1~$/);
});

test('a file that breaks off still gives every whole claim, and says where it ends', async () => {
	const data = bytes(sample837({ claims: [aClaim('A1'), aClaim('A2'), aClaim('A3')] }));
	const text = new TextDecoder().decode(data);
	const starts = ['CLM*A2', 'CLM*A3', 'SE*'].map((start) => text.indexOf(start) + start.length);
	for (let length = 110; length < text.indexOf('IEA*1*'); length += 3) {
		const readings: ClaimReading[] = [];
		let failure: unknown;
		try {
			for await (const reading of readClaims(data.slice(0, length))) readings.push(reading);
		} catch (error) {
			failure = error;
		}
		expect(failure).toBeInstanceOf(X12Error);
		const whole = starts.filter((start) => length > text.indexOf('~', start)).length;
		expect(readings.filter(({ kind }) => kind === 'claim')).toHaveLength(whole);
		const begun = text.slice(0, length).match(/CLM\*[^~]*~/g)?.length ?? 0;
		expect(readings.filter(({ kind }) => kind === 'claim' || kind === 'rejected')).toHaveLength(begun);
	}
});

test('wrong control counts and numbers are warnings with their place', async () => {
	const text = sample837()
		.replace(/SE\*\d+\*0001/, 'SE*3*0002')
		.replace('GE*1*1', 'GE*9*1');
	const problems = (await read(text)).flatMap((reading) =>
		reading.kind === 'problem' ? [reading.problem] : [],
	);
	expect(problems).toMatchObject([
		{ code: 'CONTROL_COUNT', level: 'warning', segment_id: 'SE', element: 1 },
		{ code: 'CONTROL_NUMBER', level: 'warning', segment_id: 'SE', element: 2 },
		{ code: 'CONTROL_COUNT', level: 'warning', segment_id: 'GE', element: 1 },
	]);
});

test('a transaction ends with its count of accepted and rejected claims', async () => {
	const readings = await read(
		sample837({ claims: [aClaim('A1'), ['CLM*BAD*x***11:B:1', ...aClaim().slice(1)]] }),
	);
	expect(readings.at(-1)).toMatchObject({
		kind: 'transaction',
		transaction: { envelope: { transaction: '0001' }, is_read: true, accepted: 1, rejected: 1 },
	});
});

test.each(['NM1*85', 'NM1*IL', 'NM1*PR'])('a claim without its %s is rejected', async (start) => {
	expect(codes(await read(replaceSegment(sample837(), start, 'K3*GONE')))).toContain('LOOP_MISSING');
});

test('a subscriber that names another billing provider than the one above is not booked on that one', async () => {
	const text = sample837().replace('HL*1**20*1', 'HL*5**20*1').replace('HL*2*1*22*0', 'HL*6*4*22*0');
	expect(codes(await read(text))).toContain('HIERARCHY');
	expect((await read(text)).some(({ kind }) => kind === 'claim')).toBe(false);
});

test('a claim whose CLM was damaged does not melt into the claim before it', async () => {
	const text = sample837({ claims: [aClaim('A1'), aClaim('A2')] }).replace('CLM*A2', 'CLN*A2');
	const [reading] = await read(text);
	expect(reading).toMatchObject({
		kind: 'rejected',
		claim_id: 'A1',
		problems: [
			{ code: 'LINE_SEQUENCE', segment: 31 },
			{ code: 'LINE_SEQUENCE', segment: 34 },
		],
	});
});

test('a claim outside any subscriber is reported, never dropped', async () => {
	const claim = aClaim('LOST').join('~');
	const text = sample837().replace('HL*1**20*1~', `${claim}~HL*1**20*1~`);
	const [lost, kept] = await read(text);
	expect(lost).toMatchObject({ kind: 'rejected', claim_id: 'LOST' });
	expect(codes(lost ? [lost] : [])).toContain('CLAIM_MISPLACED');
	expect(kept).toMatchObject({ kind: 'claim', claim: { claim_id: 'A1' } });
});

test('lines that do not add up to the claim are a warning', async () => {
	expect(codes(await read(sample837().replace('*50.00*UN', '*49.00*UN')))).toEqual(['BALANCE']);
});

test('lines that were wrapped at a fixed width are put together again', async () => {
	const text = sample837();
	for (const width of [60, 77, 80, 132]) {
		const wrapped = text.match(new RegExp(`[^]{1,${width}}`, 'g'))?.join('\r\n') ?? '';
		const [plain, found] = [await read(text), await read(wrapped)].map((readings) =>
			readings.flatMap((reading) => (reading.kind === 'claim' ? [reading.claim] : [])),
		);
		expect(found).toEqual(plain ?? []);
	}
});

test('a second service in a line is not mixed into the first', async () => {
	const [first = '', ...rest] = aClaim();
	const claim = [
		first,
		...rest.flatMap((segment) => (segment.startsWith('SV1') ? [segment, segment] : [segment])),
	];
	expect(await read(sample837({ claims: [claim, aClaim('A2')] }))).toMatchObject([
		{ kind: 'rejected', claim_id: 'A1', problems: [{ code: 'SEGMENT_REPEATED', segment_id: 'SV1' }, {}] },
		{ kind: 'claim', claim: { claim_id: 'A2', lines: [{}, {}] } },
		{ kind: 'transaction' },
	]);
});

test('a control number that a transaction set of its group has had already is told', async () => {
	const [isa = '', gs = '', ...rest] = sample837().split(/(?<=~)/);
	const set = rest.slice(0, -2).join('');
	const readings = await read([isa, gs, set, set, ...rest.slice(-2)].join('').replace('GE*1*', 'GE*2*'));
	expect(codes(readings)).toEqual(['CONTROL_REPEATED']);
});

test('what stands behind the last interchange is told alike, whatever the pieces; empty segments are nothing', async () => {
	const text = `${sample837()}~~\r\n~`;
	expect(codes(await read(text))).toEqual([]);
	const [whole, pieces] = [
		await read(`${text}LEFT OVER`),
		await collect(readClaims(inPieces(bytes(`${text}LEFT OVER`), 7))),
	];
	expect(whole).toEqual(pieces);
	expect(whole?.at(-1)).toMatchObject({
		kind: 'problem',
		problem: { code: 'TEXT_AFTER_IEA', segment_id: 'IEA' },
	});
});

test('the content decides the kind of claim where the version says another', async () => {
	const readings = await read(sample837({ claims: [aHospitalClaim()] }));
	expect(readings.find(({ kind }) => kind === 'claim')).toMatchObject({
		kind: 'claim',
		claim: {
			type: 'institutional',
			facility_type: '13',
			statement_from: '2026-03-01',
			statement_through: '2026-03-03',
			lines: [
				{
					revenue_code: '0300',
					procedure_code: '85025',
					service_date: '2026-03-01',
					service_date_end: '2026-03-03',
				},
			],
			source: { format: 'x12-837i' },
		},
	});
	expect(codes(readings)).toEqual(['VERSION_CONTENT']);
});

test('a transaction of another kind and an ancient version are refused by name', async () => {
	expect(codes(await read(sample837().replace('ST*837', 'ST*835')))).toContain('TRANSACTION_UNSUPPORTED');
	expect(codes(await read(sample837({ version: '003070X222' })))).toContain('VERSION_UNSUPPORTED');
});

test('more than 999 lines are refused', async () => {
	const lines = Array.from({ length: 1001 }, (_, at) => [
		`LX*${at + 1}`,
		'SV1*HC:1*1*UN*1***1',
		'DTP*472*D8*20260301',
	]).flat();
	const readings = await read(sample837({ claims: [['CLM*BIG*1001***11:B:1', 'HI*ABK:J069', ...lines]] }));
	expect(readings[0]?.kind).toBe('rejected');
	expect(codes(readings)).toContain('LINES_TOO_MANY');
});

test('warnings stay with the claim they are about', async () => {
	const claims = [aClaim('A1'), aClaim('A2'), aClaim('A3')];
	const text = sample837({ claims }).replace('CLM*A2*150*', 'CLM*A2*151*');
	const readings = (await read(text)).filter((reading) => reading.kind === 'claim');
	expect(readings.map((reading) => codes([reading]))).toEqual([[], ['BALANCE'], []]);
});

test.each([4093, 65_536, 131_072])(
	'ten megabytes in chunks of %d bytes lose no line and gain none',
	async (size) => {
		const wanted = 26_000;
		const whole = sample837().split('~').slice(0, -1);
		const head = whole.slice(0, -11).join('~');
		const trailer = whole.slice(-3).join('~');
		const claim = (number: number) => `${aClaim(`A${number}`).join('~')}~K3*${'X'.repeat(number % 300)}~`;
		function* chunks() {
			let held = bytes(`${head}~`);
			for (let number = 1; number <= wanted; number++) {
				held = joined(held, bytes(number < wanted ? claim(number) : `${claim(number)}${trailer}~`));
				while (held.length >= size) {
					yield held.subarray(0, size);
					held = held.slice(size);
				}
			}
			yield held;
		}
		let read = 0;
		const found = { claims: 0, lines: 0, units: 0, inOrder: 0 };
		const counted = function* () {
			for (const chunk of chunks()) {
				read += chunk.length;
				yield chunk;
			}
		};
		for await (const reading of readClaims(counted())) {
			if (reading.kind !== 'claim') continue;
			found.claims++;
			if (reading.claim.claim_id === `A${found.claims}`) found.inOrder++;
			for (const { units, charge } of reading.claim.lines) {
				found.lines++;
				found.units += charge === '50.00' ? units : 0;
			}
		}
		expect(read).toBeGreaterThan(8_000_000);
		expect(found).toEqual({ claims: wanted, lines: 2 * wanted, units: 2 * wanted, inOrder: wanted });
	},
);

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
	const whole = new Uint8Array(first.length + second.length);
	whole.set(first);
	whole.set(second, first.length);
	return whole;
}

test('claims are handed out while the rest of a long piece is still unread', async () => {
	// Given a piece of some hundred kilobytes, which is wiped out once its first claim is there
	const file = bytes(sample837({ claims: Array.from({ length: 1_000 }, (_, n) => aClaim(`A${n}`)) }));
	const ids: string[] = [];
	// When
	const reading = (async () => {
		for await (const reading of readClaims(file)) {
			if (reading.kind !== 'claim') continue;
			if (ids.push(reading.claim.claim_id) === 1) file.fill(0x20, file.length / 2);
		}
	})();
	// Then
	await expect(reading).rejects.toThrow('TRUNCATED');
	expect(ids.length).toBeGreaterThan(400);
	expect(ids.length).toBeLessThan(600);
});

test.each([
	['a byte-order mark in its midst, as of two files put together', '\ufeff'],
	['line ends of other machines', '\u0085'],
])('a file with %s is read, and told of', async (_, mark) => {
	const text = sample837({ claims: [aClaim('A1'), aClaim('A2'), aClaim('A3')] });
	const readings = await collect(readClaims(text.replace('CLM*A2', `${mark}CLM*A2`)));
	const claims = readings.filter((reading) => reading.kind === 'claim');
	expect(claims.map(({ claim }) => claim.claim_id)).toEqual(['A1', 'A2', 'A3']);
	expect(claims.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([[], ['STRAY_BYTES'], []]);
});

test('a claim whose beginning is damaged is told once, by its first line', async () => {
	const text = sample837({ claims: [aClaim('A1'), aClaim('A2')] });
	const readings = await collect(readClaims(text.replace('CLM*A1', 'CLN*A1')));
	const lost = readings.flatMap((reading) => (reading.kind === 'problem' ? reading.problem : []));
	expect(lost.filter(({ level }) => level === 'error').map(({ code }) => code)).toEqual(['LINE_MISPLACED']);
});
