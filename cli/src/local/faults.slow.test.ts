import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AskesClients } from '@claims-askes/sdk';
import postgres from 'postgres';
import { connect } from '../connection';
import { importClaims } from '../flows/import-claims';
import { runPayments } from '../flows/run-payments';
import { watchBatch } from '../flows/watch-batch';
import { claimsAsText } from './generate/claims-as-text';
import { GENERATED_PERIOD } from './generate/generate-claims';
import { generatePopulation } from './generate/generate-population';
import { loadPopulation } from './load-population';
import { deleteData, down, type Stack, status, type UpOptions, up } from './stack';
import { unusedOffset } from './testing/unused-offset';

/** The whole stack, with real processes, killed without warning in the middle of an import. */
const CLAIMS = 1_000;
/** Enough for several requests, so that an import can be killed between two of them. */
const MANY = 6_000;
const PATIENCE_MS = 240_000;
const population = generatePopulation({ seed: 11, members: 300, providers: 20 });

let options: UpOptions;
let stack: Stack;
let askes: AskesClients;
let admin: postgres.Sql;

beforeAll(async () => {
	options = {
		dataDir: mkdtempSync(join(tmpdir(), 'askes-faults-')),
		portOffset: unusedOffset(),
	};
	stack = await up(options);
	askes = connect(options).askes;
	await loadPopulation(askes, population);
});

beforeEach(() => {
	admin = postgres(stack.adminUrl as string, { max: 2, onnotice: () => {} });
});

afterAll(async () => {
	await down(options);
	await deleteData(options);
	rmSync(options.dataDir ?? '', { recursive: true, force: true });
});

const pidOf = async (name: string): Promise<number> => {
	const part = (await status(options)).find((candidate) => candidate.name === name);
	if (!part?.pid) throw new Error(`${name} does not run`);
	return part.pid;
};

/** Imports a file of claims while something is killed, and waits until every claim is decided. */
async function importUnder(seed: number, disturb: () => Promise<void>): Promise<string> {
	const file = await claimsFile(seed, CLAIMS);
	const silent = { progress: () => {}, warning: () => {}, waiting: () => {}, reject: async () => {} };
	const importing = importClaims(askes, [file], silent, { dryRun: false, patienceMs: PATIENCE_MS });
	await disturb();
	const { claims, batch_id } = await importing;
	expect(claims).toMatchObject({ read: CLAIMS, rejected: 0 });
	const { batch, isDone } = await patiently(() =>
		watchBatch(askes, {
			batchId: batch_id ?? undefined,
			until: 'decided',
			timeoutMs: PATIENCE_MS,
			onChange: () => {},
		}),
	);
	expect(isDone).toBe(true);
	const counts = Object.values(batch.statuses) as number[];
	expect(counts.reduce((sum, count) => sum + count, 0)).toBe(CLAIMS);
	return batch.id;
}

async function claimsFile(seed: number, count = MANY): Promise<string> {
	const file = join(options.dataDir ?? '', `claims-${seed}.837`);
	const texts = claimsAsText(population, { seed, count, ...GENERATED_PERIOD }, 'x12');
	await Bun.write(file, [...texts].join(''));
	return file;
}

/** Resolves as soon as some claims of a seed are stored. */
async function whileTakenIn(seed: number): Promise<void> {
	for (;;) {
		const [stored] = await admin`
			select count(*)::int as claims from claims_service.claims where submitter_claim_id like ${`${seed}-%`}`;
		if (stored?.claims > 0) return;
		await Bun.sleep(2);
	}
}

/** While parts come back, an answer may fail; the question is asked again. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
	const until = performance.now() + PATIENCE_MS;
	for (;;) {
		try {
			return await ask();
		} catch (error) {
			if (performance.now() > until) throw error;
			await Bun.sleep(250);
		}
	}
}

/** Resolves in the middle of the work: some of the claims are decided, and not all. */
async function inTheMiddle(): Promise<void> {
	const [before] = await admin`select count(*)::int as decided from adjudication_service.decisions`;
	for (;;) {
		const [now] = await admin`select count(*)::int as decided from adjudication_service.decisions`;
		const decided = (now?.decided ?? 0) - (before?.decided ?? 0);
		if (decided > 0) {
			expect(decided).toBeLessThan(CLAIMS);
			return;
		}
		await Bun.sleep(2);
	}
}

