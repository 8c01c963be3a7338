import { afterAll, describe, expect, test } from 'bun:test';
import { defineProblems, ProblemError } from '@claims-askes/kernel/problems';
import { DatabaseSettings } from '../../src/config';
import { commit } from '../../src/db/commit';
import { copyLine } from '../../src/db/copy-rows';
import { readFeed } from '../../src/events/feed';
import { recentPage } from '../../src/events/recent-page';
import type { Call } from '../../src/http/caller';
import { testDatabase } from '../../src/testing/database';
import { testPlatform } from '../../src/testing/platform';

const database = await testDatabase('member-service');
const platform = testPlatform('member-service', DatabaseSettings, { DATABASE_URL: database.url });
const { sql } = platform;
const admin = testPlatform('member-service', DatabaseSettings, { DATABASE_URL: database.adminUrl });
await admin.sql`create table member_service.teas (id uuid primary key, cups int not null, version int not null default 1)`;
await admin.sql`grant select, insert, update on member_service.teas to member_service`;
afterAll(async () => {
	await Promise.all([sql.end(), admin.sql.end()]);
	await database.drop();
});

const FAMILY = '0190b5c6-7d1e-7000-8000-0000000000ff';
let keys = 0;

function aCall(changes: { key?: string | null; hash?: string; subject?: string } = {}): Call {
	const { key = `key-${++keys}`, hash = 'h1', subject = 'tester' } = changes;
	return {
		caller: { subject, role: 'client', scopes: new Set(), only: null, authority: 1, expiresAt: new Date() },
		requestId: platform.newId(),
		correlationId: 'story',
		traceparent: null,
		ifMatch: null,
		idempotency: key === null ? null : { key, method: 'POST', path: '/api/v1/teas', requestHash: hash },
	};
}

const pour = (call: Call, cups = 1, id = platform.newId()) =>
	commit(platform, call, {
		data: { id, cups },
		effects: [sql`insert into teas (id, cups) select ${id}, ${cups} from once`],
		events: [
			{
				type: 'member.enrolled',
				key: FAMILY,
				data: { member_id: id, family_id: FAMILY, from: '2026-01-01' },
			},
		],
		audit: [{ action: 'tea.poured', entity: 'tea', entityId: id, after: { cups } }],
	});

const count = async (table: string) =>
	Number((await admin.sql`select count(*) from ${sql(table)}`)[0]?.count);
const counts = async () => ({
	teas: await count('member_service.teas'),
	events: await count('member_service.outbox'),
	audit: await count('audit.entries'),
});

test('one statement stores the row, its event and its audit entry', async () => {
	const before = await counts();
	const answer = await pour(aCall());
	expect([answer.status, answer.replayed]).toEqual([201, false]);
	const after = await counts();
	expect(after).toEqual({ teas: before.teas + 1, events: before.events + 1, audit: before.audit + 1 });
});

test('the same key and body answer the same bytes and write nothing', async () => {
	const first = await pour(aCall({ key: 'twice' }));
	const before = await counts();
	const again = await pour(aCall({ key: 'twice' }));
	expect([again.replayed, again.body]).toEqual([true, first.body]);
	expect(await counts()).toEqual(before);
});

test('the same key with another body is refused, and another caller may use it', async () => {
	await pour(aCall({ key: 'mine' }));
	await expect(pour(aCall({ key: 'mine', hash: 'other' }))).rejects.toMatchObject({
		problem: { code: 'IDEMPOTENCY_KEY_REUSED' },
	});
	expect((await pour(aCall({ key: 'mine', subject: 'somebody-else' }))).replayed).toBe(false);
});

test('a key still in flight answers at once', async () => {
	const call = aCall({ key: 'slow' });
	const id = platform.newId();
	const slow = commit(platform, call, {
		data: {},
		effects: [sql`insert into teas (id, cups) select ${id}, 1 from once, pg_sleep(2)`],
	});
	await Bun.sleep(200);
	let isSlowDone = false;
	void slow.then(() => {
		isSlowDone = true;
	});
	await expect(pour(aCall({ key: 'slow' }))).rejects.toMatchObject({
		problem: { code: 'IDEMPOTENCY_KEY_IN_FLIGHT' },
	});
	expect(isSlowDone).toBe(false);
	expect((await slow).replayed).toBe(false);
});

test('of many at once with one key exactly one has an effect', async () => {
	const before = await counts();
	const outcomes = await Promise.allSettled(Array.from({ length: 30 }, () => pour(aCall({ key: 'crowd' }))));
	const fresh = outcomes.filter((outcome) => outcome.status === 'fulfilled' && !outcome.value.replayed);
	expect(fresh).toHaveLength(1);
	expect((await counts()).teas).toBe(before.teas + 1);
});

