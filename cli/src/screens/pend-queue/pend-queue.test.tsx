import { afterEach, expect, test } from 'bun:test';
import { cleanup, render } from 'ink-testing-library';
import type { ReviewItem } from '../../flows/review/review-item';
import { PendQueue } from './pend-queue';
import { aDesk, anItem } from './testing';

afterEach(cleanup);
const FILTER = { status: 'open' } as const;
const WANTED = { sort: 'oldest', limit: 50 } as const;
const ENTER = '\r';
const ESCAPE = '\x1b';

async function open(...items: ReviewItem[]) {
	const { desk, done } = aDesk(...items);
	const screen = render(<PendQueue desk={desk} filter={FILTER} wanted={WANTED} refreshMs={60_000} />);
	/** Waits until the screen says so. */
	const until = async (text: string | RegExp): Promise<string> => {
		for (let tries = 0; tries < 200; tries++) {
			const frame = screen.lastFrame() ?? '';
			if (typeof text === 'string' ? frame.includes(text) : text.test(frame)) return frame;
			await Bun.sleep(5);
		}
		throw new Error(`the screen never said ${text}:\n${screen.lastFrame()}`);
	};
	const press = async (key: string, then: string | RegExp) => {
		screen.stdin.write(key);
		return until(then);
	};
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

test('nobody waiting is said', async () => {
	await (await open()).until('Nobody waits.');
});
