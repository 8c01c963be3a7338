import { testClient } from '@claims-askes/chassis/testing/client';
import { addDays } from '@claims-askes/kernel/calendar-date';
import { buildApp } from '../../src/app';
import { readDecisions } from '../../src/repositories/decision-reader.repository';
import { askAllAgain } from '../../src/repositories/readjudications.repository';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import { randomOf } from './generated-history';
import type { openHouse } from './house';
import type { AnnouncedClaim, World } from './world';

type House = Awaited<ReturnType<typeof openHouse>>;

const CHANGES = [
	'enrolment',
	'termination',
	'contract',
	'plan',
	'void',
	'credit',
	'authorization',
	'release',
] as const;
type ChangeKind = (typeof CHANGES)[number];

/** A family whose claims come in no order of dates, with what becomes known late between them. */
interface LateFamily {
	readonly seed: number;
	readonly family_id: string;
	readonly steps: readonly LateStep[];
	readonly claims: readonly AnnouncedClaim[];
	readonly voided: Set<string>;
}

interface LateStep {
	readonly kind: ChangeKind | 'claim';
	readonly run: (house: House) => Promise<void>;
}

const SCHEMA = 'adjudication_service';
const FIRST_DAY = '2026-01-01';
const PRICES: Readonly<Record<string, number>> = { '99213': 80, GLASSES: 120, WARD: 90, LETTER: 70 };

const planOf = (id: string, deductible: string) => ({
	id,
	benefits: {
		visit: { limits: [{ id: 'visits', per: 'year' as const, count: 7, unit: 'visit' as const }] },
		glasses: { frequency: { months: 3 } },
		ward: {
			per_day: true,
			category: 'room',
			limits: [
				{ id: 'ward', per: 'day' as const, amount: '70.00' },
				{ id: 'days', per: 'year' as const, count: 9, unit: 'day' as const },
			],
		},
		letter: { authorization: true },
	},
	benefit_of: { '99213': 'visit', GLASSES: 'glasses', WARD: 'ward', LETTER: 'letter', UNKNOWN: 'visit' },
	cost_share: {
		in: {
			deductible: { member: deductible, family: '150.00' },
			copay: { amount: '10.00', per: 'visit' as const },
			coinsurance: 20,
		},
	},
	pools: [
		{ id: 'mine', scope: 'member' as const, per: 'year' as const, amount: '500.00' },
		{ id: 'ours', scope: 'family' as const, per: 'year' as const, amount: '1100.00' },
	],
	audit: { claim_over: '300.00' },
});

