import { expect, test } from 'bun:test';
import { minor } from '@claims-askes/kernel/money';
import { type Authorization, type Decision, decide } from './authorization';

const NOW = '2026-03-01T00:00:00.000Z';

const anAuthorization = (changes: Partial<Authorization> = {}): Authorization => ({
	id: '019a0000-0000-7000-8000-000000000001',
	number: 'AUT-2026-00000001',
	member_id: '019a0000-0000-7000-8000-000000000002',
	provider_id: null,
	status: 'requested',
	from: '2026-03-01',
	to: '2026-03-10',
	benefits: ['INPATIENT'],
	codes: [],
	currency: 'IDR',
	amount: minor(5_000_000),
	reason: null,
	requested_at: NOW,
	decided_at: null,
	...changes,
});

const outcome = (status: Authorization['status'], decision: Decision): string => {
	try {
		return decide(anAuthorization({ status }), decision, NOW).status;
	} catch (error) {
		return (error as { problem: { code: string } }).problem.code;
	}
};

const EXTEND = { decision: 'extend', to: '2026-03-12' } as const;
const DENY = { decision: 'deny', reason: 'not covered' } as const;
const CANCEL = { decision: 'cancel', reason: 'not admitted' } as const;
const ILLEGAL = 'AUTHORIZATION_ILLEGAL_TRANSITION';

test.each<[Authorization['status'], Decision, string]>([
	['requested', { decision: 'approve' }, 'approved'],
	['requested', DENY, 'denied'],
	['requested', CANCEL, 'cancelled'],
	['requested', EXTEND, ILLEGAL],
	['approved', EXTEND, 'approved'],
	['approved', CANCEL, 'cancelled'],
	['approved', { decision: 'approve' }, ILLEGAL],
	['approved', DENY, ILLEGAL],
	['denied', { decision: 'approve' }, 'approved'],
	['denied', EXTEND, ILLEGAL],
	['denied', CANCEL, ILLEGAL],
	['cancelled', { decision: 'approve' }, ILLEGAL],
	['cancelled', EXTEND, ILLEGAL],
])('a %s authorization, decided with %j, ends as %s', (status, decision, expected) => {
	expect(outcome(status, decision)).toBe(expected);
});

test('the payer may approve less than was asked', () => {
	const approved = decide(anAuthorization(), { decision: 'approve', amount: minor(3_000_000) }, NOW);
	expect(approved).toMatchObject({ status: 'approved', amount: 3_000_000, decided_at: NOW });
});

const narrower: [string, Decision][] = [
	['the same', { decision: 'extend' }],
	['fewer days', { decision: 'extend', to: '2026-03-09', amount: null }],
	['less money', { decision: 'extend', to: '2026-03-20', amount: minor(4_999_999) }],
	['another benefit instead', { decision: 'extend', to: '2026-03-20', benefits: ['SURGERY'] }],
];
test.each(narrower)('an extension to %s is none', (_, decision) => {
	expect(outcome('approved', decision)).toBe('EXTENSION_NOT_WIDER');
});

const wider: [string, Decision][] = [
	['more days', { decision: 'extend', to: '2026-03-11' }],
	['more money', { decision: 'extend', amount: minor(5_000_001) }],
	['any amount', { decision: 'extend', amount: null }],
	['a further benefit', { decision: 'extend', benefits: ['INPATIENT', 'SURGERY'] }],
];
test.each(wider)('an extension to %s keeps all that was promised', (_, decision) => {
	expect(outcome('approved', decision)).toBe('approved');
});

test('nothing is approved that ends before it begins', () => {
	expect(outcome('requested', { decision: 'approve', to: '2026-02-28' })).toBe(
		'AUTHORIZATION_DATES_INVERTED',
	);
});