test('a failed effect leaves nothing behind, so that the key can be used again', async () => {
	const id = platform.newId();
	await pour(aCall(), 1, id);
	const before = await counts();
	await expect(pour(aCall({ key: 'clash' }), 1, id)).rejects.toMatchObject({ code: '23505' });
	expect(await counts()).toEqual(before);
	expect((await pour(aCall({ key: 'clash' }))).replayed).toBe(false);
});

test('a change that finds no row to change is undone whole', async () => {
	const GONE = defineProblems({ TEA_CHANGED: [412, 'The tea has changed'] }).TEA_CHANGED;
	const before = await counts();
	const change = commit(platform, aCall({ key: null }), {
		status: 200,
		data: {},
		effects: [
			['changed', sql`update teas set cups = 2 where id = ${platform.newId()} and version = 1`],
			sql`insert into teas (id, cups) select ${platform.newId()}, 9 from once`,
		],
		events: [
			{
				type: 'member.enrolled',
				key: FAMILY,
				data: { member_id: FAMILY, family_id: FAMILY, from: '2026-01-01' },
			},
		],
		requires: { effect: 'changed', rows: 1, otherwise: new ProblemError(GONE) },
	});
	await expect(change).rejects.toMatchObject({ problem: { code: 'TEA_CHANGED' } });
	expect(await counts()).toEqual(before);
});

test('a request that changes nothing is stored and answered again all the same', async () => {
	const before = await counts();
	const idle = () => commit(platform, aCall({ key: 'idle' }), { data: { changed: 0 }, effects: [] });
	expect([(await idle()).replayed, (await idle()).replayed]).toEqual([false, true]);
	expect(await counts()).toEqual(before);
});

describe('rows in numbers are copied', () => {
	const copied = (call: Call, ids: readonly string[], effect = sql`update teas set version = 2`) =>
		commit(platform, call, {
			data: { count: ids.length },
			rows: [{ table: 'teas', columns: 'id, cups', lines: ids.map((id) => copyLine([id, 1])).join('') }],
			effects: [effect],
			events: ids.map((id) => ({
				type: 'member.enrolled' as const,
				key: FAMILY,
				data: { member_id: id, family_id: FAMILY, from: '2026-01-01' },
			})),
			audit: ids.map((entityId) => ({ action: 'tea.poured', entity: 'tea', entityId })),
		});
	const newIds = (howMany: number) => Array.from({ length: howMany }, () => platform.newId());

	test('with their events and audit rows, and the effects find them', async () => {
		const before = await counts();
		const ids = newIds(30);
		expect(
			(await copied(aCall(), ids, sql`update teas set cups = 2 where id = ${ids[0] ?? ''}`)).status,
		).toBe(201);
		expect(await counts()).toEqual({
			teas: before.teas + 30,
			events: before.events + 30,
			audit: before.audit + 30,
		});
	});

	test('and what was recorded of them can be told without the log, where it is committed', async () => {
		const latest = () => readFeed(sql, 'member-service', { after: 'latest', limit: 0 });
		const { next: after } = await latest();
		const ids = newIds(30);
		await copied(aCall(), ids);
		await expect(copied(aCall(), [ids[0] ?? '', ...newIds(2)])).rejects.toThrow();
		const told = await recentPage(sql, { after, limit: 500 }, platform.recent);
		expect(told?.events.map(({ data }) => 'member_id' in data && data.member_id)).toEqual(ids);
		expect(told?.next).toBe((await latest()).next);
	});

	test('a table may be left without rows', async () => {
		const table = { table: 'teas', columns: 'id, cups' };
		const lines = copyLine([platform.newId(), 1]);
		const before = await counts();
		const rows = [
			{ ...table, lines: '' },
			{ ...table, lines },
		];
		expect((await commit(platform, aCall(), { data: {}, rows, effects: [] })).status).toBe(201);
		expect(await counts()).toEqual({ ...before, teas: before.teas + 1 });
	});

	test('under a key they are stored once', async () => {
		const [ids, call] = [newIds(2), aCall()];
		await copied(call, ids);
		const before = await counts();
		expect((await copied(call, newIds(2))).replayed).toBe(true);
		expect(await counts()).toEqual(before);
	});

	test.each([
		['a row that breaks a constraint', (id: string) => copied(aCall(), [id, id])],
		[
			'an effect that fails',
			(id: string) => copied(aCall(), [id], sql`update teas set cups = 1 / 0 where id = ${id}`),
		],
	])('%s undoes all of it, and the connection is good for the next', async (_, attempt) => {
		const before = await counts();
		await expect(attempt(platform.newId())).rejects.toThrow();
		expect(await counts()).toEqual(before);
		expect((await copied(aCall(), newIds(2))).status).toBe(201);
	});
});