async function balances(): Promise<Record<string, number>> {
	const rows = await admin`select currency, key, used from adjudication_service.accumulators where used <> 0`;
	return Object.fromEntries(rows.map(({ currency, key, used }) => [`${currency} ${key}`, Number(used)]));
}

/** What decisions moved and reversals moved back, read out of the packs of decisions. */
async function sumsMoved(): Promise<Record<string, number>> {
	const packs = new Map<string, string[]>();
	for (const { id, content } of await admin`select id, content from adjudication_service.decision_packs`)
		packs.set(id, Bun.zstdDecompressSync(content).toString().split('\n'));
	const events = await admin`
		select decision.pack, decision.place, event.currency, event.kind
		from adjudication_service.decisions as event join adjudication_service.decisions as decision
			on decision.id = case event.kind when 'reversal' then event.reverses else event.id end`;
	const sums: Record<string, number> = {};
	for (const { pack, place, currency, kind } of events) {
		const [moved = ''] = packs.get(pack)?.[place]?.split('\x1e') ?? [];
		for (const [key, , amount] of JSON.parse(moved) as [string, number, number][]) {
			const account = `${currency} ${key}`;
			sums[account] = (sums[account] ?? 0) + (kind === 'reversal' ? -amount : amount);
		}
	}
	return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}

/** Every claim has one live decision, every balance is the sum of what moved it, no payable is there twice. */
async function expectExactlyOnce(batchId: string): Promise<void> {
	const [facts] = await admin`
		select
			(select count(*)::int from claims_service.claims where batch_id = ${batchId}) as claims,
			(select count(*)::int from adjudication_service.decisions as decision
				join claims_service.claims as claim on claim.id = decision.claim_id
				where claim.batch_id = ${batchId} and decision.kind = 'decision') as decisions`;
	expect(facts).toMatchObject({ claims: CLAIMS, decisions: CLAIMS });
	expect(await balances()).toEqual(await sumsMoved());
}

test('adjudication-service is killed in the middle of an import', async () => {
	const batch = await importUnder(1, async () => {
		const pid = await pidOf('adjudication-service');
		await inTheMiddle();
		process.kill(pid, 'SIGKILL');
		await Bun.sleep(500);
		await up(options);
	});
	await expectExactlyOnce(batch);
});

test('claims-service is killed while a file comes in', async () => {
	const batch = await importUnder(5, async () => {
		const pid = await pidOf('claims-service');
		await whileTakenIn(5);
		process.kill(pid, 'SIGKILL');
		await Bun.sleep(500);
		await up(options);
	});
	await expectExactlyOnce(batch);
});

test('an import that is killed goes on when it is run again, and nothing is in twice', async () => {
	const file = await claimsFile(6);
	const where = ['--data-dir', options.dataDir ?? '', '--port-offset', String(options.portOffset), '--json'];
	const run = () =>
		Bun.spawn([process.execPath, join(import.meta.dir, '../main.ts'), 'claims', 'import', file, ...where], {
			stdout: 'pipe',
			stderr: 'ignore',
			env: { ...process.env, ASKES_HOME: options.dataDir ?? '' },
		});
	const first = run();
	await whileTakenIn(6);
	first.kill('SIGKILL');
	await first.exited;
	const second = run();
	const summary = (await new Response(second.stdout).json()) as {
		claims: { read: number; accepted: number; duplicate: number; rejected: number };
		batch_id: string;
	};
	expect(await second.exited).toBe(0);
	expect(summary.claims).toMatchObject({ read: MANY, rejected: 0 });
	expect(summary.claims.accepted + summary.claims.duplicate).toBe(MANY);
	const [stored] = await admin`
		select count(*)::int as claims, count(distinct submitter_claim_id)::int as distinct_claims
		from claims_service.claims where submitter_claim_id like '6-%'`;
	expect(stored).toEqual({ claims: MANY, distinct_claims: MANY });
});

test('the broker is killed with all it knew', async () => {
	const batch = await importUnder(2, async () => {
		const pid = await pidOf('broker');
		await inTheMiddle();
		process.kill(pid, 'SIGKILL');
		await Bun.sleep(1_000);
		await up(options);
	});
	await expectExactlyOnce(batch);
});

