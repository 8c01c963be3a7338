import { join } from 'node:path';
import postgres from 'postgres';
import { Meter } from './meter';
import { type BenchStack, type PartStatus, startStack } from './stack';
import { Stages } from './stages';

const CLAIMS = Number(Bun.env.CLAIMS ?? 20_000);
const PEOPLE = ['--members', Bun.env.MEMBERS ?? '5000', '--providers', '200'];
const LINES = Bun.env.LINES ? ['--lines', Bun.env.LINES] : [];
/** How many claims go the whole road first, unmeasured: of a new service's first thousands, compiling is a part. */
const WARM = Number(Bun.env.WARM ?? 0);
/** How many of the statements that took longest are shown. */
const STATEMENTS = Number(Bun.env.STATEMENTS ?? 0);
const POLL_MS = 25;

type Sql = ReturnType<typeof postgres>;

/**
 * From a file to paid out, all services at work, one stage after the other so that each has figures of its own:
 * adjudication is held until the file is in, and the payment run begins when all that was decided is owed.
 */
export async function road(): Promise<void> {
	const stack = await startStack();
	if (STATEMENTS > 0) await stack.countStatements();
	const sql = postgres(stack.adminUrl(), { max: 1, onnotice: () => {} });
	try {
		const population = join(stack.folder, 'population.json');
		await stack.askes('generate', 'population', '--load', ...PEOPLE, '-o', population);
		const claimsOf = async (seed: string, count: number): Promise<string> => {
			const file = join(stack.folder, `claims-${seed}.837`);
			const which = ['--seed', seed, '--population', population, '--count', String(count)];
			await stack.askes('generate', 'claims', ...which, ...LINES, '-o', file);
			return file;
		};
		const file = await claimsOf('1', CLAIMS);
		if (WARM > 0) await warmUp(stack, sql, await claimsOf('2', WARM));
		if (STATEMENTS > 0) await sql`select pg_stat_statements_reset()`;
		const { parts } = await stack.askes<{ parts: PartStatus[] }>('status');
		const stages = new Stages(sql, meterOf(parts), stack, CLAIMS);
		const adjudication = pidOf(parts, 'adjudication-service');
		process.kill(adjudication, 'SIGSTOP');
		await stages.run('taken in', () => stack.askes('claims', 'import', file));
		await stages.run('decided', async () => {
			process.kill(adjudication, 'SIGCONT');
			await until(async () => (await headOf(sql, 'adjudication_service')) >= WARM + CLAIMS);
		});
		await stages.run('owed', () => until(() => haveHeard(sql, FOLLOWING_DECISIONS)));
		await stages.run('paid and stated', () => payAll(stack, sql));
		await stages.report();
		if (STATEMENTS > 0) await reportStatements(sql);
	} finally {
		await sql.end();
		await stack.remove();
	}
}

async function warmUp(stack: BenchStack, sql: Sql, file: string): Promise<void> {
	await stack.askes('claims', 'import', file);
	await until(async () => (await headOf(sql, 'adjudication_service')) >= WARM);
	await until(() => haveHeard(sql, FOLLOWING_DECISIONS));
	await payAll(stack, sql);
}

async function payAll(stack: BenchStack, sql: Sql): Promise<void> {
	await stack.askes('payments', 'run', '--timeout', '3600');
	await until(() => haveHeard(sql, FOLLOWING_PAYMENTS));
	await until(() => isEverybodyTold(sql));
}

/** Who has to have read whose log to its end before a stage is over. */
type Hearing = readonly [reader: string, producer: string];

const FOLLOWING_DECISIONS: readonly Hearing[] = [
	['claims_service', 'adjudication-service'],
	['payment_service', 'adjudication-service'],
	['claims_service', 'payment-service'],
];
const FOLLOWING_PAYMENTS: readonly Hearing[] = [
	['claims_service', 'payment-service'],
	['notification_service', 'payment-service'],
];

async function haveHeard(sql: Sql, hearings: readonly Hearing[]): Promise<boolean> {
	for (const [reader, producer] of hearings) {
		const [read] = await sql<{ position: string }[]>`
			select coalesce(sum(position), 0) as position from ${sql(reader)}.event_cursors where producer = ${producer}`;
		if (Number(read?.position) < (await headOf(sql, producer.replace('-', '_')))) return false;
	}
	return true;
}

async function isEverybodyTold(sql: Sql): Promise<boolean> {
	const waiting = await sql`
		select from notification_service.notifications where status = 'queued'
		union all select from notification_service.log_batches limit 1`;
	return waiting.length === 0;
}

/** How many events a service has said. */
async function headOf(sql: Sql, schema: string): Promise<number> {
	const [head] = await sql<{ position: string }[]>`
		select sum(position) as position from ${sql(schema)}.outbox_heads`;
	return Number(head?.position ?? 0);
}

/** In PostgreSQL's own time, waits included; a statement that a function makes counts within the one that calls it. */
async function reportStatements(sql: Sql): Promise<void> {
	const statements = await sql<{ role: string; calls: string; ms: number; rows: string; text: string }[]>`
		select userid::regrole::text as role, calls, total_exec_time + total_plan_time as ms, rows,
			left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as text
		from pg_stat_statements order by 3 desc limit ${STATEMENTS}`;
	console.log('\nµs a claim   calls   rows a claim');
	for (const { role, calls, ms, rows, text } of statements)
		console.log(
			`${((ms / CLAIMS) * 1_000).toFixed(1).padStart(8)}${calls.padStart(10)}${(Number(rows) / CLAIMS).toFixed(2).padStart(9)}  ${role}: ${text}`,
		);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
	while (!(await isSo())) await Bun.sleep(POLL_MS);
}

const meterOf = (parts: readonly PartStatus[]): Meter =>
	new Meter(
		parts.flatMap(({ name, pid }) => (pid !== null && name !== 'postgres' ? [{ name, pid }] : [])),
		parts.find(({ name }) => name === 'postgres')?.pid ?? null,
	);

function pidOf(parts: readonly PartStatus[], name: string): number {
	const pid = parts.find((part) => part.name === name)?.pid;
	if (!pid) throw new Error(`${name} does not run`);
	return pid;
}
