import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { buildApp } from '../../src/app';
import { settings } from '../../src/config';
import { aClaim, aLine, STAFF } from '../fixtures';

const database = await testDatabase('claims-service');
const platform = testPlatform('claims-service', settings, { DATABASE_URL: database.url });
const send = testClient(buildApp(platform, platform.config), STAFF);
const { sql } = platform;
afterAll(async () => {
	await sql.end();
	await database.drop();
});

const submit = (claim: unknown, headers: Record<string, string> = {}) =>
	send('POST', '/api/v1/claims', { body: claim, headers });

test('a clean claim is received under a number of its own', async () => {
	const { status, body } = await submit(aClaim());
	expect([status, body.data.status]).toEqual([201, 'received']);
	expect(body.data.claim_number).toMatch(/^CLM-\d{4}-\d{8}$/);
	const again = await submit(aClaim());
	expect(again.body.data.claim_number).not.toBe(body.data.claim_number);
});
