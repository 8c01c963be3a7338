import { entryOf } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { isOutage } from '@claims-askes/chassis/outage';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Payer } from '../domain/payer';
import { owedNext, type PayeeReached, type StoredPayable } from '../repositories/payables.repository';
import { takePaymentNumbers } from '../repositories/payments.repository';
import { completeRun, type RunInHand, takeRun } from '../repositories/runs.repository';
import { gatherFacts } from './gather-facts';
import { type Statement, statementOf } from './statement-of';
import { Overtaken, storeStatements } from './store-statements';

/** So many claims are settled in one transaction, and stand on one payment at most. */
const AT_ONCE = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Runs in this process, so that one is not worked on twice; between processes and runs the payables' status decides. */
const inHand = new Set<string>();

/** Settles a run to its end. An outage of a peer or of the database only makes it wait. */
export async function processRun(
	platform: Platform,
	payer: Payer,
	runId: string,
	stop?: AbortSignal,
): Promise<void> {
	if (inHand.has(runId)) return;
	inHand.add(runId);
	try {
		await settleToEnd(platform, payer, runId, stop);
	} finally {
		inHand.delete(runId);
	}
}

async function settleToEnd(
	platform: Platform,
	payer: Payer,
	runId: string,
	stop: AbortSignal | undefined,
): Promise<void> {
	const isStopping = () => stop?.aborted || platform.isDraining();
	for (let failures = 0; !isStopping(); ) {
		try {
			const run = await takeRun(platform.sql, runId);
			if (!run) return;
			// What came to be owed to payees whom a pass had left behind is found by the next.
			if (!(await settleOnce(platform, payer, run, isStopping))) return await endRun(platform, run);
			failures = 0;
		} catch (error) {
			if (error instanceof Overtaken) {
				// Whoever holds what this step wanted is soon done with it.
				await Bun.sleep(FIRST_PAUSE_MS);
				continue;
			}
			if (failures++ === 0)
				platform.log.warn('a payment run has to wait', { ...errorFields(error), run_id: runId });
			// Anything but an outage needs a person; the run is looked at again all the same, for it may have been mended.
			if (!isOutage(error)) return;
			await Bun.sleep(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
		}
	}
}

/** One pass over the payees, step by step; the next step is prepared while one is stored. False where nobody is owed anything. */
async function settleOnce(
	platform: Platform,
	payer: Payer,
	run: RunInHand,
	isStopping: () => boolean | undefined,
): Promise<boolean> {
	const prepare = (from: PayeeReached | null) => prepareStep(platform, payer, run, from);
	const first = await prepare(null);
	for (let step = first; step && !isStopping(); ) {
		const { statements, reached } = step;
		// The rest of a payee of whom only a part is settled is still on the list until that part is stored.
		const ahead = reached.isDone ? prepare(reached) : null;
		ahead?.catch(() => {});
		platform.committed(await platform.sql.begin((tx) => storeStatements(platform, tx, run.id, statements)));
		step = await (ahead ?? prepare(reached));
	}
	return first !== null;
}

/** What is to be stored in one transaction, and how far the run is then. */
interface Step {
	readonly statements: readonly Statement[];
	readonly reached: PayeeReached;
}

async function prepareStep(
	platform: Platform,
	payer: Payer,
	run: RunInHand,
	from: PayeeReached | null,
): Promise<Step | null> {
	const payables = await owedNext(platform.sql, run, from, AT_ONCE);
	const groups = groupByPayee(payables);
	const last = groups.at(-1)?.[0];
	if (!last) return null;
	const facts = await gatherFacts(platform, groups.flat(), run.id);
	const issuedOn = dayIn(platform.config.PAYER_TIME_ZONE, platform.now());
	const numbers = await takePaymentNumbers(platform.sql, groups.length, issuedOn.slice(0, 4));
	const statements = groups.map((group, at) =>
		statementOf(group, {
			payer,
			facts,
			issuedOn,
			runId: run.id,
			paymentNumber: numbers[at] ?? '',
			newId: platform.newId,
		}),
	);
	const { payee_id, currency } = last;
	const isDone = payables.length < AT_ONCE || groups.flat().length < payables.length;
	return { statements, reached: { payee_id, currency, isDone } };
}

/** Payables of one payee and currency belong on one payment; where there are more, the last group may be cut off, and waits. */
function groupByPayee(payables: readonly StoredPayable[]): StoredPayable[][] {
	const groups = [...Map.groupBy(payables, ({ payee_id, currency }) => `${payee_id} ${currency}`).values()];
	return payables.length === AT_ONCE && groups.length > 1 ? groups.slice(0, -1) : groups;
}

async function endRun(platform: Platform, run: RunInHand): Promise<void> {
	const runId = run.id;
	await platform.sql.begin(async (tx) => {
		if (!(await completeRun(tx, run))) return;
		// Every claim that was settled has its EOB, paid or not: listeners count payment.processed up to this number.
		const [counts] = await tx<{ payments: number; claims: number }[]>`
			select (select count(*)::int from payments where run_id = ${runId}) as payments,
				(select count(*)::int from eobs where run_id = ${runId}) as claims`;
		const data = { run_id: runId, payments: counts?.payments ?? 0, claims: counts?.claims ?? 0 };
		await appendEntries(tx, [
			entryOf(platform.name, { type: 'payment.run.completed', key: runId, data }, { correlation_id: runId }),
		]);
	});
	platform.committed();
	platform.log.info('a payment run has ended', { run_id: runId });
}
