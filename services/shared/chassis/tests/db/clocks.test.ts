import { afterAll, expect, test } from 'bun:test';
import { DatabaseSettings } from '../../src/config';
import { tellIfClocksDiffer } from '../../src/db/clocks';
import { testDatabase } from '../../src/testing/database';
import { testPlatform } from '../../src/testing/platform';

const HOUR_MS = 3_600_000;
const database = await testDatabase('member-service');
const { sql } = testPlatform('member-service', DatabaseSettings, { DATABASE_URL: database.url });
afterAll(async () => {
	await sql.end();
	await database.drop();
});

test('a process whose clock is an hour fast or slow says so, and one that goes right says nothing', async () => {
	const told = async (byMs: number) => {
		const differences: unknown[] = [];
		const log = { error: (_: string, facts: { duration_ms: number }) => differences.push(facts.duration_ms) };
		await tellIfClocksDiffer({ sql, now: () => new Date(Date.now() + byMs), log: log as never });
		return differences.map((difference) => Math.round(Number(difference) / HOUR_MS));
	};
	expect([await told(HOUR_MS), await told(-HOUR_MS), await told(0)]).toEqual([[1], [-1], []]);
});
