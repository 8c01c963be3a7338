import { PageQuery } from '@claims-askes/chassis/http/paging';
import { DecidedOutcome } from '@claims-askes/contracts/events';
import { Amount, CalendarDate, Currency, Id, SignedAmount, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';
import { VOID_CAUSES } from '../../domain/payment-void';

const Instant = z.iso.datetime();

/** Sums of many amounts may be more than any one of them. */
const Sum = z.string().regex(/^(?:0|[1-9]\d{0,17})(?:\.\d{1,4})?$/);
const SignedSum = z.string().regex(/^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,4})?$/);

export const StartPaymentRun = z
	.strictObject({ currency: Currency.optional().describe('only what is owed in this currency') })
	.meta({ id: 'StartPaymentRun' });

export const PaymentRunStarted = z
	.strictObject({ id: Id, status: z.literal('running') })
	.meta({ id: 'PaymentRunStarted' });

const RunTotals = z.strictObject({
	currency: Currency,
	claims: z.int().describe('How many claims it settled, whether anything was paid for them or not'),
	payments: z.int(),
	paid: SignedSum.describe('Σ of the claims and recoveries'),
	reissued: Sum.describe('Σ of the voided payments that it made again'),
	brought_forward: SignedSum.describe('Σ of the debts that payees brought from runs before; not above zero'),
	carried_forward: SignedSum.describe('Σ of the debts that are left to runs after; not above zero'),
	transferred: Sum.describe('paid + reissued + brought forward − carried forward'),
});

export const PaymentRunView = z
	.strictObject({
		id: Id,
		status: z.enum(['running', 'completed']),
		requested_by: z.string().describe('The subject of the token that began it'),
		started_at: Instant,
		completed_at: Instant.nullable(),
		waiting: z.int().describe('payables not settled yet'),
		totals: z.array(RunTotals).describe('what it came to; empty while it runs'),
	})
	.meta({ id: 'PaymentRun' });

const Reasoned = text(500).describe('For colleagues and auditors to read; never put health data here');

export const VoidPayment = z
	.strictObject({
		cause: z
			.enum(VOID_CAUSES)
			.describe(
				'returned: the bank sent the money back; issued_in_error: it should not have gone out as it did',
			),
		reason: Reasoned,
	})
	.meta({ id: 'VoidPayment' });

export const JudgePaymentVoid = z.strictObject({ reason: Reasoned }).meta({ id: 'JudgePaymentVoid' });

const Void = z
	.strictObject({
		status: z
			.enum(['awaiting_approval', 'voided'])
			.describe('awaiting_approval: the amount asks for a second person'),
		cause: z.enum(VOID_CAUSES),
		reason: z.string().nullable(),
		requested_by: z.string().nullable(),
		requested_at: Instant,
		judged_by: z.string().nullable().describe('The second person, where one was needed'),
		judged_at: Instant.nullable(),
		note: z.string().nullable().describe('What the second person said of it'),
	})
	.meta({ id: 'PaymentVoid', description: "The payee is told no colleague's name or words" });

export const PaymentView = z
	.strictObject({
		id: Id,
		payment_number: z.string().describe('As PAY-2026-00000001'),
		run_id: Id,
		payee_id: Id.describe('Who is paid'),
		payee_kind: z
			.enum(['provider', 'member'])
			.describe(
				'member: the claims were by reimbursement and the policy holder is paid; there is no remittance',
			),
		currency: Currency,
		amount: Sum.describe('What was transferred'),
		method: z.enum(['transfer', 'none']).describe('none where nothing was left to transfer'),
		claims: z.int().describe('How many claims and recoveries it settles; at most a thousand'),
		issued_at: Instant,
		void: Void.nullable().describe('That its money was taken back and is owed again, or is to be'),
	})
	.meta({ id: 'Payment' });

export const PaymentId = z.object({
	id: z
		.union(
			[Id, z.string().regex(/^PAY-\d{4}-\d{8,}$/)],
			'is neither the id of a payment nor a number as PAY-2026-00000001',
		)
		.describe('The id of the payment, or its number, as PAY-2026-00000001'),
});
export const RunId = z.object({ id: Id });
export const ClaimId = z.object({ claim_id: Id });

export const PaymentsQuery = PageQuery.extend({
	run_id: Id.optional().describe('Only payments of this run'),
	payee_id: Id.optional().describe('Only payments to this provider or member'),
	void_status: z
		.enum(['awaiting_approval', 'voided'])
		.optional()
		.describe('Only payments that are void, or are to be once a second person agrees'),
});

export const EobsQuery = PageQuery.extend({ run_id: Id.optional().describe('Only statements of this run') });

export const RemittanceQuery = z.strictObject({
	format: z.enum(['json', 'x12']).default('json').describe('x12: as an 835'),
});

const Reason = z.strictObject({
	group: z.string().describe('Claim adjustment group code: who bears it, as CO, PR, OA or PI'),
	carc: z.string().describe('Claim adjustment reason code (X12 external code list 139)'),
	amount: SignedAmount,
	meaning: z.string().describe('The same in words for the member'),
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
		payer: z.string().describe("The payer's name"),
		patient: z.string().describe("The patient's name; where the claim gives none, the member number"),
		provider: z.string().describe("The provider's name"),
		payment_number: z.string().nullable().describe('Null where the claim has no payee'),
		// Statements of before do not say.
		paid_to: z
			.enum(['provider', 'patient', 'subscriber'])
			.optional()
			.describe("Whom the payment is to; by reimbursement to whoever holds the family's policy"),
		outcome: DecidedOutcome,
		currency: Currency,
		totals: z.strictObject({ billed: Amount, allowed: Amount, plan_pays: Amount, you_owe: Amount }),
		lines: z.array(
			z.strictObject({
				number: z.int().describe('The line of the claim'),
				service_date: CalendarDate,
				service: z.string().describe('What was done, by its code'),
				billed: Amount,
				allowed: Amount,
				plan_pays: Amount,
				you_owe: Amount,
				reasons: z.array(Reason),
			}),
		),
		reasons: z.array(Reason),
		is_bill: z.literal(false).describe('The provider sends the bill'),
	})
	.meta({ id: 'ExplanationOfBenefits' });

export const LedgerBalances = z
	.strictObject({
		accounts: z.array(
			z.strictObject({
				account: z.string().describe('As bank:claims; payable is what is owed to all payees together'),
				currency: Currency,
				amount: SignedSum.describe('Debits − credits'),
			}),
		),
		is_balanced: z.boolean().describe('Whether the accounts of each currency sum to zero'),
	})
	.meta({ id: 'LedgerBalances' });
