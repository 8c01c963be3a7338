import { expect, test } from 'bun:test';
import { tallyOf } from './claim-batch';
import { accepted, answerEach, duplicate, rejected } from './import-outcome';

const claim = (id: string) => ({ id, claim_number: `CLM-2026-0000000${id}` });
const reasons = [{ field: 'total_charge', code: 'NOTHING_CHARGED', message: 'asks for nothing to be paid' }];

test('claims are answered in the order in which they came', () => {
	const answers = [duplicate('c', claim('3')), rejected('b', reasons), accepted('a', claim('1'), [])];
	expect(answerEach(['a', 'b', 'c'], answers).map(({ outcome }) => outcome)).toEqual([
		'accepted',
		'rejected',
		'duplicate',
	]);
});

test('a claim that stands twice in a request is accepted once and then its own duplicate', () => {
	const [first, second] = answerEach(['a', 'a'], [accepted('a', claim('1'), reasons)]);
	expect(first).toMatchObject({ outcome: 'accepted', warnings: reasons });
	expect(second).toMatchObject({ outcome: 'duplicate', claim_id: '1', warnings: [] });
});

test('a rejected claim that stands twice is rejected twice, for the same reasons', () => {
	const met = answerEach(['a', 'a'], [rejected('a', reasons)]);
	expect(met.map(({ outcome, reasons }) => [outcome, reasons.length])).toEqual([
		['rejected', 1],
		['rejected', 1],
	]);
});

test('every claim is counted under what became of it', () => {
	expect(tallyOf(['accepted', 'duplicate', 'accepted', 'rejected'])).toEqual({
		accepted: 2,
		duplicate: 1,
		rejected: 1,
	});
});
