import { expect, test } from 'bun:test';
import { readClaims } from '../claims/read-claims';
import { X12Error } from '../problem';
import { aClaim, aHospitalClaim, sample837 } from '../test-support/sample-837';
import { Tokenizer } from '../tokenizer';
import { Acknowledger } from './acknowledgement';
import { write277ca } from './write-277ca';
import { write999 } from './write-acknowledgements';
import { writeTa1 } from './write-ta1';

const options = { controlNumber: 5, at: '2026-03-03T09:00' };

async function received(text: string) {
	const acknowledger = new Acknowledger();
	try {
		for await (const reading of readClaims(text, { check: true })) acknowledger.add(reading);
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		acknowledger.fail(error.problem);
	}
	const [outcome] = acknowledger.outcomes();
	if (!outcome) throw new Error('nothing was received');
	return outcome;
}

/** Segments between the group's header and its trailer. */
function bodyOf(text: string): string[] {
	const segments = text.split('~').filter(Boolean);
	return segments.slice(2, -2);
}

/** Trailers that count right, found by reading the answer as any receiver would. */
function isWellFormed(text: string): boolean {
	const tokenizer = new Tokenizer();
	tokenizer.push(new TextEncoder().encode(text));
	let segments = 0;
	let isGood = true;
	while (tokenizer.next()) {
		const { segment } = tokenizer;
		segments = segment.name === 'ST' ? 1 : segments + 1;
		if (segment.name === 'SE') isGood &&= segment.integer(1, 1, 1e6) === segments;
	}
	tokenizer.end();
	return isGood && !tokenizer.isInside;
}

test('a good file is accepted in every answer', async () => {
	const outcome = await received(sample837());
	expect(bodyOf(write999(outcome, options))).toEqual([
		'ST*999*0001*005010X231A1',
		'AK1*HC*1*005010X222A1',
		'AK2*837*0001*005010X222A1',
		'IK5*A',
		'AK9*A*1*1*1',
		'SE*6*0001',
	]);
	expect(writeTa1(outcome, options).split('~').slice(1, 3)).toEqual([
		'TA1*000000001*260302*1030*A*000',
		'IEA*0*000000005',
	]);
});

test('answers go back to the sender', async () => {
	const answer = write999(await received(sample837()), options);
	expect(answer.slice(0, 106)).toBe(
		'ISA*00*          *00*          *ZZ*P1             *ZZ*S1             *260303*0900*^*00501*000000005*0*T*:~',
	);
});

test('an error is told with its segment, its element and what stood there', async () => {
	const text = sample837({ claims: [aClaim('A1'), ['CLM*A2*-5***11:B:1*Y*A*Y*Y', ...aClaim().slice(1)]] });
	const answer = write999(await received(text), options);
	expect(bodyOf(answer)).toEqual([
		'ST*999*0001*005010X231A1',
		'AK1*HC*1*005010X222A1',
		'AK2*837*0001*005010X222A1',
		'IK3*CLM*27*2300*8',
		'CTX*CLM01:A2',
		'IK4*2*782*I12*-5',
		'IK5*E*5',
		'AK9*E*1*1*1',
		'SE*9*0001',
	]);
	expect(isWellFormed(answer)).toBe(true);
});

test('what the guide requires and the file lacks is told too', async () => {
	const text = sample837()
		.replace('PER*IC*EDI DESK*TE*5551234567~', '')
		.replace(/SE\*(\d+)/, (_, count) => `SE*${Number(count) - 1}`);
	expect(bodyOf(write999(await received(text), options))).toContain('IK3*PER*3*1000A*3');
});

test('wrong trailers are told where they belong: transaction, group, interchange', async () => {
	const text = sample837()
		.replace(/SE\*\d+\*0001/, 'SE*9*0009')
		.replace('GE*1*1', 'GE*2*1')
		.replace('IEA*1*000000001', 'IEA*1*000000002');
	const outcome = await received(text);
	expect(bodyOf(write999(outcome, options))).toEqual(expect.arrayContaining(['IK5*E*4*3', 'AK9*E*1*1*1*5']));
	expect(writeTa1(outcome, options)).toContain('TA1*000000001*260302*1030*E*001');
});

