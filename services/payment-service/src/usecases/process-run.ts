import { entryOf } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { isOutage } from '@claims-askes/chassis/outage';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import type { Payer } from '../domain/payer';
import { owedNext, type Payee, type StoredPayable } from '../repositories/payables.repository';
import { takePaymentNumbers } from '../repositories/payments.repository';
import { completeRun, type RunInHand, takeRun } from '../repositories/runs.repository';
import { gatherFacts } from './gather-facts';
import { statementOf } from './statement-of';
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
	let last: Payee | null = null;
	for (let failures = 0; !stop?.aborted && !platform.isDraining(); ) {
		try {
			const run = await takeRun(platform.sql, runId);
			if (!run) return;
			const from: Payee | null = last;
			last = await settleSome(platform, payer, run, from);
			// What is still owed to payees before that one is found from the beginning.
			if (!last && !from) return await endRun(platform, run);
			failures = 0;
		} catch (error) {
			last = null;
			if (error instanceof Overtaken) continue;
			if (failures++ === 0)
				platform.log.warn('a payment run has to wait', { ...errorFields(error), run_id: runId });
			// Anything but an outage needs a person; the run is looked at again all the same, for it may have been mended.
			if (!isOutage(error)) return;
			await Bun.sleep(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
		}
	}
}

/** One step: gather outside, settle in one transaction. Answers the last payee paid, null when nothing was left. */
async function settleSome(
	platform: Platform,
	payer: Payer,
	run: RunInHand,
	from: Payee | null,
): Promise<Payee | null> {
	const payables = await owedNext(platform.sql, run, from, AT_ONCE);
	const groups = groupByPayee(payables, payables.length === AT_ONCE);
	if (groups.length === 0) return null;
	const facts = await gatherFacts(platform, groups.flat());
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
	platform.committed(await platform.sql.begin((tx) => storeStatements(platform, tx, run.id, statements)));
	return groups.at(-1)?.[0] ?? null;
}

/** Payables of one payee and currency belong on one payment; the last group may be cut off, and then waits. */
function groupByPayee(payables: readonly StoredPayable[], mayBeCut: boolean): StoredPayable[][] {
	const groups = [...Map.groupBy(payables, ({ payee_id, currency }) => `${payee_id} ${currency}`).values()];
	return mayBeCut && groups.length > 1 ? groups.slice(0, -1) : groups;
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
