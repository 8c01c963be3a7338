import { describe, expect, test } from 'bun:test';
import { PremiumPayment } from '../../claim';
import { keptLines } from '../test-support/kept';
import { collect, inPieces } from '../test-support/sample-837';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import { readPremiumPayments } from './read-premiums';
import { writePremiumPayments } from './write-premiums';

const sample = (change: (text: string) => string = (text) => text) =>
	change(
		[
			'ISA*00*          *00*          *ZZ*EXCHANGE       *ZZ*PAYER          *260302*1030*^*00501*000000001*0*T*:',
			'GS*RA*EXCHANGE*PAYER*20260302*1030*1*X*005010X306',
			'ST*820*0001*005010X306',
			'BPR*I*300.5*C*ACH************20260301',
			'TRN*3*T1',
			'N1*PE*PAYER ONE*FI*123456789',
			'N1*RM*EXCHANGE*58*CMSFFM',
			'ENT*1',
			'NM1*IL*1*SMITH*JANE****C1*M1',
			'RMR*ZZ*APTC**310.5',
			'DTM*582****RD8*20260301-20260331',
			'ENT*2',
			'RMR*ZZ*BAL**-10',
			'SE*12*0001',
			'GE*1*1',
			'IEA*1*000000001',
			'',
		].join('~'),
	);

test('a premium payment gives who pays, what, and for whom', async () => {
	const [reading] = await collect(readPremiumPayments(sample()));
	if (reading?.kind !== 'document') throw new Error('no payment');
	expect(PremiumPayment.parse(reading.document)).toMatchObject({
		amount: '300.50',
		method: 'ach',
		date: '2026-03-01',
		trace_number: 'T1',
		receiver: { name: 'PAYER ONE', id: '123456789' },
		remitter: { name: 'EXCHANGE' },
		items: [
			{
				qualifier: 'ZZ',
				reference: 'APTC',
				paid: '310.50',
				member: { last_name: 'SMITH' },
				period_from: '2026-03-01',
				period_through: '2026-03-31',
			},
			{ reference: 'BAL', paid: '-10.00' },
		],
	});
	expect(reading.warnings).toEqual([]);
});

test('a payment without its amount is rejected', async () => {
	const [reading] = await collect(
		readPremiumPayments(sample((text) => text.replace('BPR*I*300.5*', 'BPR*I**'))),
	);
	expect(reading).toMatchObject({
		kind: 'rejected',
		problems: [{ code: 'ELEMENT_MISSING', segment_id: 'BPR', element: 2 }],
	});
});

const envelope = {
	sender: { id: 'EXCHANGE' },
	receiver: { id: 'PAYER' },
	controlNumber: 1,
	at: '2026-03-02T10:30',
};

async function paymentsOf(source: Parameters<typeof readPremiumPayments>[0]): Promise<PremiumPayment[]> {
	const readings = await collect(readPremiumPayments(source));
	return readings.flatMap((reading) => (reading.kind === 'document' ? [reading.document] : []));
}

/** What is said, without where it stood. */
const meaning = ({ source, ...said }: PremiumPayment) => ({
	...said,
	kept: keptLines(source?.extras),
});

test('what was read of an 820 and is written again says the same', async () => {
	const payments = await paymentsOf(sample());
	const written = writePremiumPayments(payments, envelope);
	expect((await paymentsOf(written)).map(meaning)).toEqual(payments.map(meaning));
	expect(written.split('~').slice(3, 14)).toEqual([
		'BPR*I*300.50*C*ACH************20260301',
		'TRN*3*T1',
		'N1*PE*PAYER ONE*FI*123456789',
		'N1*RM*EXCHANGE*58*CMSFFM',
		'ENT*1',
		'NM1*IL*1*SMITH*JANE****C1*M1',
		'RMR*ZZ*APTC**310.50',
		'DTM*582****RD8*20260301-20260331',
		'ENT*2',
		'RMR*ZZ*BAL**-10.00',
		'SE*12*0001',
	]);
});

test.each(['34', 'C1', 'CI', 'EI'])('a member number of kind %s stays in the name', async (qualifier) => {
	const payments = await paymentsOf(sample((text) => text.replace('*C1*M1~', `*${qualifier}*M1~`)));
	expect(payments[0]?.items[0]?.member?.identifiers).toEqual([{ qualifier, value: 'M1' }]);
	const written = writePremiumPayments(payments, envelope);
	expect(written).toContain(`~NM1*IL*1*SMITH*JANE****${qualifier}*M1~RMR*`);
	expect((await paymentsOf(written)).map(meaning)).toEqual(payments.map(meaning));
});

test('an invoice that is paid for nobody in particular is written too', async () => {
	const [payment] = await paymentsOf(sample());
	const invoice = { qualifier: 'IK', reference: 'INV1', paid: '300.50' };
	const written = payment ? writePremiumPayments([{ ...payment, items: [invoice, invoice] }], envelope) : '';
	expect(written.split('~').slice(7, 11)).toEqual([
		'ENT*1',
		'RMR*IK*INV1**300.50',
		'RMR*IK*INV1**300.50',
		'SE*9*0001',
	]);
});

test('what is taken back is a debit', async () => {
	const [payment] = await paymentsOf(sample((text) => text.replace('*300.5*C*', '*300.5*D*')));
	expect(payment?.amount).toBe('-300.50');
	expect(writePremiumPayments(payment ? [payment] : [], envelope)).toContain('BPR*I*300.50*D*ACH');
});

describe.skipIf(!hasSharedData)('the real premium files (skipped without ../shared/data)', () => {
	const files = sharedFiles('x12/820');

	test.each(files)(
		'$name is read whole and written again, or refused for its age',
		async ({ facts, bytes }) => {
			const readings = await collect(readPremiumPayments(bytes()));
			if (facts.includes('003010')) {
				expect(readings.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))).toContainEqual(
					expect.objectContaining({ code: 'VERSION_UNSUPPORTED', level: 'error' }),
				);
				return;
			}
			const payments = readings.flatMap((reading) => (reading.kind === 'document' ? [reading.document] : []));
			const text = new TextDecoder().decode(bytes());
			expect(payments).toHaveLength(text.match(/~\s*ST\*820/g)?.length ?? 0);
			expect(payments.flatMap(({ items }) => items)).toHaveLength(text.match(/~\s*RMR\*/g)?.length ?? 0);
			for (const payment of payments) PremiumPayment.parse(payment);
			expect(await collect(readPremiumPayments(inPieces(bytes(), 13)))).toEqual(readings);
			const again = await paymentsOf(writePremiumPayments(payments, envelope));
			expect(again.map(meaning)).toEqual(payments.map(meaning));
		},
	);
});
