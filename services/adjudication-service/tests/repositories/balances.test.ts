import { afterAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { connect } from '@claims-askes/chassis/db/connect';
import { testDatabase } from '@claims-askes/chassis/testing/database';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import type { Minor } from '@claims-askes/engine';

import { settings } from '../../src/config';
import { ownerOf } from '../../src/domain/owners';
import { moveBalances, readSheets } from '../../src/repositories/balances.repository';

const database = await testDatabase('adjudication-service');
const { sql } = testPlatform('adjudication-service', settings, { DATABASE_URL: database.url });
afterAll(async () => {
	await sql.end();
	await database.drop();
});

const change = (key: string, amount: number, currency = 'USD') => ({
	...{ key, currency, owner: ownerOf(key), amount: amount as Minor },
});
const balances = async (owner: string) =>
	Object.fromEntries(
		(await sql`select key, currency, used from accumulators where owner = ${owner}`).map(
			({ key, currency, used }) => [`${currency} ${key}`, Number(used)],
		),
	);

test('what is moved adds up, year by year and currency by currency, also by who has not read it', async () => {
	const [year, visit] = ['oop.in|member:a|2026', 'copay.visit|member:a|2027-01-02@p-1'];
	await moveBalances(sql, [change(year, 5), change(visit, 7), change(year, 3, 'IDR')]);
	await moveBalances(sql, [change(year, 1), change('pool:life|member:a|lifetime', 2)]);
	expect(await balances('member:a')).toEqual({
		[`USD ${year}`]: 6,
		[`USD ${visit}`]: 7,
		[`IDR ${year}`]: 3,
		'USD pool:life|member:a|lifetime': 2,
	});
	const { sheets } = await readSheets(sql, ['member:a']);
	expect(sheets.map(({ currency, year }) => `${currency} ${year}`).sort()).toEqual([
		...['IDR 2026', 'USD ', 'USD 2026', 'USD 2027'],
	]);
});

test('who has read a sheet that another wrote since gives up, and nothing is lost', async () => {
	const key = 'pool:group|group:g|2026';
	const [before, unwritten] = [await readSheets(sql, ['group:g']), await readSheets(sql, ['group:g'])];
	await moveBalances(sql, [change(key, 10)], before);
	await expect(moveBalances(sql, [change(key, 4)], unwritten)).rejects.toThrow('moved elsewhere');
	const read = await readSheets(sql, ['group:g']);
	await moveBalances(sql, [change(key, 1)], read);
	await expect(moveBalances(sql, [change(key, 4)], read)).rejects.toThrow('moved elsewhere');
	expect(await balances('group:g')).toEqual({ [`USD ${key}`]: 11 });
});

test('balances of before are brought onto sheets as they were', async () => {
	const file = new URL(
		'../../../../migrations/adjudication_service/0015_balance_sheets.sql',
		import.meta.url,
	);
	const statements = readFileSync(file, 'utf8');
	const admin = connect(database.adminUrl, { poolSize: 1, service: 'test' });
	const before = [
		['deductible.in|member:a|2026', 'USD', 'member:a', '100'],
		['copay.visit|member:a|2026-03-01@p-2', 'USD', 'member:a', '7'],
		['auth:l', 'IDR', 'auth:l', '9007199254740991'],
		['fund:aso|policy:p', 'USD', 'policy:p', '-3'],
	];
	await admin`create schema before`;
	await admin`set search_path = before`;
	await admin`create table accumulators (key text, currency text, owner text, used bigint)`;
	for (const row of before) await admin`insert into accumulators values ${admin(row)}`;
	await admin.unsafe(statements);
	const after = await admin`select key, currency, owner, used from accumulators order by key`;
	expect(after.map((row) => [row.key, row.currency, row.owner, row.used])).toEqual(before.toSorted());
	const sheets = await admin`select owner, year from balance_sheets order by owner`;
	expect(sheets.map(({ owner, year }) => `${owner} ${year}`)).toEqual([
		...['auth:l ', 'member:a 2026', 'policy:p '],
	]);
	await admin`drop schema before cascade`;
	await admin.end();
});
