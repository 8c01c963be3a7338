import { join } from 'node:path';
import postgres from 'postgres';
import { Meter } from './meter';
import { type PartStatus, startStack } from './stack';
import { Stages } from './stages';

const CLAIMS = Number(Bun.env.CLAIMS ?? 20_000);
const PEOPLE = ['--members', Bun.env.MEMBERS ?? '5000', '--providers', '200'];
const POLL_MS = 25;

type Sql = ReturnType<typeof postgres>;

/**
 * From a file to paid out, all services at work, one stage after the other so that each has figures of its own:
 * adjudication is held until the file is in, and the payment run begins when all that was decided is owed.
 */
export async function road(): Promise<void> {
	const stack = await startStack();
	const sql = postgres(stack.adminUrl(), { max: 1, onnotice: () => {} });
	try {
		await stack.askes('generate', 'population', '--load', ...PEOPLE);
		const file = join(stack.folder, 'claims.837');
		await stack.askes('generate', 'claims', '--count', String(CLAIMS), ...PEOPLE, '-o', file);
		const { parts } = await stack.askes<{ parts: PartStatus[] }>('status');
		const stages = new Stages(sql, meterOf(parts), stack, CLAIMS);
		const adjudication = pidOf(parts, 'adjudication-service');
		process.kill(adjudication, 'SIGSTOP');
		await stages.run('taken in', () => stack.askes('claims', 'import', file));
		await stages.run('decided', async () => {
			process.kill(adjudication, 'SIGCONT');
			await until(async () => (await headOf(sql, 'adjudication_service')) >= CLAIMS);
		});
		await stages.run('owed', () => until(() => haveHeard(sql, FOLLOWING_DECISIONS)));
		await stages.run('paid and stated', async () => {
			await stack.askes('payments', 'run', '--timeout', '3600');
			await until(() => haveHeard(sql, FOLLOWING_PAYMENTS));
			await until(() => isEverybodyTold(sql));
		});
		await stages.report();
	} finally {
		await sql.end();
		await stack.remove();
	}
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
	const waiting = await sql`select from notification_service.notifications where status = 'queued' limit 1`;
	return waiting.length === 0;
}

/** How many events a service has said. */
async function headOf(sql: Sql, schema: string): Promise<number> {
	const [head] = await sql<{ position: string }[]>`
		select sum(position) as position from ${sql(schema)}.outbox_heads`;
	return Number(head?.position ?? 0);
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
