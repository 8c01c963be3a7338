import { expect, test } from 'bun:test';
import { pauseAfter } from './backoff';
import { assertTellable, render } from './template';
import { assertTopics } from './webhook';

test('a message that failed is tried again ever more seldom, and at last no more', () => {
	const pauses = Array.from({ length: 8 }, (_, at) => pauseAfter(at + 1, 0.5));
	expect(pauses.slice(0, 3)).toEqual([30_000, 120_000, 480_000]);
	expect(pauses.at(-1)).toBeNull();
	const waits = pauses.filter((pause) => pause !== null);
	expect(waits.toSorted((a, b) => a - b)).toEqual(waits);
	expect(Math.max(...waits)).toBe(21_600_000);
});

test('no two that failed together come back together', () => {
	expect(pauseAfter(1, 0)).toBeLessThan(pauseAfter(1, 1) ?? 0);
});

const codeOf = (work: () => void): string => {
	try {
		work();
		return 'accepted';
	} catch (error) {
		return (error as { problem: { code: string } }).problem.code;
	}
};

test.each([
	['A statement is ready', 'For {{ claims }} claims of run {{run_id}}', 'accepted'],
	['Statement for {{claims}}', 'x', 'PLACEHOLDER_NOT_ALLOWED'],
	['x', 'Dear {{given_name}}', 'PLACEHOLDER_NOT_ALLOWED'],
	['x', '{{constructor}}', 'PLACEHOLDER_NOT_ALLOWED'],
	['x', '{{}}', 'PLACEHOLDER_NOT_ALLOWED'],
])('a template %j / %j is %s', (subject, body, expected) => {
	expect(codeOf(() => assertTellable({ topic: 'eob.ready', subject, body }))).toBe(expected);
});

test.each([
	['fund.short', '{{needed}} {{currency}} of {{available}}', 'accepted'],
	['fund.alerted', '{{percent}} of {{fund}}', 'accepted'],
	['documents.requested', '{{claim_number}}: {{documents}} until {{due}}', 'accepted'],
	['payment.voided', '{{payment_number}}: {{currency}} {{amount}}, {{cause}}', 'accepted'],
	['payment.voided', '{{payment_id}}', 'PLACEHOLDER_NOT_ALLOWED'],
	['documents.requested', '{{claim_id}}', 'PLACEHOLDER_NOT_ALLOWED'],
	['fund.alerted', '{{needed}}', 'PLACEHOLDER_NOT_ALLOWED'],
	['eob.ready', '{{needed}}', 'PLACEHOLDER_NOT_ALLOWED'],
] as const)('a template of %s that tells %j is %s', (topic, body, expected) => {
	expect(codeOf(() => assertTellable({ topic, subject: 'x', body }))).toBe(expected);
});

test('facts are filled in as text', () => {
	const facts = { claims: '3', run_id: 'r-1', notification_id: '{{run_id}}' };
	expect(render('{{claims}} in {{ run_id }}, {{notification_id}}', facts)).toBe('3 in r-1, {{run_id}}');
});

test('each recipient is told of what concerns it', () => {
	expect(codeOf(() => assertTopics({ topics: ['eob.ready'], recipient_kind: 'member' }))).toBe('accepted');
	expect(codeOf(() => assertTopics({ topics: ['run.completed'], recipient_kind: null }))).toBe('accepted');
	expect(codeOf(() => assertTopics({ topics: ['fund.short'], recipient_kind: 'group' }))).toBe('accepted');
	expect(codeOf(() => assertTopics({ topics: ['fund.short'], recipient_kind: 'member' }))).toBe(
		'TOPIC_NOT_FOR_RECIPIENT',
	);
	expect(codeOf(() => assertTopics({ topics: ['eob.ready'], recipient_kind: null }))).toBe(
		'TOPIC_NOT_FOR_RECIPIENT',
	);
	expect(codeOf(() => assertTopics({ topics: ['run.completed'], recipient_kind: 'provider' }))).toBe(
		'TOPIC_NOT_FOR_RECIPIENT',
	);
});
