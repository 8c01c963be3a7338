import { expect, test } from 'bun:test';
import { anItem } from '../../screens/pend-queue/testing';
import { appealLines, itemLines, queueTable } from './queue-lines';

const NOW = new Date('2026-11-27T10:00:00Z');
const appeal = anItem('1', { kind: 'appeal', reasons: [], authority: 1 });

test('an appeal is told apart in the queue, where no rule is its reason', () => {
	expect(queueTable([appeal], NOW)).toMatch(/open +appeal$/m);
	expect(queueTable([anItem('2')], NOW)).not.toContain('appeal');
});

test('who reads an appeal is told who asked and why, and how it is answered', () => {
	const [head, , answer] = itemLines(appeal, NOW);
	expect(head).toContain('appeal, open');
	expect(answer).toContain('uphold it, or override the claim');
	const asked = { id: '1', asked_by: 'member', reason: 'the report was sent' };
	expect(appealLines(asked)).toEqual(['  appealed by member: the report was sent']);
	expect(appealLines(null)).toEqual([]);
});
