import { describe, expect, test } from 'bun:test';
import { Remittance, remittanceImbalances } from '../../claim';
import { X12Error } from '../problem';
import { keptLines } from '../test-support/kept';
import { bytes, collect, inPieces } from '../test-support/sample-837';
import { aRemittance } from '../test-support/sample-documents';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import type { InterchangeOptions, ReplacedText } from '../write/x12-writer';
import { type RemittanceReading, readRemittances } from './read-remittances';
import { writeRemittance, writeRemittances } from './write-remittance';

const options: InterchangeOptions = {
	sender: { id: 'PAYER' },
	receiver: { id: 'CLINIC' },
	controlNumber: 7,
	at: '2026-03-09T08:00',
};

async function read(data: string | Uint8Array) {
	const readings = await collect(readRemittances(data));
	return {
		remittances: readings.flatMap((reading) => (reading.kind === 'document' ? [reading.document] : [])),
		warnings: readings.flatMap((reading) =>
			reading.kind === 'document' ? reading.warnings.map(({ code }) => code) : [],
		),
		problems: readings.flatMap((reading) => (reading.kind === 'problem' ? [reading.problem.code] : [])),
		rejected: readings.flatMap((reading) =>
			reading.kind === 'rejected' ? reading.problems.map(({ code }) => code) : [],
		),
	};
}

/** What a remittance says, apart from its envelope; amounts that were only kept are compared as numbers. */
function meaningOf(remittance: Remittance) {
	const { source, ...said } = JSON.parse(JSON.stringify(remittance)) as Remittance;
	const kept = [keptLines(source?.extras), ...said.claims.map(({ extras }) => keptLines(extras))];
	for (const claim of said.claims) {
		delete claim.extras;
		claim.header_number ??= '1';
	}
	return { ...said, kept };
}

test('of a remittance it is told which claim says what could not be written, and what is said of all', () => {
	const { claims, payer, ...rest } = aRemittance();
	const replaced: ReplacedText[] = [];
	const [first, ...others] = claims;
	if (!first) throw new Error('no claim');
	const named = { ...first, patient: { ...first.patient, last_name: 'SM*TH' } };
	const remittance = { ...rest, payer: { ...payer, name: 'PAYER*ONE' }, claims: [...others, named] };
	writeRemittance(remittance, { ...options, onReplaced: (one) => replaced.push(one) });
	expect(replaced).toEqual([
		{ segment_id: 'N1', element: 2, document: 1 },
		{ segment_id: 'NM1', element: 3, document: 1, claim_id: 'A1' },
	]);
});

test('a remittance that is written and read again says the same', async () => {
	const text = writeRemittance(aRemittance(), options);
	const { remittances, warnings, problems } = await read(text);
	expect(remittances.map(meaningOf)).toEqual([meaningOf(aRemittance())]);
	expect(Remittance.parse(remittances[0])).toBeDefined();
	expect([...warnings, ...problems]).toEqual([]);
});

test('the 835 looks as the guide has it, with trailers that count', () => {
	expect(writeRemittance(aRemittance(), { ...options, lineEnd: '\n' }).split('\n')).toMatchInlineSnapshot(`
	  [
	    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*CLINIC         *260309*0800*^*00501*000000007*0*P*:~",
	    "GS*HP*PAYER*CLINIC*20260309*0800*7*X*005010X221A1~",
	    "ST*835*0001~",
	    "BPR*I*430.00*C*ACH************20260310~",
	    "TRN*1*T0001*1999999999~",
	    "DTM*405*20260309~",
	    "N1*PR*PAYER ONE*XV*P1~",
	    "N3*1 PLAZA~",
	    "N4*CHICAGO*IL*60601~",
	    "N1*PE*CLINIC*XX*1234567893~",
	    "REF*TJ*123456789~",
	    "LX*1~",
	    "CLP*A1*1*500.00*400.00*60.00*12*CLM-2026-00000001*11*1~",
	    "NM1*QC*1*SMITH*JANE****MI*M1~",
	    "MOA***MA01~",
	    "DTM*232*20260301~",
	    "SVC*HC:99213:25*500.00*400.00**1~",
	    "DTM*472*20260301~",
	    "CAS*CO*45*40.00~",
	    "CAS*PR*2*60.00~",
	    "REF*6R*L1~",
	    "AMT*B6*460.00~",
	    "LQ*HE*N130~",
	    "CLP*A2*1*50.00*50.00~",
	    "PLB*1234567893*20261231*WO:OLD1*20.00~",
	    "SE*24*0001~",
	    "GE*1*7~",
	    "IEA*1*000000007~",
	    "",
	  ]
	`);
});

