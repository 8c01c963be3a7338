import { afterAll, expect, test } from 'bun:test';
import { DatabaseSettings } from '../../src/config';
import { recordChanges } from '../../src/db/audit';
import { testDatabase } from '../../src/testing/database';
import { testPlatform } from '../../src/testing/platform';

const database = await testDatabase('member-service');
const { sql } = testPlatform('member-service', DatabaseSettings, { DATABASE_URL: database.url });
const admin = testPlatform('member-service', DatabaseSettings, { DATABASE_URL: database.adminUrl });
afterAll(async () => {
	await Promise.all([sql.end(), admin.sql.end()]);
	await database.drop();
});

test('changes of several stories are written together, each under its own actor and story', async () => {
	const change = { action: 'tea.poured', entity: 'tea' };
	await recordChanges(sql, 'member-service', { actor: 'member-service', correlationId: 'ours' }, [
		{ ...change, entityId: '1', after: { cups: 1 } },
		{ ...change, entityId: '2', before: { cups: 1 }, actor: 'ada', correlationId: 'hers' },
	]);
	const rows = await admin.sql`
		select entity_id, actor, correlation_id, before, after from audit.entries where entity = 'tea' order by entity_id`;
	expect([...rows]).toEqual([
		{ entity_id: '1', actor: 'member-service', correlation_id: 'ours', before: null, after: { cups: 1 } },
		{ entity_id: '2', actor: 'ada', correlation_id: 'hers', before: { cups: 1 }, after: null },
	]);
});

test('many changes are recorded as few are, whatever signs they hold', async () => {
	const said = 'a\ttab, a\nline, a \\ and "quotes"';
	const changes = Array.from({ length: 50 }, (_, at) => ({
		action: 'cup.washed',
		entity: 'cup',
		entityId: String(at),
		before: at === 0 ? null : { said },
		after: { said },
	}));
	await sql.begin((tx) =>
		recordChanges(tx, 'member-service', { actor: said, correlationId: 'ours' }, changes),
	);
	const rows = await admin.sql`
		select entity_id, service, actor, action, correlation_id, before, after, now() - at < interval '1 minute' as is_now
		from audit.entries where entity = 'cup' order by id`;
	expect([...rows]).toEqual(
		changes.map(({ action, entityId, before, after }) => ({
			entity_id: entityId,
			service: 'member-service',
			actor: said,
			action,
			correlation_id: 'ours',
			before,
			after,
			is_now: true,
		})),
	);
});

test('what cannot be recorded undoes the transaction, be it few changes or many', async () => {
	const change = { action: 'cup.broken', entity: 'broken cup', entityId: '1', after: { said: '\u0000' } };
	for (const count of [1, 50]) {
		const broken = sql.begin((tx) =>
			recordChanges(tx, 'member-service', { actor: 'ada' }, [
				...Array.from({ length: count }, () => ({ ...change, after: {} })),
				change,
			]),
		);
		await expect(broken).rejects.toMatchObject({ code: '22P05' });
	}
	expect(await admin.sql`select from audit.entries where entity = 'broken cup'`).toBeEmpty();
});
