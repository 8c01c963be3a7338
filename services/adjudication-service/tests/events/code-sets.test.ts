import { afterAll, expect, test } from 'bun:test';
import { isOutage } from '@claims-askes/chassis/outage';
import { adjudicateClaims } from '../../src/usecases/adjudicate-claims';
import { CodeShelf } from '../../src/usecases/codes/code-shelf';
import { unpackRecord } from '../../src/usecases/decision-record';
import { createGatherFacts } from '../../src/usecases/facts/gather-facts';
import { Readings } from '../../src/usecases/facts/readings';
import { replayDecisions } from '../../src/usecases/replay-decisions';
import { openHouse } from '../support/house';
import type { AnnouncedClaim } from '../support/world';

const house = await openHouse();
const { world, platform } = house;
afterAll(() => house.close());
let now = Date.now();
const codes = new CodeShelf(house.sql, platform.log, () => new Date(now));
const desk = { ofPayer: ['units'], inForceOf: (sets: readonly string[]) => codes.inForceOf(sets) };
const gatherFacts = createGatherFacts(world, undefined, desk);
const DAY = { from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z' };

interface Row {
	readonly cells: readonly [code1: string, code2: string, from: string, to: string | null, indicator: number];
}

async function loadPairs(version: string, ...rows: Row['cells'][]): Promise<void> {
	await house.admin`
		with release as (
			insert into common.code_releases (code_set, kind, version, released_on, content_hash, rows, source)
			values ('pairs', 'ptp', ${version}, '2026-01-01', '', ${rows.length}, 'test') returning id
		)
		insert into common.code_pairs (release_id, row, code1, code2, valid_from, valid_to, indicator)
		select id, row, code1, code2, since, until, indicator from release, json_to_recordset(${JSON.stringify(
			rows.map(([code1, code2, since, until, indicator], row) => ({
				row: row + 2,
				code1,
				code2,
				since,
				until,
				indicator,
			})),
		)}::text::json) as pair (row int, code1 text, code2 text, since date, until date, indicator smallint)`;
}

async function decide(claim: AnnouncedClaim) {
	const prepared = await gatherFacts([{ id: claim.id, familyKey: claim.family_key }], {
		correlationId: 'test',
	});
	const by = { actor: 'test', correlationId: 'test' };
	const [decision] = await house.sql.begin((tx) =>
		adjudicateClaims(
			platform,
			tx,
			prepared.map((claim) => ({ prepared: claim, by })),
		),
	);
	if (!decision) throw new Error('nothing was decided');
	const { lines } = JSON.parse(decision.body) as { lines: { denial: { carc: string } | null }[] };
	const record = unpackRecord(decision.record);
	return { denials: lines.map(({ denial }) => denial?.carc ?? 'paid'), record };
}

const plan = { id: 'coded', benefit_of: { '99213': 'visit', '36415': 'visit' } };
world.publishPlan({ ...plan, code_sets: ['pairs'] });
world.publishPlan({ id: 'plain', benefit_of: plan.benefit_of, code_sets: [] });
const provider = world.register(
	{},
	{
		prices: { '99213': { basis: 'fee', amount: '80.00' }, '36415': { basis: 'fee', amount: '5.00' } },
	},
);
const member = world.enroll({}, { plan_id: 'coded' });
const both = (service_date: string) => [{ service_date }, { service_date, procedure_code: '36415' }];

test('while nothing of a code set that the plan names has been loaded, its claims wait', async () => {
	const waiting = decide(world.submit(member, provider, { lines: both('2026-03-01') }));
	expect(await waiting.catch((error) => isOutage(error))).toBe(true);
});

test('a loaded pair denies its column-2 code from its first day on; the decision cites the release and holds no table', async () => {
	await loadPairs(
		'2026Q1',
		['99213', '36415', '2026-03-01', '2026-06-30', 0],
		['99213', '00000', '2020-01-01', null, 1],
	);
	const denied = await decide(world.submit(member, provider, { lines: both('2026-03-01') }));
	expect(denied.denials).toEqual(['paid', '236']);
	expect(denied.record.trace.versions.codes).toBe('pairs@2026Q1');
	expect(denied.record).toMatchObject({ codes: ['pairs@2026Q1'] });
	expect(denied.record.facts).not.toHaveProperty('codes');
	expect((await decide(world.submit(member, provider, { lines: both('2026-02-28') }))).denials).toEqual([
		'paid',
		'paid',
	]);
	expect((await decide(world.submit(member, provider, { lines: both('2026-07-01') }))).denials).toEqual([
		'paid',
		'paid',
	]);
});

test('a plan that names no code sets goes by none, whatever is loaded', async () => {
	const other = world.enroll({}, { plan_id: 'plain' });
	const { denials, record } = await decide(world.submit(other, provider, { lines: both('2026-03-01') }));
	expect([denials, record.codes]).toEqual([['paid', 'paid'], undefined]);
});

test('a plan that says nothing goes by the code sets of the payer', async () => {
	world.publishPlan({ id: 'silent', benefit_of: plan.benefit_of });
	const other = world.enroll({}, { plan_id: 'silent' });
	await house.admin`
		with release as (
			insert into common.code_releases (code_set, kind, version, released_on, content_hash, rows, source)
			values ('units', 'mue', '1', '2026-01-01', '', 1, 'test') returning id
		)
		insert into common.code_entries (release_id, row, code, max_units, mai) select id, 2, '99213', 1, 1 from release`;
	const lines = [{ units: 2 }];
	expect((await decide(world.submit(other, provider, { lines }))).denials).toEqual(['151']);
});

test('a newer release takes the place of the older, by which earlier decisions are still made again', async () => {
	await loadPairs('2026Q2', ['99213', '00000', '2020-01-01', null, 1]);
	// Until it has been noticed and read as a whole, claims go by the older one.
	expect((await decide(world.submit(member, provider, { lines: both('2026-03-02') }))).record.codes).toEqual([
		'pairs@2026Q1',
	]);
	now += 60_000;
	while ((await codes.inForceOf(['pairs'])).releases[0] !== 'pairs@2026Q2') await Bun.sleep(1);
	const { denials, record } = await decide(world.submit(member, provider, { lines: both('2026-03-03') }));
	expect([denials, record.codes]).toEqual([['paid', 'paid'], ['pairs@2026Q2']]);
	const fresh = new CodeShelf(house.sql, platform.log, platform.now);
	const replayed = await replayDecisions(
		platform,
		{ readings: new Readings(world), codes: fresh },
		DAY,
		{ cursor: null, limit: 100 },
		{ correlationId: 'replay' },
	);
	expect(replayed).toMatchObject({ checked: 7, differences: [] });
});

test('tables of an older release that could not be read once are read when they are asked for again', async () => {
	const shelf = new CodeShelf(house.sql, platform.log, platform.now);
	const older = ['pairs@2026Q1'];
	await house.admin`alter table common.code_pairs rename to code_pairs_away`;
	await expect(shelf.named(older)).rejects.toThrow();
	await house.admin`alter table common.code_pairs_away rename to code_pairs`;
	expect((await shelf.named(older)).releases).toEqual(older);
});

test('a release that a decision cites and nobody has is waited for, not passed over', async () => {
	const missing = codes.named(['pairs@1999']);
	expect(await missing.catch((error) => isOutage(error))).toBe(true);
});