test('adjustments of one group share a CAS, six at most', () => {
	const remittance = aRemittance();
	const [claim] = remittance.claims;
	const [line] = claim?.lines ?? [];
	if (!line) throw new Error('no line');
	line.adjustments = [
		...Array.from({ length: 8 }, (_, at) => ({ group: 'CO' as const, carc: String(at + 1), amount: '1.00' })),
		{ group: 'PR', carc: '2', amount: '92.00', quantity: 2 },
	];
	const text = writeRemittance(remittance, options);
	expect(text.match(/CAS\*[^~]*/g)).toEqual([
		'CAS*CO*1*1.00**2*1.00**3*1.00**4*1.00**5*1.00**6*1.00',
		'CAS*CO*7*1.00**8*1.00',
		'CAS*PR*2*92.00*2',
	]);
});

test('provider adjustments of one provider and year share a PLB, six at most', async () => {
	const remittance = aRemittance();
	const [one] = remittance.provider_adjustments;
	if (!one) throw new Error('no adjustment');
	remittance.provider_adjustments = Array.from({ length: 8 }, (_, at) => ({
		...one,
		reference: `R${at}`,
		amount: '2.50',
	}));
	const text = writeRemittance(remittance, options);
	expect(text.match(/PLB\*/g)).toHaveLength(2);
	expect((await read(text)).remittances.map(meaningOf)).toEqual([meaningOf(remittance)]);
	expect((await read(text)).warnings).toEqual([]);
});

test('a payment that is taken back is a debit', async () => {
	const remittance = aRemittance();
	remittance.payment.amount = '-70.00';
	const text = writeRemittance(remittance, options);
	expect(text).toContain('BPR*I*70.00*D*ACH');
	expect((await read(text)).remittances[0]?.payment.amount).toBe('-70.00');
});

test('a remittance that says not how or under which number it is paid, as FHIR need not, is no 835', () => {
	const { payment, ...rest } = aRemittance();
	const { method, trace_number, ...said } = payment;
	for (const half of [{ method }, { trace_number }])
		expect(() => writeRemittance({ ...rest, payment: { ...said, ...half } }, options)).toThrow(RangeError);
});

test('several remittances stand in one group, each in its own transaction set', async () => {
	const text = (await collect(writeRemittances([aRemittance(), aRemittance()], options))).join('');
	expect(text.match(/~ST\*835\*\d+/g)).toEqual(['~ST*835*0001', '~ST*835*0002']);
	expect(text).toEndWith('~GE*2*7~IEA*1*000000007~');
	expect((await read(text)).remittances).toHaveLength(2);
});

describe('a remittance adds up', () => {
	test('when lines, claims and payment all do', () => {
		expect(remittanceImbalances(aRemittance())).toEqual([]);
	});

	test('or says where it does not, to the cent', () => {
		const remittance = aRemittance();
		const [claim] = remittance.claims;
		if (claim?.lines[0]) claim.lines[0].paid = '399.99';
		remittance.payment.amount = '430.01';
		expect(remittanceImbalances(remittance)).toEqual([
			{ level: 'line', claim: 1, line: 1, expected: '400.00', actual: '399.99' },
			{ level: 'payment', expected: '430.00', actual: '430.01' },
		]);
	});

	test('and a file that does not is read with a warning', async () => {
		const text = writeRemittance({ ...aRemittance(), provider_adjustments: [] }, options);
		expect((await read(text)).warnings).toEqual(['BALANCE']);
	});

	test('that stands where the sum does', async () => {
		const text = writeRemittance(aRemittance(), options).replace('CLP*A1*1*500.00*', 'CLP*A1*1*501.00*');
		const [reading] = await collect(readRemittances(text));
		const place = { segment_id: 'CLP', loop: '2100', element: 4 };
		expect(reading).toMatchObject({ kind: 'document', warnings: [{ code: 'BALANCE', ...place }] });
	});
});

