import { expect, test } from 'bun:test';
import { assertTellable, render } from './template';

test('a fact is told wherever it is named, with blanks about its name or without', () => {
	const facts = { claims: 3, run_id: 'r', notification_id: 'n' };
	expect(render('{{claims}} claims, {{ claims }} {{\tclaims\n}}', facts)).toBe('3 claims, 3 3');
});

test('a placeholder full of blanks that never ends takes no time', () => {
	const body = `{{${' '.repeat(3_000)}`;
	const began = performance.now();
	assertTellable({ topic: 'eob.ready', subject: 'Ready', body });
	expect(performance.now() - began).toBeLessThan(1_000);
});