test('a transaction of another kind is refused as not supported', async () => {
	const outcome = await received(sample837().replace('ST*837', 'ST*856'));
	expect(bodyOf(write999(outcome, options))).toEqual(
		expect.arrayContaining(['AK2*856*0001*005010X222A1', 'IK5*R*1', 'AK9*R*1*1*0']),
	);
});

test('a file that breaks off is refused', async () => {
	const text = sample837();
	const outcome = await received(text.slice(0, text.indexOf('LX*2')));
	expect(bodyOf(write999(outcome, options))).toEqual(expect.arrayContaining(['IK5*R*2', 'AK9*R*1*1*0*3']));
	expect(writeTa1(outcome, options)).toContain('*R*023~');
});

test('of a file that breaks off later, what came whole before is accepted in every answer', async () => {
	const text = sample837({ claims: [aClaim('A1'), aClaim('A2')] });
	const outcome = await received(text.slice(0, text.lastIndexOf('LX*2')));
	expect(bodyOf(write999(outcome, options))).toEqual(expect.arrayContaining(['IK5*E*2', 'AK9*E*1*1*1*3']));
	expect(writeTa1(outcome, options)).toContain('*E*023~');
	expect(write277ca(outcome, { ...options, payer: { name: 'PAYER ONE', id: 'P1' } })).toContain(
		'TRN*2*A1~STC*A2:',
	);
});

test('the 277CA answers claim by claim, with totals that add up', async () => {
	const claims = [
		aClaim('A1'),
		['CLM*A2*150***11:B:1*Y*A*Y*Y', 'LX*1', 'SV1*HC:99213*150*UN*1', 'DTP*472*D8*20269999'],
		aClaim('A3'),
	];
	const outcome = await received(sample837({ claims }));
	const answer = write277ca(outcome, {
		...options,
		payer: { name: 'PAYER ONE', id: 'P1' },
		numberOf: ({ claim_id }) => `CLM-${claim_id}`,
	});
	expect(isWellFormed(answer)).toBe(true);
	expect(bodyOf(answer)).toMatchInlineSnapshot(`
	  [
	    "ST*277*0001*005010X214",
	    "BHT*0085*08*0000000010001*20260303*0900*TH",
	    "HL*1**20*1",
	    "NM1*PR*2*PAYER ONE*****PI*P1",
	    "TRN*1*0000000010001-1",
	    "DTP*050*D8*20260303",
	    "DTP*009*D8*20260303",
	    "HL*2*1*21*1",
	    "NM1*41*2*BILLING SERVICE*****46*S1",
	    "TRN*2*B1",
	    "STC*A1:20*20260303*WQ*450.00",
	    "QTY*90*2",
	    "QTY*AA*1",
	    "AMT*YU*300.00",
	    "AMT*YY*150.00",
	    "HL*3*2*19*1",
	    "NM1*85*2*CLINIC*****XX*1234567893",
	    "TRN*1*0",
	    "QTY*QA*2",
	    "QTY*QC*1",
	    "AMT*YU*300.00",
	    "AMT*YY*150.00",
	    "HL*4*3*PT",
	    "NM1*QC*1*SMITH*JANE****MI*M1",
	    "TRN*2*A1",
	    "STC*A2:20*20260303*WQ*150.00",
	    "REF*1K*CLM-A1",
	    "DTP*472*D8*20260301",
	    "HL*5*3*PT",
	    "NM1*QC*1*SMITH*JANE****MI*M1",
	    "TRN*2*A2",
	    "STC*A7:187*20260303*U*150.00********DTP03 this is no calendar date",
	    "HL*6*3*PT",
	    "NM1*QC*1*SMITH*JANE****MI*M1",
	    "TRN*2*A3",
	    "STC*A2:20*20260303*WQ*150.00",
	    "REF*1K*CLM-A3",
	    "DTP*472*D8*20260301",
	    "SE*39*0001",
	  ]
	`);
});

test('claims of two currencies are two answers, each with sums of its own', async () => {
	const outcome = await received(sample837({ claims: [aClaim('A1'), aClaim('A2'), aClaim('A3')] }));
	const [, rupiah] = outcome.groups[0]?.transactions[0]?.claims ?? [];
	if (rupiah)
		Object.assign(rupiah, { claim: { ...rupiah.claim, currency: 'IDR', total_charge: '2000000.00' } });
	const text = write277ca(outcome, { ...options, payer: { name: 'PAYER ONE', id: 'P1' } });
	expect(text.match(/ST\*277/g)).toHaveLength(2);
	expect(text.match(/(?<=AMT\*YU\*)[^~]+/g)).toEqual(['300.00', '300.00', '2000000.00', '2000000.00']);
	expect(text.match(/(?<=TRN\*1\*)[^~]+/g)).toEqual(['0000000010001-1', '0', '0000000010001-2', '0']);
	expect(isWellFormed(text)).toBe(true);
});

