import { PageQuery } from '@claims-askes/chassis/http/paging';
import { DecidedOutcome } from '@claims-askes/contracts/events';
import { Amount, CalendarDate, Currency, Id, SignedAmount } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

const Instant = z.iso.datetime();

export const StartPaymentRun = z
	.strictObject({ currency: Currency.optional().describe('only what is owed in this currency') })
	.meta({ id: 'StartPaymentRun' });

export const PaymentRunStarted = z
	.strictObject({ id: Id, status: z.literal('running') })
	.meta({ id: 'PaymentRunStarted' });

const RunTotals = z.strictObject({
	currency: Currency,
	claims: z.int(),
	payments: z.int(),
	paid: SignedAmount.describe('Σ of the claims and recoveries'),
	brought_forward: SignedAmount,
	carried_forward: SignedAmount,
	transferred: Amount.describe('paid + brought forward − carried forward'),
});

export const PaymentRunView = z
	.strictObject({
		id: Id,
		status: z.enum(['running', 'completed']),
		requested_by: z.string(),
		started_at: Instant,
		completed_at: Instant.nullable(),
		waiting: z.int().describe('payables not settled yet'),
		totals: z.array(RunTotals).describe('what it came to; empty while it runs'),
	})
	.meta({ id: 'PaymentRun' });

export const PaymentView = z
	.strictObject({
		id: Id,
		payment_number: z.string(),
		run_id: Id,
		payee_id: Id,
		currency: Currency,
		amount: Amount,
		method: z.enum(['transfer', 'none']),
		claims: z.int(),
		issued_at: Instant,
	})
	.meta({ id: 'Payment' });

export const PaymentId = z.object({
	id: z
		.union([Id, z.string().regex(/^PAY-\d{4}-\d{8,}$/)])
		.describe('The id of the payment, or its number, as PAY-2026-00000001'),
});
export const RunId = z.object({ id: Id });
export const ClaimId = z.object({ claim_id: Id });

export const PaymentsQuery = PageQuery.extend({
	run_id: Id.optional().describe('Only payments of this run'),
	payee_id: Id.optional().describe('Only payments to this provider'),
});

export const EobsQuery = PageQuery.extend({ run_id: Id.optional().describe('Only statements of this run') });

export const RemittanceQuery = z.strictObject({
	format: z.enum(['json', 'x12']).default('json').describe('x12: as an 835'),
});

const Reason = z.strictObject({
	group: z.string(),
	carc: z.string(),
	amount: SignedAmount,
	meaning: z.string(),
	// Statements that were issued before there were any have none.
	local: z
		.strictObject({ code: z.string(), text: z.string() })
		.nullable()
		.optional()
		.describe("the payer's own reason code"),
});

export const EobView = z
	.strictObject({
		claim_id: Id,
		claim_number: z.string(),
		decision_id: Id,
		issued_on: CalendarDate,
		payer: z.string(),
		patient: z.string(),
		provider: z.string(),
		payment_number: z.string().nullable(),
		outcome: DecidedOutcome,
		currency: Currency,
		totals: z.strictObject({ billed: Amount, allowed: Amount, plan_pays: Amount, you_owe: Amount }),
		lines: z.array(
			z.strictObject({
				number: z.int(),
				service_date: CalendarDate,
				service: z.string(),
				billed: Amount,
				allowed: Amount,
				plan_pays: Amount,
				you_owe: Amount,
				reasons: z.array(Reason),
			}),
		),
		reasons: z.array(Reason),
		is_bill: z.literal(false),
	})
	.meta({ id: 'ExplanationOfBenefits' });

export const LedgerBalances = z
	.strictObject({
		accounts: z.array(z.strictObject({ account: z.string(), currency: Currency, amount: SignedAmount })),
		is_balanced: z.boolean(),
	})
	.meta({ id: 'LedgerBalances' });
