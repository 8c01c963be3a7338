import { afterAll, beforeAll, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	type AuditedDatabase,
	type AuditedDatabases,
	auditedDatabases,
	writeEntries,
} from '../testing/audited-databases';
import { startAskes } from '../testing/run-askes';
import type { Finding } from './findings';
import { sealTrails } from './seal';
import { rotateKey } from './signing-keys';
import { verifyTrails } from './verify';
import type { SignedSpan } from './verify-heads';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

let databases: AuditedDatabases;
let house: AuditedDatabase;

beforeAll(async () => {
	databases = await auditedDatabases();
});
beforeEach(async () => {
	house = await databases.fresh();
});
afterAll(() => databases?.remove());

const seal = () => sealTrails([house.sealerUrl], house.folder);

async function verify(options: SignedSpan & { patienceSeconds?: number } = {}) {
	const findings: Finding[] = [];
	const counted = await verifyTrails([house.sealerUrl], house.folder, {
		patienceSeconds: 600,
		...options,
		onFinding: (finding) => findings.push(finding),
	});
	expect(counted.findings).toBe(findings.length);
	return { ...counted, findings };
}

const codes = async () => (await verify()).findings.map(({ code }) => code);

async function sealsNow() {
	return await house.admin<{ first_id: number; last_id: number; entries: number; gaps: string }[]>`
		select first_id::int, last_id::int, entries::int, gaps::text from audit.seals order by first_id`;
}