test('what is wrong with the sum or a pointer is told of its own segment and element', async () => {
	const claim = aClaim().map((segment) => segment.replace('100*UN*1***1:2', '99*UN*1***1:9'));
	const answer = bodyOf(write999(await received(sample837({ claims: [claim] })), options));
	expect(answer.slice(3, -2)).toEqual([
		'IK3*CLM*19*2300*8',
		'CTX*CLM01:A1',
		'IK4*2*782*I12',
		'IK3*SV1*22*2400*8',
		'CTX*CLM01:A1',
		'IK4*7**I12',
		'IK5*E*5',
	]);
});

test('of a composite the component is named, and what stood in it', async () => {
	const claim = aClaim().map((segment) => segment.replace('CLM*A1*150***11:B:1', 'CLM*A1*150***11:B'));
	const answer = bodyOf(write999(await received(sample837({ claims: [claim] })), options));
	expect(answer.slice(3, 6)).toEqual(['IK3*CLM*19*2300*8', 'CTX*CLM01:A1', 'IK4*5:3**1']);
});

test('a 277CA to a hospital names its type of bill', async () => {
	const outcome = await received(sample837({ claims: [aHospitalClaim()], version: '005010X223A2' }));
	expect(bodyOf(write277ca(outcome, { ...options, payer: { id: 'P', name: 'PAYER' } }))).toContain(
		'REF*BLT*131',
	);
});

test('what was whole before a file breaks off stays accepted', async () => {
	const text = sample837();
	const afterSet = await received(text.slice(0, text.indexOf('GE*')));
	expect(bodyOf(write999(afterSet, options))).toEqual(expect.arrayContaining(['IK5*A', 'AK9*E*1*1*1*3']));
	expect(writeTa1(afterSet, options)).toContain('*E*023~');
	const afterGroup = await received(text.slice(0, text.indexOf('IEA*')));
	expect(bodyOf(write999(afterGroup, options))).toEqual(expect.arrayContaining(['IK5*A', 'AK9*A*1*1*1']));
});

test('a trailer that is not there is missed in what it would have ended', async () => {
	const without = async (trailer: RegExp) => received(sample837().replace(trailer, ''));
	const noSet = await without(/SE\*[^~]*~/);
	expect(bodyOf(write999(noSet, options))).toEqual(expect.arrayContaining(['IK5*E*2', 'AK9*E*1*1*1']));
	const noGroup = await without(/GE\*[^~]*~/);
	expect(bodyOf(write999(noGroup, options))).toEqual(expect.arrayContaining(['IK5*A', 'AK9*E*1*1*1*3']));
	const noInterchange = await received(sample837().replace(/IEA\*[^~]*~/, '') + sample837());
	expect(writeTa1(noInterchange, options)).toContain('*E*022~');
});

test('a transaction set of which nothing could be taken is not accepted', async () => {
	const outcome = await received(sample837().replaceAll(/CLM\*[^~]*~/g, ''));
	expect(bodyOf(write999(outcome, options)).at(-2)).toBe('AK9*R*1*1*0');
});

/** Code list I18. */
test.each([
	['ISA01', 1, '00', '09', '010'],
	['ISA05', 5, 'ZZ', 'Z-', '005'],
	['ISA09', 9, '260302', '261302', '014'],
	['ISA10', 10, '1030', '2530', '015'],
	['ISA12', 12, '00501', '005A1', '017'],
	['ISA14', 14, '0', '7', '019'],
	['ISA15', 15, 'T', 'X', '020'],
])('a TA1 tells a wrong %s by its own code', async (_, element, right, wrong, note) => {
	const [isa = '', ...rest] = sample837().split('~');
	const elements = isa.split('*');
	expect(elements[element]).toBe(right);
	const text = [elements.with(element, wrong).join('*'), ...rest].join('~');
	expect(writeTa1(await received(text), options)).toContain(`*E*${note}~`);
});
