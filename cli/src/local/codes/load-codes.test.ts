import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@claims-askes/migrations/run';
import postgres from 'postgres';
import { startTemporaryPostgres, type TemporaryPostgres } from '../testing/temporary-postgres';
import type { CodeKind } from './code-kinds';
import { loadCodes } from './load-codes';
import { listReleases, showCode } from './show-codes';

// A server is started: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const HEADER = 'column1\tcolumn2\tprior_to_1996\teffective_date\tdeletion_date\tmodifier_indicator';
const PLACE = { dataDir: undefined, portOffset: undefined } as never;
let room: string;
let server: TemporaryPostgres;
let env: Record<string, string>;

beforeAll(async () => {
	room = mkdtempSync(join(tmpdir(), 'askes-codes-'));
	server = await startTemporaryPostgres();
	env = { DATABASE_URL: server.adminUrl };
	await migrate({ adminUrl: server.adminUrl, schemas: ['adjudication_service'] });
});

afterAll(async () => {
	await server?.remove();
	rmSync(room, { recursive: true, force: true });
});

function file(name: string, ...rows: string[]): string {
	const path = join(room, name);
	writeFileSync(path, `${rows.join('\n')}\n`);
	return path;
}

async function load(version: string, files: string[], kind: CodeKind = 'ptp', codeSet = 'pairs') {
	const request = { files, kind, codeSet, version, releasedOn: '2026-01-01', onProgress: () => {} };
	const { state, rows, passed, told } = await loadCodes(PLACE, env, request);
	const problems = told.map((at) => `${at.file.split('/').at(-1)} ${at.row} ${at.column} ${at.code}`);
	return { state, rows, passed, problems };
}

test('a release of several files is loaded whole, known when it comes again, and never changed', async () => {
	const first = file(
		'1.tsv',
		HEADER,
		'99213\t36415\t\t20200101\t*\t0',
		'99213\t36416\t\t20200101\t20200101\t0',
	);
	const second = file('2.tsv', '99214\t36415\t\t20200101\t20201231\t1');
	expect(await load('1', [first, second])).toEqual({ state: 'loaded', rows: 2, passed: 2, problems: [] });
	expect(await load('1', [first, second])).toMatchObject({ state: 'known', rows: 2 });
	expect(await load('1', [first])).toMatchObject({
		state: 'refused',
		problems: ['1.tsv null null RELEASE_EXISTS'],
	});
	const { release, rows } = await showCode(PLACE, env, {
		codeSet: 'pairs',
		version: undefined,
		code: '36415',
	});
	expect(release).toMatchObject({ version: '1', rows: 2, source: '1.tsv 2.tsv' });
	expect(rows).toMatchObject([
		{ code: '99213', valid_from: '2020-01-01', valid_to: null, indicator: 0 },
		{ code: '99214', valid_to: '2020-12-31', indicator: 1 },
	]);
});

test('what is wrong is told by file, row and column, and nothing is loaded', async () => {
	const wide = 'x\t'.repeat(1_000_000);
	const bad = file(
		'bad.tsv',
		HEADER,
		'A1\tB1\t\t20200230\t\t0',
		'A1\tB1\t\t20200101\t20190101\t0',
		'A1\tB2\t\t20200101\t\t3',
		wide,
	);
	const good = file('good.tsv', HEADER, 'A1\tB1\t\t20200101\t\t0');
	expect(await load('2', [good, bad])).toEqual({
		state: 'refused',
		rows: 0,
		passed: 1 + 1,
		problems: [
			'bad.tsv 2 effective_date DATE_INVALID',
			'bad.tsv 3 deletion_date DATES_INVERTED',
			'bad.tsv 4 modifier_indicator INDICATOR_UNKNOWN',
			'bad.tsv 5 null TOO_MANY_CELLS',
		],
	});
	expect((await listReleases(PLACE, env, 'pairs')).map(({ version }) => version)).toEqual(['1']);
});

test('rows that overlap for one pair are told by the later one, across files', async () => {
	const first = file('a.tsv', HEADER, 'A1\tB1\t\t20200101\t20201231\t0', 'A1\tB1\t\t20210101\t\t1');
	const second = file('b.tsv', HEADER, 'B1\tA1\t\t20200101\t\t0', 'A1\tB1\t\t20250101\t\t0');
	expect((await load('3', [first, second])).problems).toEqual(['b.tsv 3 null ROWS_OVERLAP']);
	expect(await load('3', [first])).toMatchObject({ state: 'loaded', rows: 2 });
});

test('an empty file, another kind under the same name, and a header that lacks a column', async () => {
	expect((await load('4', [file('empty.tsv', HEADER)])).problems[0]).toEndWith('null null NO_ROWS');
	expect((await load('4', [file('m.csv', 'code,value,mai', 'J1885,1,1')], 'mue')).problems).toEqual([
		'm.csv null null KIND_DIFFERS',
	]);
	expect((await load('4', [file('n.csv', 'code', '71046')], 'necessity', 'n')).problems).toEqual([
		'n.csv 1 diagnosis COLUMN_MISSING',
	]);
});

test('a list of a system is what intake looks up, whether the system was named at once or later', async () => {
	const files = [file('who.txt', 'I', 'A00-A09', 'A00.1', 'J06.9'), file('who2.txt', 'B34.2')];
	const one = async (at: number, version: string, system?: string) => {
		const request = {
			files: files.slice(at, at + 1),
			kind: 'icd10' as const,
			codeSet: 'who',
			version,
			system,
		};
		const common = { releasedOn: '2026-01-01', onProgress: () => {} };
		return (await loadCodes(PLACE, env, { ...request, ...common })).state;
	};
	const known = async () => {
		const sql = postgres(server.adminUrl, { max: 1 });
		const rows = await sql`select system, code from common.codes order by code`;
		await sql.end();
		return rows.map(({ system, code }) => `${system} ${code}`);
	};
	expect(await one(0, '2016')).toBe('loaded');
	expect(await known()).toEqual([]);
	expect(await one(0, '2016', 'icd-10')).toBe('known');
	expect(await one(1, '2019', 'icd-10')).toBe('loaded');
	expect(await known()).toEqual(['icd-10 A001', 'icd-10 B342', 'icd-10 J069']);
});

test('a list of revenue codes goes with the procedures, as it is published', async () => {
	const list = file('revenue.csv', 'revenue_center_code', '0001', '0020');
	expect(await load('1', [list], 'procedures', 'revenue')).toMatchObject({ state: 'loaded', rows: 2 });
});