/** The same family for the same seed. */
function aLateFamily(world: World, seed: number): LateFamily {
	const random = randomOf(seed);
	const plan_id = `late-${seed}`;
	world.publishPlan(planOf(plan_id, '100.00'));
	const aso = random(3) === 0 ? { amount: '250.00' } : null;
	const excess =
		aso === null && random(2) === 0
			? { mode: 'any_cause' as const, fund: 'buffer' as const, amount: '120.00', add_room: false }
			: null;
	const policy = world.issuePolicy({ group_id: Bun.randomUUIDv7(), aso, excess });
	const family_id = Bun.randomUUIDv7();
	const mine = { plan_id, policy_id: policy.id };
	const own = { family_id, group_id: policy.group_id };
	const employee = world.enroll(own, mine);
	const spouse = world.enroll({ ...own, relationship: 'spouse' }, mine);
	const isLate = random(3) === 0;
	const child = {
		...own,
		member_number: `LATE-${seed}`,
		subscriber_number: employee.subscriber_number,
		relationship: 'child' as const,
	};
	const people = [employee, spouse, isLate ? (child as never) : world.enroll(child, mine)];
	const priced = (percent: number) =>
		Object.fromEntries(
			Object.entries(PRICES).map(([code, amount]) => [
				code,
				{ basis: 'fee' as const, amount: ((amount * percent) / 100).toFixed(2) },
			]),
		);
	const providers = [100, 90].map((percent) => world.register({}, { prices: priced(percent) }));
	const voided = new Set<string>();
	const claims: AnnouncedClaim[] = [];
	const steps: LateStep[] = [];
	const count = 4 + random(9);
	for (let n = 0; n < count; n++) {
		const codes = ['99213', '99213', '99213', 'GLASSES', 'WARD', 'WARD', 'LETTER', 'UNKNOWN'];
		const day = addDays(FIRST_DAY, random(300));
		const claim = world.submit(people[random(3)] ?? null, providers[random(2)] ?? null, {
			family_key: `family ${seed}`,
			authorization_number: `GL-${seed}`,
			lines: Array.from({ length: 1 + random(3) }, () => ({
				procedure_code: codes[random(codes.length)] ?? '99213',
				service_date: day,
				units: 1 + random(4),
				charge: ['100.00', '150.00', '333.33'][random(3)] ?? '100.00',
			})),
		} as never);
		claims.push(claim);
		steps.push({ kind: 'claim', run: (house) => house.announce(claim) });
	}
	const change: { readonly [Kind in ChangeKind]: (house: House) => Promise<void> } = {
		async enrolment(house) {
			if (!isLate || world.hasMember(`LATE-${seed}`)) return;
			const { id: member_id } = world.enroll(child, mine);
			await house.tell('member.enrolled', { member_id, family_id, from: FIRST_DAY });
		},
		async termination(house) {
			const to = addDays(FIRST_DAY, 60 + random(200));
			const who = [employee, spouse][random(2)] ?? employee;
			for (const coverage of who.coverages) coverage.to = to;
			await house.tell('member.coverage.changed', { member_id: who.id, family_id, from: addDays(to, 1) });
		},
		async contract(house) {
			const provider = providers[random(2)];
			if (!provider) return;
			const from = addDays(FIRST_DAY, 30 + random(200));
			const { id } = world.contract(provider, { from, prices: priced(70 + random(60)) });
			const data = { provider_id: provider.id, contract_id: id, from };
			await house.tell('provider.contract.published', data);
		},
		async plan(house) {
			const from = addDays(FIRST_DAY, random(200));
			const version = String(2 + random(1000));
			Object.assign(world.publishPlan(planOf(plan_id, `${20 + random(60)}.00`), version), {
				effective_from: from,
			});
			await house.tell('plan.published', { plan_id, version, from } as never);
		},
		async void(house) {
			const claim = claims[random(claims.length)];
			if (!claim) return;
			voided.add(claim.id);
			await house.voidClaim(claim);
		},
		async credit(house) {
			const [fund, held] = aso ? (['aso', aso] as const) : (['buffer', excess] as const);
			if (!held) return;
			const amount = 50 + random(300);
			Object.assign(held, { amount: (Number(held.amount) + amount).toFixed(2) });
			await house.credit({ policy_id: policy.id, fund, amount: `${amount}.00`, currency: 'USD' });
		},
		async authorization(house) {
			const member_id = employee.id;
			const { id } = world.authorize({ number: `GL-${seed}`, member_id });
			await house.tell('authorization.decided', {
				authorization_id: id,
				member_id,
				from: FIRST_DAY,
				number: `GL-${seed}`,
				decision: 'approved',
			} as never);
		},
		release: (house) => releaseOne(house, claims, random),
	};
	const kinds = Array.from({ length: 2 + random(4) }, () => CHANGES[random(CHANGES.length)] ?? 'void');
	for (const kind of kinds) {
		const place = 1 + random(steps.length);
		steps.splice(place, 0, { kind, run: change[kind] });
	}
	// Claims that come after the last change are decided as they come: arrival is their order.
	const last = CHANGES[random(CHANGES.length)] ?? 'void';
	steps.push({ kind: last, run: change[last] });
	return { seed, family_id, steps, claims, voided };
}

/** A person lets one claim of the family pass that waits, with a price where one is missing. */
async function releaseOne(
	house: House,
	claims: readonly AnnouncedClaim[],
	random: (below: number) => number,
): Promise<void> {
	const items = await house.sql<{ id: string; reasons: { line: number; rule: string }[] }[]>`
		select item.id, item.reasons from review_items as item join decisions using (claim_id)
		where claim_id = any (${claims.map(({ id }) => id)}::uuid[]) and item.status = 'open'
			and decisions.kind = 'decision' and reversed_by is null order by decisions.claim_number`;
	const item = items[random(Math.max(1, items.length))];
	if (!item) return;
	const examine = testClient(buildApp(house.platform, house.platform.config), {
		subject: 'examiner',
		role: 'staff',
		authority: 5,
		scopes: ['adjudication:read', 'adjudication:write'],
	});
	const lines = [...new Set(item.reasons.flatMap(({ rule, line }) => (rule === 'R18' ? line : [])))];
	const prices = lines.map((line) => ({ line, allowed: '55.00' }));
	await examine('POST', `/api/v1/review-items/${item.id}/releases`, {
		body: { reason: 'seen', ...(prices.length > 0 && { prices }) },
	});
}

/** Lets everything happen, step by step for all families together, coming to rest after each; answers since when each had no more claims. */
async function liveThrough(house: House, families: readonly LateFamily[]): Promise<LastArrivals> {
	const consumer = house.listen({ batchSize: 37 });
	const longest = Math.max(...families.map(({ steps }) => steps.length));
	const lastArrivals = new Map<string, string>();
	for (let at = 0; at < longest; at++) {
		const [clock] = await house.sql<{ now: string }[]>`select clock_timestamp()::text as now`;
		for (const { steps, family_id } of families) {
			const step = steps[at];
			await step?.run(house);
			if (step?.kind === 'claim' || step?.kind === 'release') lastArrivals.set(family_id, clock?.now ?? '');
		}
		await consumer.idle();
		await comeToRest(house);
	}
	return lastArrivals;
}

