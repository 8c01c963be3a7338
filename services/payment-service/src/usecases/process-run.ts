import { recordChanges } from '@claims-askes/chassis/db/audit';
import type { Transaction } from '@claims-askes/chassis/db/connect';
import { entryOf } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import type { Recorded } from '@claims-askes/chassis/events/recent-events';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import { isOutage } from '@claims-askes/chassis/outage';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, ZERO } from '@claims-askes/kernel/money';
import type { Payer } from '../domain/payer';
import { paymentJournal, type Settlement, settle } from '../domain/settlement';
import { post } from '../repositories/ledger.repository';
import {
	carryForward,
	lookUpByKey,
	owedNext,
	type Payee,
	type StoredPayable,
	settlePayables,
} from '../repositories/payables.repository';
import { addPayments, type NewPayment, takePaymentNumbers } from '../repositories/payments.repository';
import {
	completeRun,
	countSettled,
	holdSettling,
	type RunInHand,
	takeRun,
} from '../repositories/runs.repository';
import { addEobs, addRemittances, type NewEob } from '../repositories/statements.repository';
import { eobOf } from './eob-of';
import { gatherFacts, type StatementFacts } from './gather-facts';
import { remittanceOf } from './remittance-of';

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
	} finally {
		inHand.delete(runId);
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
		statementOf(platform, payer, run.id, group, { facts, issuedOn, paymentNumber: numbers[at] ?? '' }),
	);
	platform.committed(await platform.sql.begin((tx) => store(platform, tx, run.id, statements)));
	return groups.at(-1)?.[0] ?? null;
}

/** Payables of one payee and currency belong on one payment; the last group may be cut off, and then waits. */
function groupByPayee(payables: readonly StoredPayable[], mayBeCut: boolean): StoredPayable[][] {
	const groups = [...Map.groupBy(payables, ({ payee_id, currency }) => `${payee_id} ${currency}`).values()];
	return mayBeCut && groups.length > 1 ? groups.slice(0, -1) : groups;
}

interface Statement {
	readonly payables: readonly StoredPayable[];
	readonly settlement: Settlement;
	readonly payment: NewPayment | null;
	readonly remittance: unknown;
	readonly eobs: readonly NewEob[];
}

interface IssuedWith {
	readonly facts: StatementFacts;
	/** The day it is for the payer. */
	readonly issuedOn: CalendarDate;
	readonly paymentNumber: string;
}

function statementOf(
	platform: Platform,
	payer: Payer,
	runId: string,
	payables: readonly StoredPayable[],
	{ facts, issuedOn, paymentNumber }: IssuedWith,
): Statement {
	const settlement = settle(payables);
	const [{ payee_id, currency } = { payee_id: null, currency: '' }] = payables;
	const payment: NewPayment | null =
		payee_id === null
			? null
			: {
					id: platform.newId(),
					payment_number: paymentNumber,
					run_id: runId,
					payee_id,
					currency,
					amount: formatAmount(settlement.transferred, decimalsOf(currency)),
					method: settlement.transferred === ZERO ? 'none' : 'transfer',
					claims: payables.filter(({ kind }) => kind !== 'carry_forward').length,
				};
	return {
		payables,
		settlement,
		payment,
		remittance: payment && remittanceOf({ payer, payment, payables, settlement, facts, issuedOn }),
		eobs: payables.flatMap((payable) => {
			const document = eobOf({ payer, payment, payable, facts, issuedOn });
			if (!document || !payable.claim_id || !payable.decision_id) return [];
			const { claim_id, decision_id, member_id, payee_id } = payable;
			return [{ id: platform.newId(), claim_id, decision_id, member_id, payee_id, document }];
		}),
	};
}

async function store(
	platform: Platform,
	tx: Transaction,
	runId: string,
	statements: readonly Statement[],
): Promise<readonly Recorded[]> {
	await holdSettling(tx);
	await lookUpByKey(tx);
	const payments = statements.flatMap(({ payment }) => (payment ? [payment] : []));
	await addPayments(tx, payments);
	const settled = statements.flatMap(({ payables, payment }) =>
		payables.map(({ id }) => ({ id, payment_id: payment?.id ?? null })),
	);
	// Another process may have settled them meanwhile, or a decision was undone: then nothing of this happened.
	if (!(await settlePayables(tx, runId, settled))) throw new Overtaken();
	await countSettled(tx, runId, settled.length);
	await addRemittances(
		tx,
		statements.flatMap(({ payment, remittance }) =>
			payment ? [{ payment_id: payment.id, payee_id: payment.payee_id, document: remittance }] : [],
		),
	);
	await addEobs(
		tx,
		runId,
		statements.flatMap(({ eobs }) => eobs),
		platform.newId,
	);
	await post(
		tx,
		statements.flatMap(({ payment, settlement }) =>
			payment
				? [
						{
							kind: 'payment' as const,
							reference: payment.id,
							currency: payment.currency,
							postings: paymentJournal(payment.payee_id, settlement),
						},
					]
				: [],
		),
	);
	await carryForward(
		tx,
		statements.flatMap(({ payment, settlement }) =>
			payment && settlement.carriedForward !== ZERO
				? [
						{
							id: platform.newId(),
							payee_id: payment.payee_id,
							currency: payment.currency,
							amount: formatAmount(settlement.carriedForward, decimalsOf(payment.currency)),
						},
					]
				: [],
		),
	);
	const story = { correlation_id: runId, user_id: null };
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name, correlationId: runId },
		payments.map((payment) => ({
			action: 'payment.issued',
			entity: 'payment',
			entityId: payment.id,
			after: { payee_id: payment.payee_id, currency: payment.currency, amount: payment.amount },
		})),
	);
	return appendEntries(
		tx,
		statements.flatMap(({ payables, payment }) =>
			payables.flatMap(({ kind, claim_id, decision_id, member_id, payee_id, event_key, currency, amount }) =>
				kind === 'claim' && claim_id && decision_id
					? [
							entryOf(
								platform.name,
								{
									type: 'payment.processed',
									key: event_key,
									data: {
										claim_id,
										decision_id,
										payment_id: payment?.id ?? null,
										run_id: runId,
										member_id,
										provider_id: payee_id,
										currency,
										amount: formatAmount(amount, decimalsOf(currency)),
									},
								},
								story,
							),
						]
					: [],
			),
		),
	);
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

/** Another process settled the same payables first. */
class Overtaken extends Error {}