describe('sealing', () => {
	test('what was written is sealed, and found as it was written', async () => {
		await writeEntries(house.service, 25_000);
		expect(await seal()).toEqual({ entries: 25_000, seals: 3, signed: 1, lost: [] });
		await writeEntries(house.service, 10);
		expect(await seal()).toEqual({ entries: 10, seals: 1, signed: 1, lost: [] });
		expect(await verify()).toEqual({ findings: [], seals: 4, entries: 25_010, unsealed: 0, heads: 2 });
	});

	test('where nothing was written nothing is sealed and nothing signed', async () => {
		expect(await seal()).toEqual({ entries: 0, seals: 0, signed: 0, lost: [] });
		await writeEntries(house.service, 1);
		await seal();
		expect(await seal()).toEqual({ entries: 0, seals: 0, signed: 0, lost: [] });
		expect(await verify()).toMatchObject({ findings: [], heads: 1 });
	});

	test('an entry of a slow transaction is waited for and not left out', async () => {
		const opened = Promise.withResolvers<void>();
		const closing = Promise.withResolvers<void>();
		const slow = house.service.begin(async (tx) => {
			await writeEntries(tx, 1, 'slow');
			opened.resolve();
			await closing.promise;
		});
		await opened.promise;
		await writeEntries(house.service, 5);
		const sealing = seal();
		expect(await Promise.race([sealing.then(() => 'sealed'), Bun.sleep(500).then(() => 'waits')])).toBe(
			'waits',
		);
		closing.resolve();
		await slow;
		expect(await sealing).toMatchObject({ entries: 6 });
		expect([...(await sealsNow())]).toEqual([{ first_id: 1, last_id: 6, entries: 6, gaps: '{}' }]);
	});

	test('a transaction that only reads the trail, or writes elsewhere, holds nothing up', async () => {
		await writeEntries(house.service, 5);
		await house.admin.begin(async (tx) => {
			await tx`select count(*) from audit.entries`;
			await tx`create table elsewhere (id int)`;
			expect(await seal()).toMatchObject({ entries: 5 });
		});
	});

	test('whoever gives up waiting seals nothing', async () => {
		await house.service.begin(async (tx) => {
			await writeEntries(tx, 1);
			await writeEntries(house.service, 5);
			const signal = AbortSignal.timeout(200);
			expect(await sealTrails([house.sealerUrl], house.folder, { signal })).toMatchObject({ entries: 0 });
		});
	});

	test('ids that were never stored are told from entries that were taken out', async () => {
		const undone = house.service.begin(async (tx) => {
			await writeEntries(tx, 3);
			throw new Error('undone');
		});
		await expect(undone).rejects.toThrow('undone');
		await writeEntries(house.service, 2);
		await house.service
			.begin((tx) => writeEntries(tx, 2).then(() => Promise.reject(Error('undone'))))
			.catch(() => {});
		await writeEntries(house.service, 2);
		await seal();
		expect([...(await sealsNow())]).toEqual([{ first_id: 1, last_id: 9, entries: 4, gaps: '{[1,4),[6,8)}' }]);
		expect(await codes()).toEqual([]);
		await house.admin`delete from audit.entries where id in (5, 8)`;
		const { findings } = await verify();
		expect(findings).toMatchObject([
			{
				code: 'ENTRIES_CHANGED',
				changed: { missing: { count: 2, ids: ['5', '8'] }, inserted: { count: 0 } },
			},
		]);
	});

	test('writers of all sizes, some undone, beside two sealers: each entry is sealed once', async () => {
		const writing = (async () => {
			await Promise.all(
				Array.from({ length: 4 }, async (_, writer) => {
					for (let turn = 0; turn < 40; turn++) {
						await house.service
							.begin(async (tx) => {
								await writeEntries(tx, 1 + ((turn * 7 + writer) % 40));
								if (turn % 3 === 0) await Bun.sleep(10);
								await writeEntries(tx, 1);
								if (turn % 5 === writer) throw new Error('undone');
							})
							.catch(() => {});
					}
				}),
			);
			return 'written' as const;
		})();
		let isWritten = false;
		const sealing = [1, 2].map(async () => {
			while (!isWritten) await seal();
		});
		await writing;
		isWritten = true;
		await Promise.all(sealing);
		await seal();
		const [written] = await house.admin<{ count: number }[]>`select count(*)::int from audit.entries`;
		const sealed = (await sealsNow()).reduce((sum, { entries }) => sum + entries, 0);
		expect(sealed).toBe(written?.count ?? 0);
		expect(await verify()).toMatchObject({ findings: [], unsealed: 0, entries: sealed });
	});

	test('a sealer that is killed midway leaves a chain that the next one goes on with and signs', async () => {
		await writeEntries(house.service, 200_000);
		const env = { DATABASE_URL: house.sealerUrl, AUDIT_DIR: house.folder };
		const child = Bun.spawn([process.execPath, join(import.meta.dir, '../../main.ts'), 'audit', 'seal'], {
			env: { PATH: process.env.PATH ?? '', ...env },
			stdio: ['ignore', 'ignore', 'ignore'],
		});
		while ((await sealsNow()).length < 2 && child.exitCode === null) await Bun.sleep(5);
		child.kill('SIGKILL');
		await child.exited;
		expect((await sealsNow()).length).toBeLessThan(20);
		expect((await verify({ patienceSeconds: 0 })).findings.map(({ code }) => code)).toEqual([
			'ENTRIES_UNSEALED',
			'SEALS_UNSIGNED',
		]);
		expect(await seal()).toMatchObject({ signed: 1 });
		expect(await verify({ patienceSeconds: 0 })).toMatchObject({ findings: [], entries: 200_000 });
	});

	test('seals whose sealer was killed before it signed them are signed by the next one', async () => {
		await writeEntries(house.service, 3);
		await seal();
		writeFileSync(join(house.folder, 'heads.jws'), '');
		expect(await seal()).toEqual({ entries: 0, seals: 0, signed: 1, lost: [] });
		expect(await codes()).toEqual([]);
	});

	test('keys and heads are for their owner alone, and rows of health are in neither', async () => {
		await writeEntries(house.service, 3);
		await seal();
		for (const file of ['keys.json', 'heads.jws'])
			expect(statSync(join(house.folder, file)).mode & 0o777).toBe(0o600);
		const [, payload = ''] = readFileSync(join(house.folder, 'heads.jws'), 'utf8').split('.');
		expect(Object.keys(JSON.parse(Buffer.from(payload, 'base64url').toString()))).toEqual([
			'hash',
			'last_id',
			'at',
		]);
	});
});

