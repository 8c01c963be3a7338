import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAskes } from '../../local/testing/run-askes';
import { writeProfiles } from '../../profiles';
import { anItem, resultsOf } from '../../screens/pend-queue/testing';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const ITEM = '0190b5c6-7d1e-7000-8000-000000000001';
const CLAIM = '0190b5c6-7d1e-7000-8000-000000000002';
const item = anItem(ITEM, { claim_id: CLAIM, claim_number: 'CLM-2026-00000007', version: 4 });
const NOT_ALLOWED = { code: 'AUTHORITY_TOO_LOW', message: 'This needs a person of authority 4; yours is 2' };

let home: string;
let server: ReturnType<typeof Bun.serve>;
let asked: { request: string; body: unknown }[];
let results = resultsOf();
beforeAll(() => {
	home = mkdtempSync(join(tmpdir(), 'askes-home-'));
	server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer });
	writeProfiles(
		{ current: 'test', profiles: { test: { base_url: `http://127.0.0.1:${server.port}` } } },
		join(home, 'config.json'),
	);
});
beforeEach(() => {
	asked = [];
});
afterAll(async () => {
	await server.stop(true);
	rmSync(home, { recursive: true, force: true });
});

async function answer(request: Request): Promise<Response> {
	const { pathname, search } = new URL(request.url);
	asked.push({
		request: `${request.method} ${pathname}${search}`,
		body: request.method === 'POST' ? await request.json() : null,
	});
	const data = dataOf(request.method, pathname, search);
	return Response.json({ success: true, data, metadata: { page: { next_cursor: null, limit: 50 } } });
}

function dataOf(method: string, path: string, search: string): unknown {
	if (path === '/api/v1/claims/CLM-2026-00000007') return { id: CLAIM };
	if (path === '/api/v1/review-items/counts')
		return { items: 1, reasons: [{ rule: 'R31', carc: '133', items: 1 }] };
	if (path === '/api/v1/review-items') return search.includes('status=open') ? [item] : [];
	if (path.endsWith('/overrides')) return { ...item, kind: 'override', status: 'awaiting_approval' };
	if (path.endsWith('/releases')) return { ...item, status: 'released' };
	return method === 'POST' ? results : item;
}

const adjudication = (...args: string[]) =>
	runAskes(['adjudication', ...args], { env: { ASKES_HOME: home } });

test('without a terminal the queue is lines, and its counts are beside them', async () => {
	const { code, stdout, stderr } = await adjudication(
		'queue',
		'--rule',
		'R31',
		'--unassigned',
		'--within-level',
		'4',
	);
	expect(code).toBe(0);
	expect(stdout).toMatch(/CLM-2026-00000007 +2,060\.00 +USD .* 4 +open .*R31 waits for a person \(line 1\)/);
	expect(stderr).toContain('1  R31 waits for a person');
	const [page] = asked.filter(({ request }) => !request.includes('/counts'));
	expect(page?.request).toContain('rule=R31');
	expect(page?.request).toContain('assigned_to=&');
	expect(page?.request).toContain('within_authority=4');
});

test('a claim is released by its number, as it was read', async () => {
	results = resultsOf({ id: ITEM, claim_number: item.claim_number, status: 'released', problem: null });
	const { code, stdout } = await adjudication('release', 'CLM-2026-00000007', '--reason', 'seen');
	expect([code, stdout.includes('released')]).toEqual([0, true]);
	expect(asked.at(-1)).toEqual({
		request: 'POST /api/v1/review-actions',
		body: { action: 'release', reason: 'seen', on: { items: [{ id: ITEM, version: 4 }] } },
	});
});

test('a line without a price is given one', async () => {
	const { code } = await adjudication('release', ITEM, '--price', '1=90.00', '--reason', 'agreed');
	expect(code).toBe(0);
	expect(asked.at(-1)).toEqual({
		request: `POST /api/v1/review-items/${ITEM}/releases`,
		body: { reason: 'agreed', prices: [{ line: 1, allowed: '90.00' }] },
	});
});

test('what denied a paid claim is overridden by its number', async () => {
	const { code, stdout } = await adjudication(
		...[
			'override',
			'CLM-2026-00000007',
			'--line',
			'2',
			'--price',
			'1=190.00',
			'--reason',
			'agreed by letter',
		],
	);
	expect(code).toBe(0);
	expect(stdout).toContain('override, awaiting_approval');
	expect(asked.at(-1)).toEqual({
		request: `POST /api/v1/claims/${CLAIM}/overrides`,
		body: { reason: 'agreed by letter', lines: [2], prices: [{ line: 1, allowed: '190.00' }] },
	});
});

test('an appeal is upheld by the number of its claim, and of all that match nothing else is', async () => {
	results = resultsOf({ id: ITEM, claim_number: item.claim_number, status: 'upheld', problem: null });
	const { code, stdout } = await adjudication('uphold', 'CLM-2026-00000007', '--reason', 'sent too late');
	expect([code, stdout.includes('upheld')]).toEqual([0, true]);
	expect(asked.at(-1)).toEqual({
		request: 'POST /api/v1/review-actions',
		body: { action: 'uphold', reason: 'sent too late', on: { items: [{ id: ITEM, version: 4 }] } },
	});
	await adjudication('uphold', '--all', '--older-than', '90', '--reason', 'no answer');
	expect(asked.at(-1)?.body).toMatchObject({ action: 'uphold', on: { filter: { kind: 'appeal' } } });
});

