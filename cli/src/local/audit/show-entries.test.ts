import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { auditPage } from '../../flows/audit-page';
import {
	type AuditedDatabase,
	type AuditedDatabases,
	auditedDatabases,
	writeEntries,
} from '../testing/audited-databases';
import { runAskes } from '../testing/run-askes';
import { type Question, showEntries } from './show-entries';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

let databases: AuditedDatabases;
let house: AuditedDatabase;

beforeAll(async () => {
	databases = await auditedDatabases();
	house = await databases.fresh();
	await writeEntries(house.service, 20_000);
	await house.service`
		insert into audit.entries (service, actor, action, entity, entity_id, before, after, correlation_id) values
		('claims-service', 'bob', 'claim.paid', 'claim', '7', '{"status": "decided"}', '{"status": "paid", "paid": "1.00"}', 'run'),
		('payment-service', 'payment-service', 'payment.issued', 'payment', 'p1', null, '{"amount": "1.00"}', 'run')`;
	await writeEntries(house.service, 20_000);
	await house.admin`vacuum analyze audit.entries`;
});
afterAll(() => databases?.remove());

const show = (question: Question, page: { limit?: number; after?: string } = {}) =>
	showEntries([house.sealerUrl], question, { limit: 50, ...page });

test('a thing tells who did what with it, in order', async () => {
	const { entries, next } = await show({ things: { claim: ['7'] } });
	expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
		['claim.received', 'ada'],
		['claim.paid', 'bob'],
		['claim.received', 'ada'],
	]);
	expect(next).toBeNull();
});

test('several things are told together, as a claim and what was paid for it', async () => {
	const { entries } = await show({ things: { claim: ['7'], payment: ['p1'], decision: [] } });
	expect(entries.map(({ entity }) => entity)).toEqual(['claim', 'claim', 'payment', 'claim']);
});

test('a story and a person are found among many', async () => {
	const story = await show({ correlation: 'run' });
	expect(story.entries.map(({ id }) => id)).toEqual(['20001', '20002']);
	expect((await show({ actor: 'bob' })).entries.map(({ id }) => id)).toEqual(['20001']);
	expect((await show({ actor: 'nobody' })).entries).toEqual([]);
});

test('pages follow each other without a gap, also over several servers', async () => {
	const urls = [house.sealerUrl, house.sealerUrl];
	const seen: string[] = [];
	let after: string | undefined;
	do {
		const page = await showEntries(urls, { correlation: 'run' }, { limit: 1, after });
		seen.push(...page.entries.map(({ id }) => id));
		after = page.next ?? undefined;
	} while (after !== undefined);
	expect(seen).toEqual(['20001', '20002', '20001', '20002']);
});

test.each([
	['entries_by_story', { correlation: 'run' }],
	['entries_by_story', { actor: 'bob' }],
	['entries_by_entity', { things: { claim: ['7'] } }],
] as const)('no question reads the whole trail: %s', async (index, question: Question) => {
	const before = await uses(index);
	await show(question);
	expect(await uses(index)).toBeGreaterThan(before);
});

/** How often an index was asked; told by PostgreSQL once those who asked have gone. */
async function uses(index: string): Promise<number> {
	await Bun.sleep(200);
	const [row] = await house.admin<{ uses: number }[]>`
		select idx_scan::int as uses from pg_stat_all_indexes where indexrelname = ${index}`;
	return row?.uses ?? 0;
}

test('a page says what changed, and the command line says it too', async () => {
	const { entries } = await show({ actor: 'bob' });
	expect(auditPage(entries)).toEndWith(
		'claim.paid of claim 7, by bob (claims-service), story run\n  status: decided → paid\n  paid: 1.00',
	);
	const env = { DATABASE_URL: house.sealerUrl };
	const told = await runAskes(['audit', 'show', 'claim', '7', '--limit', '2', '--json'], { env });
	expect(JSON.parse(told.stdout)).toMatchObject({
		entries: [{ action: 'claim.received' }, { action: 'claim.paid', after: { paid: '1.00' } }],
		next: '0-20001',
	});
	const unclear = await runAskes(['audit', 'show', 'claim', '--json'], { env });
	expect([unclear.code, JSON.parse(unclear.stdout).code]).toEqual([2, 'QUESTION_UNCLEAR']);
});
