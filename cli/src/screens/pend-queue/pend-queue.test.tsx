import { afterEach, expect, test } from 'bun:test';
import { cleanup } from 'ink-testing-library';
import type { ReviewItem } from '../../flows/review/review-item';
import { openScreen } from '../testing';
import { PendQueue } from './pend-queue';
import { aDesk, anItem } from './testing';

afterEach(cleanup);
const FILTER = { status: 'open' } as const;
const WANTED = { sort: 'oldest', limit: 50 } as const;
const ENTER = '\r';
const ESCAPE = '\x1b';

async function open(...items: ReviewItem[]) {
	const { desk, done } = aDesk(...items);
	const { until, press } = openScreen(
		<PendQueue desk={desk} filter={FILTER} wanted={WANTED} refreshMs={60_000} />,
	);
	await until('enter look');
	return { until, press, done };
}

test('the queue shows each claim with amount, level and reasons', async () => {
	const { until } = await open(anItem('1'), anItem('2', { billed: '12060.00', assigned_to: 'ani' }));
	const frame = await until('CLM-2');
	expect(frame).toContain('Claims that wait for a person: 2');
	expect(frame).toMatch(/CLM-1 +2,060\.00 +USD .* L4 .* R31 waits for a person \(line 1\)/);
	expect(frame).toMatch(/CLM-2 +12,060\.00 .* ani/);
});

test('a reason that comes in one piece with its Enter is given, and nothing that follows it is', async () => {
	const { press, until, done } = await open(anItem('1'), anItem('2'));
	await until('CLM-2');
	await press('r', 'release CLM-1');
	await press(`known provider${ENTER}d`, '1 released');
	expect(done).toMatchObject([{ action: { action: 'release', reason: 'known provider' } }]);
});

test('several claims are marked and released with one reason', async () => {
	const { press, until, done } = await open(anItem('1'), anItem('2', { version: 3 }), anItem('3'));
	await until('CLM-3');
	await press(' ', '1 marked');
	await press('j', '1 marked');
	await press(' ', '2 marked');
	await press('r', 'release 2 claims reason');
	await press('known provider', 'known provider');
	await press(ENTER, '2 released');
	await until('Claims that wait for a person: 1');
	expect(done).toEqual([
		{
			action: { action: 'release', reason: 'known provider' },
			on: {
				items: [
					{ id: '1', version: 1 },
					{ id: '2', version: 3 },
				],
			},
		},
	]);
});

test('one claim is read in words, and left', async () => {
	const { press, until } = await open(anItem('1'));
	await until('CLM-1');
	const frame = await press(ENTER, 'Why claim of 1 is held');
	expect(frame).toContain('to release it takes level 4');
	await press(ESCAPE, 'enter look');
});

test('what waits for a second person is on the other side', async () => {
	const proposal = { by: 'ana', at: '2026-11-20T11:00:00.000Z', reason: 'seen' };
	const { press, done } = await open(anItem('1'), anItem('2', { status: 'awaiting_approval', proposal }));
	await press('\t', /second person: 1.*CLM-2/s);
	await press(ENTER, 'proposed by ana: seen');
	await press('p', 'approve CLM-2 reason');
	await press('agreed', 'agreed');
	await press(ENTER, '1 released');
	expect(done).toMatchObject([{ action: { action: 'approve', reason: 'agreed' } }]);
});

test('what denied a line of a claim is overridden from its explanation', async () => {
	const { press, until, done } = await open(anItem('1'));
	await until('CLM-1');
	await press(ENTER, 'Why claim of 1 is held');
	await press('o', 'override CLM-1 which denied line');
	await press('2', 'all): 2');
	await press(ENTER, 'override CLM-1 reason');
	await press('proof seen', 'proof seen');
	await press(ENTER, '1 released');
	expect(done).toEqual([{ claim: 'claim of 1', reason: 'proof seen', lines: [2] }]);
});

test('documents are asked for: which, until when, and why, with what is usual where nothing is said', async () => {
	const { press, until, done } = await open(anItem('1'), anItem('2'));
	await until('m ask for documents');
	await press('a', '2 marked');
	await press('m', 'request-documents 2 claims which');
	await press('referral, invoice', 'referral, invoice');
	await press(ENTER, 'until which day');
	await press('tomorrow', 'tomorrow');
	await press(ENTER, 'a day, as 2026-12-24');
	for (const _ of 'tomorrow') await press('\x7f', 'until which day');
	await press('2026-12-24', '2026-12-24');
	await press(ENTER, 'note for colleagues');
	await press(ENTER, '2 released');
	expect(done).toMatchObject([
		{ action: { action: 'request-documents', documents: ['referral', 'invoice'], due: '2026-12-24' } },
	]);
	expect(done[0]).not.toHaveProperty('action.note');
});

const anAppeal = (id: string) => anItem(id, { kind: 'appeal', reasons: [], authority: 1 });

test('an appeal is read with who asked and why, and upheld', async () => {
	const { press, until, done } = await open(anAppeal('1'));
	const frame = await until('u uphold  g grant');
	expect(frame).not.toContain('r release');
	await press(ENTER, 'appealed by provider: the report was sent');
	await press('u', 'uphold CLM-1 reason');
	await press('changes nothing', 'changes nothing');
	await press(ENTER, '1 released');
	expect(done).toMatchObject([{ action: { action: 'uphold', reason: 'changes nothing' } }]);
});

test('appeals are granted many at once, and what cannot be is told beside the others', async () => {
	const { press, until, done } = await open(anAppeal('1'), anAppeal('nothing'), anItem('3'));
	await until('CLM-3');
	await press('a', '3 marked');
	await press('g', 'grant 3 claims reason');
	await press('proof seen', 'proof seen');
	const frame = await press(ENTER, '2 refused');
	expect(frame).toContain('1 granted');
	expect(frame).toContain('CLM-nothing Nothing stands against it');
	expect(done).toEqual([{ claim: 'claim of 1', reason: 'proof seen' }]);
});

test('one appeal is granted with another price', async () => {
	const { press, until, done } = await open(anAppeal('1'));
	await until('CLM-1');
	await press('g', 'grant CLM-1 other prices');
	await press('1=190.00 2=40', '2=40');
	await press(ENTER, 'grant CLM-1 reason');
	await press('agreed', 'agreed');
	await press(ENTER, '1 granted');
	expect(done).toMatchObject([
		{
			prices: [
				{ line: 1, allowed: '190.00' },
				{ line: 2, allowed: '40' },
			],
		},
	]);
});

test('nobody waiting is said', async () => {
	await (await open()).until('Nobody waits.');
});
