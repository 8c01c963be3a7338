import { expect, test } from 'bun:test';
import { collect, join } from '../test-support/sample-837';
import type { PlaceInGuide } from '../write/x12-writer';
import { readRemittances } from './read-remittances';
import { writeRemittance } from './write-remittance';

/** Each of these may stand in a remittance or not. Where it stands, it is there again, once, when it is written. */

const SEGMENTS = [
	'BPR*I*100*C*ACH*CCP*01*111*DA*222*1999999999**01*333*DA*444*20260310',
	'TRN*1*T1*1999999999',
	'DTM*405*20260309',
	'N1*PR*PAYER*ZZ*P1',
	'N3*1 A',
	'N4*CHICAGO*IL*60601',
	'N1*PE*CLINIC*XX*1234567893',
	'LX*1',
	'CLP*A1*1*150*100*50*12*CN1*11*1',
	'NM1*QC*1*SMITH*JANE****MI*M1',
	'SVC*HC:99213*150*100**1',
	'CAS*PR*1*50',
];

/** Amounts come back written out: 45 and 45.00 are one. */
const sameAmounts = (segment: string) => segment.replaceAll(/\*(-?\d+)\.00(?=\*|$)/g, '*$1');

async function writtenAgain(before: string, segments: readonly string[]) {
	const at = SEGMENTS.findIndex((segment) => segment.startsWith(before)) + 1;
	const body = SEGMENTS.toSpliced(at, 0, ...segments);
	const file = join([
		'ISA*00*          *00*          *ZZ*S1             *ZZ*P1             *260302*1030*^*00501*000000001*0*T*:',
		'GS*HP*S1*P1*20260302*1030*1*X*005010X221A1',
		'ST*835*0001',
		...body,
		`SE*${body.length + 2}*0001`,
		'GE*1*1',
		'IEA*1*000000001',
	]);
	const readings = await collect(readRemittances(file));
	const read = readings.flatMap((reading) => (reading.kind === 'document' ? [reading] : []));
	const [{ document, warnings } = { document: undefined, warnings: [] }] = read;
	if (!document) throw new Error(`not read: ${JSON.stringify(readings)}`);
	const text = writeRemittance(document, {
		sender: { id: 'S1' },
		receiver: { id: 'P1' },
		controlNumber: 1,
		at: '2026-03-02T10:30',
	});
	const transaction = text.split('~').slice(3, -4).map(sameAmounts);
	return { document, warnings: warnings.map(({ code }) => code), transaction, body: body.map(sameAmounts) };
}

test.each([
	['TRN', ['CUR*PR*CAD', 'REF*EV*RCV1', 'REF*F2*V5']],
	['N4', ['REF*2U*A', 'PER*BL*JO*TE*5551112222', 'PER*IC**UR*example.org']],
	['N4', ['PER*CX*CLAIMS*TE*5551112222*EX*12', 'PER*BL*JO*TE*5551113333', 'PER*BL*AN*EM*an@example.org']],
	['N4', ['PER*CX**TE*5551112222', 'PER*BL*JO*TE*5551113333', 'PER*IC**EM*help@example.org']],
	['N1*PE', ['N3*1 B', 'N4*X*IL*627010000', 'REF*TJ*123456789', 'REF*PQ*P1', 'RDM*BM*NAME*ADDR']],
	['LX', ['TS3*1234567893*11*20261231*1*150****100*10*5', 'TS2*1*2*3*4*5*6']],
	['CLP', ['CAS*CO*45*10**253*5', 'CAS*OA*23*-10*2']],
	['CLP', ['CAS*ZZ*23*-10*2']],
	['NM1*QC', ['NM1*IL*1*SMITH*JOHN****MI*M2', 'NM1*74*1*SMYTH*JANE****C*M3']],
	['NM1*QC', ['NM1*82*1*DOE*A****XX*1234567893', 'NM1*TT*2*CROSS*****PI*X1', 'NM1*PR*2*CORR*****PI*X1']],
	['NM1*QC', ['NM1*GB*1*OTHER*SUB****MI*M9']],
	['NM1*QC', ['MIA*3*1*2*100*MA01*5*6*7*8*9*10*11*12*13*14*15*16*17*18*MA02*MA03*MA04*MA05*20']],
	['NM1*QC', ['MOA*.5*10*MA01*MA02*MA03*MA04*MA07*5*7']],
	['NM1*QC', ['MIA*0****MA01', 'MOA***MA15']],
	['NM1*QC', ['MIA*0****MA01', 'MOA*.5**MA15']],
	['NM1*QC', ['REF*EA*V1', 'REF*F8*V2', 'DTM*232*20260301', 'DTM*233*20260302', 'DTM*036*20260303']],
	['NM1*QC', ['DTM*050*20260301', 'PER*CX*JO*TE*5551112222', 'AMT*AU*12.50', 'AMT*I*-5', 'QTY*CA*3']],
	['SVC', ['DTM*150*20260301', 'DTM*151*20260305']],
	['CAS', ['REF*6R*A', 'REF*G1*B', 'REF*HPI*C', 'AMT*B6*12.50', 'AMT*KH*3', 'QTY*ZK*3']],
	['CAS', ['LQ*HE*N130', 'LQ*RX*75']],
	['CAS', ['SVC*HC:99213:25*10*0*0300*1*HC:99214:::::DESC*2']],
	['CAS', ['CLP*A2*22*-150*-100**MC*CN2*13*7**DRG*1.5*.8']],
	['CAS', ['LX*2', 'TS3*1*11*20261231*1*10', 'CLP*B1*1*10*10']],
	[
		'CAS',
		['LX*1', 'TS3*1*11*20261231*1*10', 'CLP*B1*1*10*10', 'LX*2', 'TS3*1*13*20261231*1*5', 'CLP*C1*1*5*5'],
	],
	['CAS', ['PLB*1234567893*20261231*WO:OLD1*20*72:X*5*FB*-3', 'PLB*1234567893*20251231*L6*-1.50']],
	['CAS', ['PLB*1234567893**WO:OLD1*20']],
])('after %s: %j is read and written', async (before, segments) => {
	const { transaction, body } = await writtenAgain(before, segments);
	expect(transaction.toSorted()).toEqual(body.toSorted());
});