test('all that match are denied at once, and what was refused is told beside each', async () => {
	results = resultsOf(
		{ id: ITEM, claim_number: 'CLM-1', status: 'denied', problem: null },
		{ id: CLAIM, claim_number: 'CLM-2', status: 'open', problem: NOT_ALLOWED },
	);
	const denial = ['--carc', '252', '--group', 'CO', '--remark', 'M127', '--reason', 'no report'];
	const { code, stdout } = await adjudication('deny', '--all', '--rule', 'R29', '--limit', '20', ...denial);
	expect(code).toBe(3);
	expect(stdout).toMatch(/CLM-2 +open +AUTHORITY_TOO_LOW: This needs/);
	expect(asked.at(-1)?.body).toEqual({
		...{ action: 'deny', carc: '252', group: 'CO', remarks: ['M127'], reason: 'no report' },
		on: { filter: { status: 'open', kind: 'pend', rule: 'R29' }, limit: 20 },
	});
});

test('one that is refused fails with the reason as its code', async () => {
	results = resultsOf({ id: ITEM, claim_number: 'CLM-1', status: 'open', problem: NOT_ALLOWED });
	const { code, stdout } = await adjudication('approve', ITEM, '--reason', 'agreed', '--json');
	expect([code, JSON.parse(stdout).code]).toEqual([4, 'AUTHORITY_TOO_LOW']);
});

test.each([
	['neither items nor --all', ['release', '--reason', 'x'], 'NOTHING_NAMED'],
	['items and --all', ['release', ITEM, '--all', '--reason', 'x'], 'NOTHING_NAMED'],
	['a price of many', ['release', ITEM, CLAIM, '--price', '1=9', '--reason', 'x'], 'PRICE_OF_MANY'],
	['a price of no line', ['release', ITEM, '--price', '90.00', '--reason', 'x'], 'PRICE_MALFORMED'],
	['an assignment to nobody in particular', ['assign', ITEM], 'NOBODY_NAMED'],
])('%s cannot be used', async (_, args, code) => {
	const run = await adjudication(...args, '--json');
	expect([run.code, JSON.parse(run.stdout).code]).toEqual([2, code]);
	expect(asked.filter(({ request }) => request.startsWith('POST'))).toEqual([]);
});

test('in a terminal the queue is a screen that is worked with keys', async () => {
	results = resultsOf({ id: ITEM, claim_number: item.claim_number, status: 'released', problem: null });
	let shown = '';
	let waiting: { text: string; said: () => void } | null = null;
	const child = Bun.spawn(
		[process.execPath, join(import.meta.dir, '../../main.ts'), 'adjudication', 'queue'],
		{
			env: { PATH: process.env.PATH ?? '', TERM: 'xterm', ASKES_HOME: home },
			terminal: {
				cols: 120,
				rows: 30,
				data(_, chunk) {
					shown += Buffer.from(chunk).toString();
					if (waiting && shown.includes(waiting.text)) waiting.said();
				},
			},
		},
	);
	const until = (text: string) =>
		new Promise<void>((said) => {
			waiting = { text, said };
			if (shown.includes(text)) said();
		});
	const press = async (keys: string, then: string) => {
		shown = '';
		child.terminal?.write(keys);
		await until(then);
	};
	await until('CLM-2026-00000007');
	await press('r', 'release CLM-2026-00000007');
	await press('seen', 'seen');
	await press('\r', '1 released');
	child.terminal?.write('q');
	expect(await child.exited).toBe(0);
	child.terminal?.close();
	expect(asked.find(({ request }) => request.startsWith('POST'))?.body).toMatchObject({
		action: 'release',
		reason: 'seen',
	});
});

test('what is missing of a claim is asked for by its number', async () => {
	results = resultsOf({ id: ITEM, claim_number: item.claim_number, status: 'open', problem: null });
	const request = ['--document', 'referral', '--document', 'invoice', '--due', '2026-12-24'];
	const { code } = await adjudication('request-documents', 'CLM-2026-00000007', ...request);
	expect(code).toBe(0);
	expect(asked.at(-1)?.body).toEqual({
		...{ action: 'request-documents', documents: ['referral', 'invoice'], due: '2026-12-24' },
		on: { items: [{ id: ITEM, version: 4 }] },
	});
});

test('what was asked for and what has come stands beside the item', async () => {
	const request = { documents: ['referral', 'invoice'], due: '2026-12-24', note: null, by: 'ani' };
	Object.assign(item, { request, received: ['referral'] });
	const { stdout } = await adjudication('queue');
	expect(stdout).toContain('asked for referral, invoice until 2026-12-24; has come: referral');
	Object.assign(item, { request: null, received: [] });
});
