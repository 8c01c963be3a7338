import { expect, test } from 'bun:test';
import type { ReviewItem } from '../../flows/review/review-item';
import {
	answeredInFull,
	chosenItems,
	currentItem,
	EMPTY,
	type PendQueue,
	type PendQueueAction,
	pendQueueReducer,
} from './pend-queue-state';
import { actionOf, pricesOf } from './prompts';
import { anItem, aReason, resultsOf } from './testing';

const one = anItem('1');
const two = anItem('2');
const three = anItem('3');
const counts = { items: 3, reasons: [] };
const loadedWith = (...items: ReviewItem[]): PendQueueAction => ({
	type: 'loaded',
	page: { items, next_cursor: null },
	counts,
});
const after = (state: PendQueue, ...actions: PendQueueAction[]) => actions.reduce(pendQueueReducer, state);
const queue = after(EMPTY, loadedWith(one, two, three));
const move = (by: number): PendQueueAction => ({ type: 'moved', by });
const answer = (text: string): PendQueueAction[] => [{ type: 'typed', text }, { type: 'entered' }];

test('the row that is looked at stays within the queue', () => {
	expect(after(queue, move(1)).cursor).toBe(1);
	expect(after(queue, move(-1)).cursor).toBe(0);
	expect(after(queue, move(10)).cursor).toBe(2);
	expect(after(EMPTY, move(1)).cursor).toBe(0);
});

test('when the queue is loaded again the same claim is looked at, wherever it is now', () => {
	const looking = after(queue, move(1), { type: 'marked' });
	expect(after(looking, loadedWith(two, three)).cursor).toBe(0);
	const gone = after(looking, loadedWith(one));
	expect([gone.cursor, gone.marked.size]).toEqual([0, 0]);
});

test('an action is about the marked rows, else about the one that is looked at, else about nothing', () => {
	expect(chosenItems(queue)).toEqual([one]);
	const marked = after(queue, move(1), { type: 'marked' }, move(1), { type: 'marked' });
	expect(chosenItems(marked).map(({ id }) => id)).toEqual(['2', '3']);
	expect(chosenItems(after(marked, { type: 'marked' })).map(({ id }) => id)).toEqual(['2']);
	expect(chosenItems(after(marked, { type: 'opened' })).map(({ id }) => id)).toEqual(['3']);
	expect(after(EMPTY, { type: 'asked', verb: 'release' }).prompt).toBeNull();
});

test('all rows are marked, and unmarked again', () => {
	const all = after(queue, { type: 'markedAll' });
	expect([...all.marked]).toEqual(['1', '2', '3']);
	expect(after(all, { type: 'markedAll' }).marked.size).toBe(0);
});

test('a release is done once its reason is given', () => {
	const asked = after(queue, { type: 'asked', verb: 'release' });
	expect(answeredInFull(asked.prompt)).toBeNull();
	const typed = after(asked, { type: 'typed', text: 'seen?' }, { type: 'erased' }, { type: 'entered' });
	expect(answeredInFull(typed.prompt)).toMatchObject({
		verb: 'release',
		items: [one],
		answers: { reason: 'seen' },
	});
});

test('an answer that cannot be is asked for again, and said why', () => {
	const asked = after(queue, { type: 'asked', verb: 'deny' }, ...answer('nonsense'));
	expect(asked.prompt).toMatchObject({ mistake: 'a CARC is a number, as 252', answers: {} });
	const full = after(
		asked,
		...Array.from({ length: 8 }, () => ({ type: 'erased' }) as const),
		...answer('226'),
		...answer('N706 M127'),
		...answer('CO'),
	);
	expect(answeredInFull(full.prompt)).toBeNull();
	const { answers = {} } = answeredInFull(after(full, ...answer('no report')).prompt) ?? {};
	expect(actionOf('deny', answers)).toEqual({
		action: 'deny',
		carc: '226',
		remarks: ['N706', 'M127'],
		group: 'CO',
		reason: 'no report',
	});
	const plain = { carc: '252', remarks: '', group: 'CO', reason: 'no report' };
	expect(actionOf('deny', plain)).not.toHaveProperty('remarks');
});

test('lines without a price are asked for one each, of one claim alone', () => {
	const unpriced = anItem('9', { reasons: [aReason(), aReason({ rule: 'R18', line: 3, authority: null })] });
	const asked = after(
		EMPTY,
		loadedWith(unpriced),
		{ type: 'asked', verb: 'release' },
		...answer('90.00'),
		...answer('agreed'),
	);
	const answers = answeredInFull(asked.prompt)?.answers ?? {};
	expect(pricesOf(answers)).toEqual([{ line: 3, allowed: '90.00' }]);
	const many = after(
		EMPTY,
		loadedWith(one, unpriced),
		{ type: 'markedAll' },
		{ type: 'asked', verb: 'release' },
	);
	expect(many.prompt?.fields.map(({ name }) => name)).toEqual(['reason']);
});

test('an empty name gives a claim back to everybody', () => {
	const asked = after(queue, { type: 'asked', verb: 'assign' }, { type: 'entered' });
	expect(actionOf('assign', answeredInFull(asked.prompt)?.answers ?? {})).toEqual({
		action: 'assign',
		assigned_to: null,
	});
});

test('what was done and what was refused is told, and marks and prompt are gone', () => {
	const problem = { code: 'AUTHORITY_TOO_LOW', message: 'This needs a person of authority 4; yours is 2' };
	const state = after(
		queue,
		{ type: 'markedAll' },
		{ type: 'asked', verb: 'release' },
		{
			type: 'acted',
			answer: resultsOf(
				{ id: '1', claim_number: 'CLM-1', status: 'released', problem: null },
				{ id: '2', claim_number: 'CLM-2', status: 'awaiting_approval', problem: null },
				{ id: '3', claim_number: 'CLM-3', status: 'open', problem },
			),
		},
	);
	expect(state.notice).toEqual({
		kind: 'refused',
		text: '1 released, 1 awaiting_approval; 1 refused: CLM-3 This needs a person of authority 4; yours is 2',
	});
	expect([state.marked.size, state.prompt]).toEqual([0, null]);
});

test('an explanation that comes late is not shown under another claim', () => {
	const open = after(queue, { type: 'opened' });
	expect(currentItem(open)).toBe(one);
	expect(after(open, { type: 'explained', id: '2', lines: ['of another'] }).details?.lines).toBeNull();
	expect(after(open, { type: 'explained', id: '1', lines: ['a', 'b'] }, move(5)).details?.scroll).toBe(1);
});

test('a queue that cannot be loaded leaves what is being typed alone', () => {
	const typing = after(queue, { type: 'asked', verb: 'release' }, { type: 'typed', text: 'se' });
	expect(after(typing, { type: 'failed', message: 'unreachable' }).prompt?.text).toBe('se');
	const sent = after(typing, { type: 'entered' }, { type: 'failed', message: 'unreachable' });
	expect([sent.prompt, sent.notice?.text]).toEqual([null, 'unreachable']);
});