test('an adjustment of the provider is written once, and what no field takes of it is told', async () => {
	const { warnings, transaction } = await writtenAgain('CAS', ['PLB*1234567893*20261231*WO:OLD1:MORE*20']);
	expect(warnings).toContain('ELEMENT_UNEXPECTED');
	expect(transaction.filter((segment) => segment.startsWith('PLB'))).toEqual([
		'PLB*1234567893*20261231*WO:OLD1*20',
	]);
});

test('an adjustment without its year stands where it stood, and is told', async () => {
	const { warnings, transaction } = await writtenAgain('CAS', ['PLB*1234567893**WO:OLD1*20']);
	expect(warnings).toContain('ELEMENT_MISSING');
	expect(transaction.at(-1)).toBe('PLB*1234567893**WO:OLD1*20');
});

test('a payee that is a health plan is named by its plan id, and its tax id stands behind', async () => {
	const { document } = await writtenAgain('CAS', []);
	const payee = {
		name: 'PLAN',
		tax_id: '123456789',
		tax_id_type: 'employer' as const,
		identifiers: [{ qualifier: 'XV', value: 'PLAN1' }],
	};
	const text = writeRemittance(
		{ ...document, payee },
		{ sender: { id: 'S1' }, receiver: { id: 'P1' }, controlNumber: 1, at: '2026-03-02T10:30' },
	);
	expect(text).toContain('~N1*PE*PLAN*XV*PLAN1~REF*TJ*123456789~');
	const [again] = await collect(readRemittances(text));
	expect(again?.kind === 'document' && again.document.payee).toEqual(payee);
});

test('a payee’s number that is no NPI stands where it stood', async () => {
	const { document } = await writtenAgain('CAS', []);
	const payee = { name: 'CLINIC', identifiers: [{ qualifier: 'XX', value: 'CLINIC7' }] };
	const text = writeRemittance(
		{ ...document, payee },
		{ sender: { id: 'S1' }, receiver: { id: 'P1' }, controlNumber: 1, at: '2026-03-02T10:30' },
	);
	expect(text).toContain('~N1*PE*CLINIC*XX*CLINIC7~');
	expect(text).not.toContain('REF*XX');
});

test('what an 835 must say of the payer and nobody told is told by its place', async () => {
	const { document } = await writtenAgain('CAS', []);
	const told: string[] = [];
	const envelope = { sender: { id: 'S1' }, receiver: { id: 'P1' }, controlNumber: 1, at: '2026-03-02T10:30' };
	const onMissing = ({ loop, segment_id, element, code }: PlaceInGuide) =>
		told.push([loop, segment_id, element, code].filter(Boolean).join(' '));
	const payment = { ...document.payment, payer_identifier: undefined };
	writeRemittance(
		{ ...document, payment, payer: { name: 'PAYER' }, source: undefined },
		{ ...envelope, onMissing },
	);
	expect(told).toEqual(['ST TRN 3', '1000A N3', '1000A N4', '1000A PER BL']);
});

test('a remittance without a payment says so in both its codes', async () => {
	const { document } = await writtenAgain('CAS', []);
	const payment = { method: 'none' as const, amount: '0.00', trace_number: 'T1' };
	const text = writeRemittance(
		{ ...document, payment, source: undefined },
		{ sender: { id: 'S1' }, receiver: { id: 'P1' }, controlNumber: 1, at: '2026-03-02T10:30' },
	);
	expect(text).toContain('~BPR*H*0.00*C*NON~');
});

test('what payers name no role for is whom they ask about the file itself', async () => {
	const { document } = await writtenAgain('CAS', []);
	const text = writeRemittance(
		{
			...document,
			payer: {
				...document.payer,
				contacts: [
					{ name: 'JO', phone: '555' },
					{ role: 'business', phone: '556' },
				],
			},
		},
		{ sender: { id: 'S1' }, receiver: { id: 'P1' }, controlNumber: 1, at: '2026-03-02T10:30' },
	);
	expect(text).toContain('~PER*CX**TE*556~PER*BL*JO*TE*555~');
});

test('what is said of a group of claims stands with that group, also where its number comes again', async () => {
	const { transaction } = await writtenAgain('CAS', ['LX*1', 'TS3*1*11*20261231*1*10', 'CLP*B1*1*10*10']);
	const told = transaction
		.filter((segment) => /^(LX|TS3|CLP)/.test(segment))
		.map((segment) => segment.slice(0, 6));
	expect(told).toEqual(['LX*1', 'CLP*A1', 'LX*1', 'TS3*1*', 'CLP*B1']);
});
