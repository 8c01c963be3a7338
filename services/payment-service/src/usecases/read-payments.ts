import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { type PageRequest, pageOf, parseIdCursor } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { clockIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Remittance } from '@claims-askes/sdk/claim';
import { writeRemittance } from '@claims-askes/sdk/x12';
import type { PaymentVoid } from '../domain/payment-void';
import { PAYMENT_PROBLEMS } from '../domain/problems';
import { inPrecision, isZeroInAll } from '../domain/sums';
import { balances } from '../repositories/ledger.repository';
import { findPayment, listPayments, type PaymentRow } from '../repositories/payments.repository';
import { findRun, listRuns, type RunRow, totalsOf } from '../repositories/runs.repository';
import { type Eob, findEob, findRemittance, listEobs } from '../repositories/statements.repository';

export const paymentView = ({ void: made, ...payment }: PaymentRow) => ({
	...payment,
	amount: inPrecision(payment.amount, payment.currency),
	void: made && voidView(made),
});

const voidView = ({ id: _, ...made }: PaymentVoid) => made;

/** A payee is told of a void that holds; who said what about it is the house's. */
const viewFor =
	({ only }: Call['caller']) =>
	({ void: made, ...payment }: PaymentRow) => {
		const isTold = !only || made?.status === 'voided';
		const view = paymentView({ ...payment, void: isTold ? made : null });
		return only && view.void ? { ...view, void: withoutWords(view.void) } : view;
	};

const withoutWords = (made: ReturnType<typeof voidView>) => ({
	...made,
	...{ reason: null, requested_by: null, judged_by: null, note: null },
});

/** What a run comes to is known when it has ended; a run that ended under the version before did not keep it. */
async function runView({ sql }: Platform, run: RunRow) {
	const isKept = run.totals !== null || run.status === 'running';
	const totals = isKept ? (run.totals ?? []) : await totalsOf(sql, run.id);
	return {
		...run,
		totals: totals.map((total) => ({
			...total,
			paid: inPrecision(total.paid, total.currency),
			reissued: inPrecision(total.reissued ?? '0', total.currency),
			brought_forward: inPrecision(total.brought_forward, total.currency),
			carried_forward: inPrecision(total.carried_forward, total.currency),
			transferred: inPrecision(total.transferred, total.currency),
		})),
	};
}

export async function readRun(platform: Platform, id: string, call: Call) {
	assertUnrestricted(call);
	const run = await findRun(platform.sql, id);
	if (!run) throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_RUN_NOT_FOUND);
	return runView(platform, run);
}

export async function readRuns(platform: Platform, { cursor, limit }: PageRequest, call: Call) {
	assertUnrestricted(call);
	const after = parseIdCursor(cursor);
	const runs = await listRuns(platform.sql, after, limit);
	const views = new Map(
		await Promise.all(
			runs.slice(0, limit).map(async (run) => [run.id, await runView(platform, run)] as const),
		),
	);
	return pageOf(
		runs,
		limit,
		(run) => views.get(run.id),
		(run) => [run.id],
	);
}

/** A provider's or member's token sees the payments to itself alone; a group's token sees none. */
function payeeSeenBy({ caller }: Call): string | null | undefined {
	if (!caller.only) return null;
	if ('provider_id' in caller.only) return caller.only.provider_id;
	return 'member_id' in caller.only ? caller.only.member_id : undefined;
}

export async function readPayments(
	{ sql }: Platform,
	{
		cursor,
		limit,
		run_id,
		payee_id,
		void_status,
	}: PageRequest & {
		run_id?: string | undefined;
		payee_id?: string | undefined;
		void_status?: PaymentVoid['status'] | undefined;
	},
	call: Call,
) {
	const seen = payeeSeenBy(call);
	const isForbidden = seen === undefined || (seen !== null && payee_id !== undefined && payee_id !== seen);
	if (isForbidden) return new Answer([], { page: { next_cursor: null, limit } });
	const after = parseIdCursor(cursor);
	const payments = await listPayments(sql, {
		runId: run_id ?? null,
		payeeId: seen ?? payee_id ?? null,
		voidStatus: void_status ?? null,
		after,
		limit,
	});
	return pageOf(payments, limit, viewFor(call.caller), ({ id }) => [id]);
}

