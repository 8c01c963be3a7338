import { expect, test } from 'bun:test';
import type { ClaimStatusInquiry, Enrolment, PremiumPayment } from '../../claim';
import { EnrolmentWriter } from '../enrolment/write-enrolments';
import { writeClaimStatusInquiries } from '../hierarchy/write-claim-status';
import { writePremiumPayments } from '../premium/write-premiums';
import { type InterchangeOptions, out, type ReplacedText, X12Writer } from './x12-writer';

function listening(changes: Partial<InterchangeOptions> = {}) {
	const replaced: ReplacedText[] = [];
	const options: InterchangeOptions = {
		sender: { id: 'S' },
		receiver: { id: 'R' },
		controlNumber: 1,
		at: '2026-03-02T10:30',
		onReplaced: (one) => replaced.push(one),
		...changes,
	};
	return { replaced, options };
}

test('each element in which something gave way to a blank is told once, with its place and its claim', () => {
	const { replaced, options } = listening();
	const writer = new X12Writer(options);
	writer.group('HC', 'V');
	writer.transaction('837', 'V');
	writer.begin('C1');
	writer.put(out('NTE', 'ADD', 'a*b~c'));
	writer.put(out('HI', ['BK', 'fine'], ['BF', 'not:fine'], undefined, { repeats: ['1^2', '3'] }));
	writer.begin('C2');
	writer.put(out('NTE', 'ADD', ' plain text ', 'line\nend'));
	writer.close();
	expect(writer.take()).toContain(
		'~NTE*ADD*a b c~HI*BK:fine*BF:not fine**1 2^3~NTE*ADD*plain text*line end~',
	);
	expect(replaced).toEqual([
		{ segment_id: 'NTE', element: 2, document: 1, claim_id: 'C1' },
		{ segment_id: 'HI', element: 2, document: 1, claim_id: 'C1' },
		{ segment_id: 'HI', element: 4, document: 1, claim_id: 'C1' },
		{ segment_id: 'NTE', element: 3, document: 2, claim_id: 'C2' },
	]);
});

test('other delimiters leave room for the usual ones', () => {
	const { replaced, options } = listening({ delimiters: { element: '|' } });
	const writer = new X12Writer(options);
	writer.put(out('NTE', 'ADD', 'a*b'));
	expect(writer.take()).toContain('NTE|ADD|a*b~');
	expect(replaced).toEqual([]);
});

test('the envelope is of no document', () => {
	const { replaced, options } = listening({ receiver: { id: 'R*1' } });
	const writer = new X12Writer(options);
	writer.begin('C1');
	writer.group('HC', 'V');
	expect(replaced).toEqual([
		{ segment_id: 'ISA', element: 8, document: 0 },
		{ segment_id: 'GS', element: 3, document: 0 },
	]);
});

const inquiry = (name: string): ClaimStatusInquiry => ({
	payer: { id: 'P', name },
	provider: { npi: '1234567893', name: 'CLINIC' },
	subscriber: { member_id: 'M1', last_name: 'SMITH' },
	...{ lines: [], trace_numbers: [] },
});
const payment = (name: string): PremiumPayment => ({
	...{ currency: 'USD', amount: '1.00', method: 'ach' },
	...{ receiver: { name }, remitter: { name: 'R' }, items: [] },
});
const enrolment = (name: string): Enrolment => ({
	...{ sponsor: { name: 'ACME' }, insurer: { name: 'P' }, is_subscriber: true, relationship: 'self' },
	...{ maintenance_type: 'add', member: { last_name: name }, coverages: [] },
});

test.each([
	[
		'276',
		(names: string[], to: InterchangeOptions) => writeClaimStatusInquiries(names.map(inquiry), to),
		'NM1',
	],
	['820', (names: string[], to: InterchangeOptions) => writePremiumPayments(names.map(payment), to), 'N1'],
	[
		'834',
		(names: string[], to: InterchangeOptions) => {
			const writer = new EnrolmentWriter(to);
			return names.map((name) => writer.write(enrolment(name))).join('') + writer.end();
		},
		'NM1',
	],
])('an %s tells which of its documents it is', (_, write, segment_id) => {
	const { replaced, options } = listening();
	write(['FINE', 'NOT*FINE'], options);
	expect(replaced).toMatchObject([{ segment_id, document: 2 }]);
});
