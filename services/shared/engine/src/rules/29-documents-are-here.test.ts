import { expect, test } from 'bun:test';
import { type Changes, decided, verdict } from '../testing';

test.each<[string, Changes, string]>([
	['a document of the plan that is missing', { plan: { documents: [{ document: 'invoice' }] } }, 'pend 252'],
	[
		'that is here',
		{ plan: { documents: [{ document: 'invoice' }] }, claim: { documents: ['invoice'] } },
		'pay',
	],
	[
		'that only reimbursement needs',
		{ plan: { documents: [{ document: 'invoice', channel: 'reimbursement' }] } },
		'pay',
	],
	[
		'asked for strictly over an amount',
		{ plan: { documents: [{ document: 'invoice', over: 1000 }] } },
		'pay',
	],
	['over it', { plan: { documents: [{ document: 'invoice', over: 999 }] } }, 'pend 252'],
	['a document of the benefit', { benefit: { documents: ['report'] } }, 'pend 252'],
	['of another benefit', { plan: { benefits: { care: {}, surgery: { documents: ['report'] } } } }, 'pay'],
	[
		'denied, because nobody answered',
		{ plan: { documents: [{ document: 'invoice' }], rules: { '29': 'deny' } } },
		'deny CO-226',
	],
])('%s', (_, changes, expected) => {
	expect(verdict(changes, 'R29')).toBe(expected);
});

test('the finding names what is missing, and a denial for it has its remark', () => {
	const plan = { documents: [{ document: 'invoice' }, { document: 'report' }] };
	expect(decided({ plan, claim: { documents: ['report'] } }).decision.findings?.[0]?.missing).toEqual([
		'invoice',
	]);
	const denied = decided({ plan: { ...plan, rules: { '29': 'deny' } } }).decision;
	expect(denied.lines[0]?.adjustments[0]?.remarks).toEqual(['N706']);
});

test('what was asked for in vain is denied, unless the plan says otherwise or it has come', () => {
	const plan = { documents: [{ document: 'invoice' }] };
	const became = (unanswered: string[], changes: Changes = { plan }) =>
		decided(changes, { review: { unanswered } }).decision.lines[0];
	expect(became(['invoice'])).toMatchObject({
		denial: { rule: 'R29', carc: '226' },
		adjustments: [{ group: 'CO', carc: '226', remarks: ['N706'] }],
	});
	expect(became(['report'])?.pends).toMatchObject([{ rule: 'R29', carc: '252' }]);
	expect(became(['invoice'], { plan, claim: { documents: ['invoice'] } })?.outcome).toBe('pay');
	expect(became(['invoice'], { plan: { ...plan, rules: { '29': 'warn' } } })?.outcome).toBe('pay');
});

test('a line that was denied before does not add to the amount that asks for a document', () => {
	const plan = { documents: [{ document: 'invoice', over: 1_500 }], exclusions: { codes: ['B'] } };
	expect(verdict({ plan, lines: [{}, { code: 'B' }] }, 'R29')).toBe('pay');
	expect(verdict({ plan, lines: [{}, { code: 'C' }] }, 'R29')).toBe('pend 252');
});