export async function readPayment({ sql }: Platform, id: string, call: Call) {
	const payment = await findPayment(sql, id);
	const seen = payeeSeenBy(call);
	if (!payment || (seen !== null && seen !== payment.payee_id)) {
		throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_NOT_FOUND);
	}
	return viewFor(call.caller)(payment);
}

/** The remittance as JSON, or as the 835 that is written from it. */
export async function readRemittance(platform: Platform, id: string, format: 'json' | 'x12', call: Call) {
	const payment = await readPayment(platform, id, call);
	if (payment.payee_kind === 'member') throw new ProblemError(PAYMENT_PROBLEMS.NO_REMITTANCE);
	const remittance = (await findRemittance(platform.sql, payment.id)) as Remittance | null;
	if (!remittance) throw new ProblemError(PAYMENT_PROBLEMS.PAYMENT_NOT_FOUND);
	if (format === 'json') return remittance;
	return new Response(
		writeRemittance(remittance, envelopeOf(remittance, payment, platform.config.PAYER_TIME_ZONE)),
		{
			headers: {
				'content-type': 'application/edi-x12; charset=utf-8',
				'content-disposition': `attachment; filename="${payment.payment_number}.835"`,
			},
		},
	);
}

/** The interchange around an 835: the same payment gives the same bytes whenever it is asked for. */
const envelopeOf = (
	{ payer, payee }: Remittance,
	payment: { payment_number: string; issued_at: string },
	timeZone: string,
) => ({
	sender: { id: interchangeId(payer.id) },
	receiver: { id: interchangeId(payee.npi ?? payee.tax_id) },
	controlNumber: Number(payment.payment_number.slice(-8)),
	at: clockIn(timeZone, new Date(payment.issued_at)),
	lineEnd: '\n' as const,
});

/** ISA06 and ISA08 have room for fifteen characters. */
const interchangeId = (id: string | undefined): string => (id ?? 'UNKNOWN').slice(0, 15);

/** A member sees the statements of their own claims and of those that they were paid for, a provider those of claims paid to it. */
export async function readEob({ sql }: Platform, claimId: string, { caller }: Call) {
	const eob = await findEob(sql, claimId);
	const { only } = caller;
	const isSeen =
		!only ||
		('member_id' in only && eob && isToldTo(only.member_id, eob)) ||
		('provider_id' in only && only.provider_id === eob?.payee_id);
	if (!eob || !isSeen) throw new ProblemError(PAYMENT_PROBLEMS.EOB_NOT_FOUND);
	return eob.document;
}

const isToldTo = (memberId: string, { member_id, payee_id, payee_kind }: Eob): boolean =>
	memberId === member_id || (payee_kind === 'member' && memberId === payee_id);

/** The statements of a run, or of whoever may see only their own. */
export async function readEobs(
	{ sql }: Platform,
	{ cursor, limit, run_id }: PageRequest & { run_id?: string | undefined },
	{ caller }: Call,
) {
	const { only } = caller;
	if (only && 'group_id' in only) return new Answer([], { page: { next_cursor: null, limit } });
	const eobs = await listEobs(sql, {
		runId: run_id ?? null,
		memberId: only && 'member_id' in only ? only.member_id : null,
		payeeId: only && 'provider_id' in only ? only.provider_id : null,
		after: parseIdCursor(cursor),
		limit,
	});
	return pageOf(
		eobs,
		limit,
		({ document }) => document,
		({ id }) => [id],
	);
}

/** All accounts; their amounts sum to zero in each currency, and it is said whether they do. */
export async function readBalances({ sql }: Platform, call: Call) {
	assertUnrestricted(call);
	const accounts = (await balances(sql)).map((entry) => ({
		...entry,
		amount: inPrecision(entry.amount, entry.currency),
	}));
	const byCurrency = Map.groupBy(accounts, ({ currency }) => currency);
	const is_balanced = [...byCurrency.values()].every((entries) =>
		isZeroInAll(entries.map(({ amount }) => amount)),
	);
	return { accounts, is_balanced };
}
