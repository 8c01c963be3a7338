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