describe('tampering is found', () => {
	beforeEach(async () => {
		for (const count of [100, 50, 200]) {
			await writeEntries(house.service, count);
			await seal();
		}
		expect(await codes()).toEqual([]);
	});

	test.each([
		"actor = 'somebody else'",
		"at = at + interval '1 microsecond'",
		'after = after || \'{"status": "paid"}\'',
		"before = 'null'",
		'correlation_id = null',
		"entity = 'clai', entity_id = 'm' || entity_id",
		"service = ''",
	])('an edit, by its row: %s', async (change) => {
		await house.admin.unsafe(`update audit.entries set ${change} where id in (120, 150, 151)`);
		const { findings } = await verify();
		expect(findings).toEqual([
			expect.objectContaining({
				...{ code: 'ENTRIES_CHANGED', first_id: '101', last_id: '150' },
				changed: {
					edited: { count: 2, ids: ['120', '150'] },
					missing: { count: 0, ids: [] },
					inserted: { count: 0, ids: [] },
				},
			}),
			expect.objectContaining({
				...{ code: 'ENTRIES_CHANGED', first_id: '151', last_id: '350' },
				changed: expect.objectContaining({ edited: { count: 1, ids: ['151'] } }),
			}),
		]);
	});

	test('many removed entries, the first of them by name', async () => {
		await house.admin`delete from audit.entries where id between 200 and 299`;
		const { findings } = await verify();
		expect(findings[0]?.changed?.missing).toEqual({
			count: 100,
			ids: Array.from({ length: 20 }, (_, at) => String(200 + at)),
		});
	});

	test('all entries of a range removed', async () => {
		await house.admin`delete from audit.entries where id between 101 and 150`;
		expect((await verify()).findings).toMatchObject([{ changed: { missing: { count: 50 } } }]);
	});

	test('an entry put in where a transaction was undone', async () => {
		await house.service
			.begin((tx) => writeEntries(tx, 1).then(() => Promise.reject(Error('undone'))))
			.catch(() => {});
		await writeEntries(house.service, 1);
		await seal();
		await house.admin`
			insert into audit.entries (id, service, actor, action, entity, entity_id) overriding system value
			values (351, 'a', 'b', 'c', 'd', 'e')`;
		expect((await verify()).findings).toMatchObject([
			{ code: 'ENTRIES_CHANGED', changed: { inserted: { count: 1, ids: ['351'] } } },
		]);
	});

	test('an entry put in before the first one', async () => {
		await house.admin`
			insert into audit.entries (id, service, actor, action, entity, entity_id) overriding system value
			values (-7, 'a', 'b', 'c', 'd', 'e')`;
		expect((await verify()).findings).toMatchObject([{ code: 'ENTRIES_BEFORE_ALL', last_id: '-7' }]);
	});

	test.each([
		"gaps = '{[120,121)}'",
		"marks = overlay(marks placing 'abcd' from 1)",
		"rows_hash = sha256('')",
		'entries = entries - 1',
		"hash = sha256('')",
	])('an edited seal: %s', async (change) => {
		await house.admin.unsafe(`update audit.seals set ${change} where first_id = 101`);
		const { findings } = await verify();
		expect(findings.map(({ code }) => code)).toContain('SEAL_EDITED');
		expect(findings).toContainEqual(expect.objectContaining({ first_id: '101', last_id: '150' }));
	});

	test('a seal taken from the middle, and with it the cover of its entries', async () => {
		await house.admin`delete from audit.seals where first_id = 101`;
		expect((await verify()).findings).toMatchObject([
			{ code: 'HEAD_LOST', first_id: '101', last_id: '150' },
			{ code: 'CHAIN_BROKEN', first_id: '151' },
		]);
	});

	test('the last seals taken off', async () => {
		await house.admin`delete from audit.seals where first_id > 100`;
		expect(await codes()).toEqual(['HEAD_LOST']);
		expect((await seal()).lost).toHaveLength(2);
		expect((await verify()).findings).toMatchObject([
			{ code: 'HEAD_LOST', first_id: '101', last_id: '350', detail: expect.stringContaining('2 heads') },
		]);
	});

	test('history written anew with all its seals: only the signed heads know better', async () => {
		await house.admin`update audit.entries set actor = 'nobody' where id = 120`;
		await house.admin`delete from audit.seals where first_id > 100`;
		await sealTrails([house.sealerUrl], (await databases.fresh()).folder);
		expect((await verify()).findings).toMatchObject([{ code: 'HEAD_LOST', first_id: '101', last_id: '350' }]);
	});

	test('everything removed', async () => {
		await house.admin`truncate audit.entries, audit.seals restart identity`;
		await writeEntries(house.service, 400);
		await seal();
		expect((await verify()).findings).toMatchObject([{ code: 'HEAD_LOST', first_id: '1', last_id: '350' }]);
	});

	test('a head that no key of ours has signed', async () => {
		const line = readFileSync(join(house.folder, 'heads.jws'), 'utf8').split('\n')[0] ?? '';
		const [header, , signature] = line.split('.');
		const forged = Buffer.from(JSON.stringify({ hash: 'aa', last_id: '9', at: '2026-01-01' })).toString(
			'base64url',
		);
		appendFileSync(join(house.folder, 'heads.jws'), `${header}.${forged}.${signature}\n`);
		expect((await verify()).findings).toMatchObject([{ code: 'HEAD_UNSIGNED', detail: 'line 4' }]);
	});

	test('a line torn by a crash costs no later head', async () => {
		appendFileSync(join(house.folder, 'heads.jws'), 'eyJhbGciOi');
		await writeEntries(house.service, 1);
		await seal();
		expect(await verify()).toMatchObject({
			heads: 5,
			findings: [{ code: 'HEAD_UNSIGNED', detail: 'line 4' }],
		});
	});

	test('entries and seals that wait too long', async () => {
		await writeEntries(house.service, 3);
		expect(await codes()).toEqual([]);
		expect((await verify({ patienceSeconds: 0 })).findings).toMatchObject([
			{ code: 'ENTRIES_UNSEALED', first_id: '351', last_id: '353', detail: '3 of 3' },
		]);
	});

	test('within a span only: what was sealed before or after is not read', async () => {
		const [first, second] = readFileSync(join(house.folder, 'heads.jws'), 'utf8')
			.split('\n')
			.map((line) => {
				const [, payload = ''] = line.split('.');
				return payload && (JSON.parse(Buffer.from(payload, 'base64url').toString()).at as string);
			});
		await house.admin`update audit.entries set actor = 'nobody' where id in (1, 120, 350)`;
		const justAfter = (at = '') => new Date(Date.parse(at) + 1).toISOString();
		const middle = await verify({ from: justAfter(first), to: second });
		expect(middle).toMatchObject({ seals: 1, entries: 50, findings: [{ first_id: '101' }] });
		expect(await verify({ from: justAfter(first) })).toMatchObject({ seals: 2, entries: 250 });
		expect(await verify({ to: first })).toMatchObject({
			seals: 1,
			entries: 100,
			findings: [{ first_id: '1' }],
		});
	});
});