test('a remittance without its payment is rejected', async () => {
	const text = writeRemittance(aRemittance(), options).replace(/BPR\*[^~]*~/, '');
	expect((await read(text)).rejected).toEqual(['SEGMENT_MISSING']);
});

test('an amount that is none rejects the remittance, with its place', async () => {
	const text = writeRemittance(aRemittance(), options).replace(
		'CLP*A2*1*50.00*50.00',
		'CLP*A2*1*50.00*fifty',
	);
	const [reading] = await collect(readRemittances(text));
	expect(reading).toMatchObject({
		kind: 'rejected',
		problems: [{ code: 'AMOUNT_INVALID', segment_id: 'CLP', element: 4, loop: '2100' }],
	});
});

test('a remittance that breaks off is not half a remittance', async () => {
	const text = writeRemittance(aRemittance(), options);
	const readings: RemittanceReading[] = [];
	const reading = (async () => {
		for await (const item of readRemittances(text.slice(0, text.indexOf('PLB')))) readings.push(item);
	})();
	await expect(reading).rejects.toThrow(X12Error);
	await reading.catch(() => {});
	expect(readings).toMatchObject([{ kind: 'rejected', problems: [{ code: 'TRUNCATED' }] }]);
});

const minorUnits = (amount: string) => {
	const [, sign, units, decimals = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(amount) ?? [];
	return Number(`${sign}${units}${decimals.padEnd(2, '0')}`);
};

describe.skipIf(!hasSharedData)('the real remittance files (skipped without ../shared/data)', () => {
	const files = [
		...sharedFiles('x12/835'),
		...sharedFiles('x12/malformed').filter(({ facts }) => facts.includes('CLP04')),
	];

	test('are all there', () => {
		expect(files.length).toBeGreaterThanOrEqual(21);
	});

	test.each(files)('$name gives the claims and payments it holds', async ({ facts, bytes: data }) => {
		const [, claims, paid, segments] = /(\d+) CLP, CLP04 sum ([\d.]+), PLB (\d+)/.exec(facts) ?? [];
		const { remittances } = await read(data());
		for (const remittance of remittances) Remittance.parse(remittance);
		const all = remittances.flatMap((remittance) => remittance.claims);
		expect(all).toHaveLength(Number(claims));
		expect(all.reduce((sum, claim) => sum + minorUnits(claim.paid), 0)).toBe(minorUnits(paid ?? ''));
		const periods = remittances.flatMap((remittance) =>
			remittance.provider_adjustments.map(({ reason }) => reason),
		);
		expect(periods.length > 0).toBe(Number(segments) > 0);
	});

	test.each(files)('$name says the same when it is written and read again', async ({ bytes: data }) => {
		const { remittances } = await read(data());
		const text = (await collect(writeRemittances(remittances, options))).join('');
		const again = await read(text);
		expect(again.remittances.map(meaningOf)).toEqual(remittances.map(meaningOf));
		expect(again.problems).toEqual([]);
	});

	test.each(files.slice(0, 6))('$name reads the same in pieces', async ({ bytes: data }) => {
		const whole = await read(data());
		for (const size of [1, 50]) {
			const readings = await collect(readRemittances(inPieces(data(), size)));
			expect(readings.flatMap((reading) => (reading.kind === 'document' ? [reading.document] : []))).toEqual(
				whole.remittances,
			);
		}
	});
});

test('bytes and text give the same remittance', async () => {
	const text = writeRemittance(aRemittance(), options);
	expect(await read(bytes(text))).toEqual(await read(text));
});
