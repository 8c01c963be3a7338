import { afterAll, expect, test } from 'bun:test';
import { DatabaseSettings } from '../../src/config';
import { forgetKeys } from '../../src/db/forget-keys';
import { testDatabase } from '../../src/testing/database';
import { testPlatform } from '../../src/testing/platform';

const database = await testDatabase('member-service');
const { sql } = testPlatform('member-service', DatabaseSettings, { DATABASE_URL: database.url });
const { sql: admin } = testPlatform('member-service', DatabaseSettings, { DATABASE_URL: database.adminUrl });
afterAll(async () => {
	await Promise.all([sql.end(), admin.end()]);
	await database.drop();
});

test('old keys are forgotten some at a time, so that days of them fit into the time of a statement; the others stay', async () => {
	await admin.unsafe(`
		set search_path to member_service;
		insert into idempotency_keys (subject, method, path, key, request_hash, status, response, created_at)
			select 'tester', 'POST', '/api/v1/teas', at::text, 'hash', 201, '{}', now() - at * interval '1 hour'
			from generate_series(1, 100) as at;
		create function at_most_ten() returns trigger language plpgsql as $$ begin
			if (select count(*) from gone) > 10 then raise exception 'too many for one statement'; end if;
			return null;
		end $$;
		create trigger at_most_ten after delete on idempotency_keys
			referencing old table as gone for each statement execute function at_most_ten()`);
	expect(await forgetKeys(sql, 72, 10)).toBe(29);
	expect(await sql`select max(key::int) as oldest, count(*)::int as kept from idempotency_keys`).toEqual([
		{ oldest: 71, kept: 71 },
	] as never);
});