test('another key signs on, and what earlier ones signed stays checked', async () => {
	await writeEntries(house.service, 3);
	await seal();
	const earlier = readFileSync(join(house.folder, 'keys.json'), 'utf8');
	await rotateKey(house.folder);
	await writeEntries(house.service, 3);
	await seal();
	expect(await verify()).toMatchObject({ findings: [], heads: 2 });
	const { keys } = JSON.parse(readFileSync(join(house.folder, 'keys.json'), 'utf8'));
	expect(keys.map((key: object) => 'private_key' in key)).toEqual([true, false]);
	writeFileSync(join(house.folder, 'keys.json'), earlier);
	expect((await verify()).findings).toMatchObject([{ code: 'HEAD_UNSIGNED', detail: 'line 2' }]);
});

describe('the commands', () => {
	const env = () => ({ DATABASE_URL: house.sealerUrl, AUDIT_DIR: house.folder });
	const askes = (...args: string[]) => startAskes(args, { env: env() }).ended;

	test('seal and verify answer a script, by JSON and exit code', async () => {
		await writeEntries(house.service, 30);
		const sealed = await askes('audit', 'seal', '--json');
		expect(JSON.parse(sealed.stdout)).toEqual({ entries: 30, seals: 1, signed: 1, lost: [] });
		const sound = await askes('audit', 'verify', '--json');
		expect(sound.code).toBe(0);
		expect(JSON.parse(sound.stdout)).toMatchObject({ sound: true, findings: [], entries: 30, heads: 1 });
		await house.admin`update audit.entries set actor = 'nobody' where id = 7`;
		const found = await askes('audit', 'verify', '--json');
		expect(found.code).toBe(1);
		expect(JSON.parse(found.stdout)).toMatchObject({
			...{ sound: false, findings_in_all: 1 },
			findings: [{ code: 'ENTRIES_CHANGED', changed: { edited: { ids: ['7'] } } }],
		});
		const told = await askes('audit', 'verify');
		expect(told.stdout).toMatch(/^ENTRIES_CHANGED: .*; entries 1 to 30; edited: 7; on 127\.0\.0\.1/);
		expect(told.code).toBe(1);
	});

	test('a sealer that follows seals again and again, and ends when asked', async () => {
		const child = Bun.spawn(
			[process.execPath, join(import.meta.dir, '../../main.ts'), 'audit', 'seal', '--follow', '--every', '1'],
			{ env: { PATH: process.env.PATH ?? '', ...env() }, stdio: ['ignore', 'ignore', 'ignore'] },
		);
		for (const last of [2, 4]) {
			await writeEntries(house.service, 2);
			while ((await sealsNow()).at(-1)?.last_id !== last) await Bun.sleep(20);
		}
		child.kill('SIGTERM');
		expect(await child.exited).toBe(0);
		expect(await codes()).toEqual([]);
	});

	test('no finding is invented where nothing runs', async () => {
		const { code, stdout } = await startAskes(['audit', 'verify', '--json', '--data-dir', house.folder], {})
			.ended;
		expect(code).toBe(5);
		expect(JSON.parse(stdout)).toMatchObject({ code: 'NO_DATABASE' });
	});
});