type LastArrivals = ReadonlyMap<string, string>;

/** What one decides again may let the other go on. */
async function comeToRest(house: House): Promise<void> {
	do await house.recalculate();
	while ((await readjudicateWaiting(house.platform, house.gatherFacts)) > 0);
}

/**
 * Whether a family was decided again in date order since its last claim came or was let pass. Until then it stands as its
 * claims came: that is the order in which a payer decides and pays.
 */
async function isInOrder(
	{ sql }: House,
	{ family_id }: LateFamily,
	lastArrivals: LastArrivals,
): Promise<boolean> {
	const [found] = await sql<{ in_order: boolean }[]>`
		select exists (
			select from family_recalculations where family_id = ${family_id} and (adjusted > 0 or since is not null)
				and done_at > ${lastArrivals.get(family_id) ?? '-infinity'}::text::timestamptz
		) as in_order`;
	return found?.in_order ?? false;
}

/** The same claims in the order of their dates, by all that is known at the end and all that people have said. */
async function liveInOrder(house: House, fresh: House, families: readonly LateFamily[]): Promise<void> {
	for (const table of ['releases', 'reviewed_prices', 'reviewed_denials']) {
		const rows = await house.sql`select * from ${house.sql(table)}`;
		// The review items to which these words were said are the other house's.
		await fresh.admin.unsafe(`alter table ${SCHEMA}.${table} drop constraint ${table}_review_item_id_fkey`);
		if (rows.length > 0) await fresh.sql`insert into ${fresh.sql(table)} ${fresh.sql(rows as never)}`;
	}
	const consumer = fresh.listen();
	const ordered = families.map(({ claims, voided }) =>
		claims.filter(({ id }) => !voided.has(id)).toSorted(byDate),
	);
	const longest = Math.max(...ordered.map((claims) => claims.length));
	for (let at = 0; at < longest; at++) {
		const wave = ordered.flatMap((claims) => claims[at] ?? []);
		await fresh.announce(...wave);
		await consumer.idle();
		const said = await fresh.sql<{ claim_id: string }[]>`
			select claim_id from decisions where claim_id = any (${wave.map(({ id }) => id)}::uuid[])
				and outcome = 'pended' and reversed_by is null
				and claim_id in (select claim_id from releases union select claim_id from reviewed_prices)`;
		await askAllAgain(
			fresh.sql,
			said.map(({ claim_id }) => ({
				...{ id: Bun.randomUUIDv7(), claim_id, cause: 'requested', subject: null },
				...{ requested_by: 'tester', correlation_id: 'in order' },
			})),
		);
		await readjudicateWaiting(fresh.platform, fresh.gatherFacts);
	}
}

const byDate = (a: AnnouncedClaim, b: AnnouncedClaim): number => {
	const key = ({ claim, claim_number }: AnnouncedClaim) => `${claim.lines[0]?.service_date} ${claim_number}`;
	return key(a) < key(b) ? -1 : 1;
};

/** What stands of a family's claims, by the claim, in date order. */
async function standingOf({ sql }: House, { claims }: LateFamily): Promise<Record<string, unknown>> {
	const decisions = await readDecisions(sql, { claimIds: claims.map(({ id }) => id) }, null);
	const of = new Map(decisions.map((decision) => [decision.claim_id, decision]));
	return Object.fromEntries(
		claims.toSorted(byDate).flatMap(({ id, claim, claim_number }) => {
			const found = of.get(id);
			if (!found) return [];
			const { outcome, allowed, paid, member_owes, body } = found;
			const name = `${claim.lines[0]?.service_date} ${claim_number}`;
			return [[name, { outcome, allowed, paid, member_owes, lines: JSON.parse(body).lines }]];
		}),
	);
}

/**
 * Lives through generated families, once as it happened and once in date order. Answers how many were decided again since
 * their last claim, and which of these stand otherwise: what happened to each, and its seed.
 */
export async function differingFamilies(
	house: House,
	fresh: House,
	wanted: { readonly families: number; readonly seed: number },
): Promise<{ inOrder: number; differing: string[] }> {
	const families = Array.from({ length: wanted.families }, (_, at) =>
		aLateFamily(house.world, wanted.seed + at * 7_919),
	);
	const lastArrivals = await liveThrough(house, families);
	await liveInOrder(house, fresh, families);
	const differing: string[] = [];
	let inOrder = 0;
	for (const family of families) {
		if (!(await isInOrder(house, family, lastArrivals))) continue;
		inOrder++;
		const [late, onTime] = await Promise.all([standingOf(house, family), standingOf(fresh, family)]);
		const claims = Object.keys({ ...late, ...onTime }).filter(
			(name) => !Bun.deepEquals(late[name], onTime[name]),
		);
		const story = family.steps.map(({ kind }) => kind).join(' ');
		if (claims.length > 0) differing.push(`seed ${family.seed}: ${story}: ${claims.join(', ')}`);
	}
	return { inOrder, differing };
}
