import { expect, test } from 'bun:test';
import { JsonText, successBody } from './envelope';

const NOW = new Date('2026-11-26T12:00:00Z');
const answered = (data: unknown) => JSON.parse(successBody(data, 'r-1', NOW));

test('data that is JSON already is answered as the same data would be', () => {
	const claim = {
		id: 'c-1',
		content: { lines: [{ code: '99213', note: 'a "quoted" , text }' }] },
		paid: null,
	};
	const { content, ...head } = claim;
	const text = JsonText.object(head).with('content', JSON.stringify(content));
	expect(answered(JsonText.list([text, text]))).toEqual(answered([claim, claim]));
	expect(answered(JsonText.list([]))).toEqual(answered([]));
});

test('the fields of a stored object follow those of another, however it was written', () => {
	const head = JsonText.object({ id: 'd-1' });
	for (const stored of ['{"lines":[],"alerts":["a"]}', ' {\n "lines": [], "alerts": ["a"] }'])
		expect(answered(head.and(stored)).data).toEqual({ id: 'd-1', lines: [], alerts: ['a'] });
});