test('PostgreSQL is killed and comes back', async () => {
	const batch = await importUnder(3, async () => {
		const pid = await pidOf('postgres');
		await inTheMiddle();
		process.kill(pid, 'SIGKILL');
		await Bun.sleep(500);
		await up(options);
	});
	await expectExactlyOnce(batch);
});

test('payment-service is killed in the middle of a run, and every claim is paid once', async () => {
	const { data } = await patiently(() => askes.payments.POST('/api/v1/payment-runs', { body: {} }));
	process.kill(await pidOf('payment-service'), 'SIGKILL');
	await up(options);
	const id = data?.data.id ?? '';
	await patiently(async () => {
		const run = await askes.payments.GET('/api/v1/payment-runs/{id}', { params: { path: { id } } });
		if (run.data?.data.status !== 'completed') throw new Error('not yet');
	});
	await payAll();
	const [facts] = await admin`
		select
			(select count(*)::int from payment_service.payables where status <> 'settled') as unsettled,
			(select count(*)::int from (select claim_id from payment_service.payables where kind = 'claim'
				group by claim_id having count(*) > 1) as twice) as twice,
			(select count(*)::int from (select currency from payment_service.postings
				group by currency having sum(amount) <> 0) as wrong) as unbalanced,
			(select count(*)::int from (
				select currency, sum(paid) as paid from adjudication_service.decisions
					where outcome <> 'pended' group by currency
				) as decided full join (
				select currency, sum(amount) as paid from payment_service.payments group by currency
				) as paid using (currency) where decided.paid is distinct from paid.paid) as wrong_sums`;
	expect(facts).toEqual({ unsettled: 0, twice: 0, unbalanced: 0, wrong_sums: 0 });
});

test('claims are voided and paid while one part after the other is killed, and in the end what was paid is what was decided', async () => {
	const killed = ['adjudication-service', 'payment-service', 'postgres', 'claims-service', 'payment-service'];
	const batchId = await importUnder(7, async () => {
		await inTheMiddle();
		for (const name of killed) {
			const pid = await pidOf(name);
			const work = [voidSome(), payAll()];
			process.kill(pid, 'SIGKILL');
			await up(options);
			await Promise.all(work);
		}
	});
	await patiently(async () => {
		await payAll();
		expect(await wrongSums()).toEqual([]);
	});
	const [facts] = await admin`
		select count(*) filter (where live > 1)::int as twice,
			count(*) filter (where live > 0 and standing.status = 'voided')::int as voided_yet_live
		from claims_service.claim_standings as standing join claims_service.claims as claim on claim.id = standing.claim_id
		cross join lateral (
			select count(*) as live from adjudication_service.decisions as decision
			where decision.claim_id = claim.id and decision.kind = 'decision' and not exists (
				select from adjudication_service.decisions as undone where undone.reverses = decision.id)) as counted
		where claim.batch_id = ${batchId}`;
	expect(facts).toEqual({ twice: 0, voided_yet_live: 0 });
	expect(await balances()).toEqual(await sumsMoved());
});

/** Some of the claims that are decided by now are taken back, each once however often it has to be asked. */
async function voidSome(): Promise<void> {
	const claims = await patiently(
		() => admin`
			select claim_id as id from claims_service.claim_standings
			where status in ('approved', 'partially_approved', 'scheduled', 'paid') order by claim_id desc limit 5`,
	);
	for (const { id } of claims) {
		const header = { 'Idempotency-Key': `void ${id}` };
		await patiently(() =>
			askes.claims.POST('/api/v1/claims/{id}/voids', {
				params: { path: { id }, header },
				body: { reason: 'sent by mistake' },
			}),
		);
	}
}

const payAll = () =>
	runPayments(askes, {
		currency: undefined,
		timeoutMs: PATIENCE_MS,
		onProgress: () => {},
		onAway: () => {},
	});

/** Where what was transferred, less what payees owe us since, is not what stands decided. */
const wrongSums = async () => [
	...(await admin`
		with decided as (
			select currency, sum(paid) as paid from adjudication_service.decisions where outcome <> 'pended' group by currency
		), paid as (
			select currency, sum(amount) as paid from (
				select currency, amount from payment_service.payments
				union all
				select currency, amount from payment_service.payables where kind = 'carry_forward' and status = 'open'
			) as moved group by currency
		)
		select currency from decided full join paid using (currency) where decided.paid is distinct from paid.paid`),
];
