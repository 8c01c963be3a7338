import { access } from '@claims-askes/chassis/http/access';
import { documented } from '@claims-askes/chassis/http/openapi';
import { PageQuery } from '@claims-askes/chassis/http/paging';
import { x12Answer } from '@claims-askes/chassis/http/x12-body';
import type { Platform } from '@claims-askes/chassis/platform';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { type PaymentConfig, payerOf } from '../../config';
import {
	readBalances,
	readEob,
	readEobs,
	readPayment,
	readPayments,
	readRemittance,
	readRun,
	readRuns,
} from '../../usecases/read-payments';
import { startRun } from '../../usecases/start-run';
import { judgePaymentVoid, type VoidDesk, voidPayment } from '../../usecases/void-payments';
import {
	ClaimId,
	EobsQuery,
	EobView,
	JudgePaymentVoid,
	LedgerBalances,
	PaymentId,
	PaymentRunStarted,
	PaymentRunView,
	PaymentsQuery,
	PaymentView,
	RemittanceQuery,
	RunId,
	StartPaymentRun,
	VoidPayment,
} from './payments.schemas';

export const paymentRunRoutes = (platform: Platform, config: PaymentConfig) =>
	new Elysia({ prefix: '/api/v1/payment-runs', tags: ['payment runs'] })
		.use(access)
		.post('', ({ body, call }) => startRun(platform, payerOf(config), body, call), {
			requires: 'payments:write',
			body: StartPaymentRun,
			detail: documented({
				operationId: 'startPaymentRun',
				summary: 'Pay what is owed now: payments, remittances and EOBs',
				answers: { 201: PaymentRunStarted },
			}),
		})
		.get('', ({ query, call }) => readRuns(platform, query, call), {
			requires: 'payments:read',
			query: PageQuery,
			detail: documented({
				operationId: 'listPaymentRuns',
				summary: 'List payment runs, newest first',
				answers: { 200: z.array(PaymentRunView) },
			}),
		})
		.get('/:id', ({ params, call }) => readRun(platform, params.id, call), {
			requires: 'payments:read',
			params: RunId,
			detail: documented({
				operationId: 'getPaymentRun',
				summary: 'Read one payment run with what it came to',
				answers: { 200: PaymentRunView },
			}),
		});

export const paymentRoutes = (platform: Platform, desk: VoidDesk) =>
	new Elysia({ prefix: '/api/v1/payments', tags: ['payments'] })
		.use(access)
		.get('', ({ query, call }) => readPayments(platform, query, call), {
			requires: 'payments:read',
			query: PaymentsQuery,
			detail: documented({
				operationId: 'listPayments',
				summary: 'List payments, newest first',
				answers: { 200: z.array(PaymentView) },
			}),
		})
		.get('/:id', ({ params, call }) => readPayment(platform, params.id, call), {
			requires: 'payments:read',
			params: PaymentId,
			detail: documented({
				operationId: 'getPayment',
				summary: 'Read one payment, by id or number',
				answers: { 200: PaymentView },
			}),
		})
		.get(
			'/:id/remittance',
			({ params, query, call }) => readRemittance(platform, params.id, query.format, call),
			{
				requires: 'payments:read',
				params: PaymentId,
				query: RemittanceQuery,
				detail: documented({
					operationId: 'getRemittance',
					summary: "Read a payment's remittance; with format=x12 as an 835 file",
					answers: {
						200: {
							...x12Answer('The remittance, or the 835'),
							orElse: z.looseObject({}).meta({ id: 'RemittanceDocument' }),
						},
					},
				}),
			},
		)
		.post('/:id/voids', ({ params, body, call }) => voidPayment(desk, params.id, body, call), {
			requires: 'payments:write',
			params: PaymentId,
			body: VoidPayment,
			detail: documented({
				operationId: 'voidPayment',
				summary: 'Void a payment that was returned or issued in error',
				description:
					'Its money is booked back to the bank and owed again in one sum, which the next run pays (835 PLB, reason CS with the number of this payment). Its claims stay settled: who should not be paid for them at all has their decisions undone. Takes authority 3; above an amount it waits for a second person.',
				answers: { 201: PaymentView },
			}),
		})
		.post(
			'/:id/voids/approvals',
			({ params, body, call }) => judgePaymentVoid(desk, params.id, 'voided', body, call),
			{
				requires: 'payments:write',
				params: PaymentId,
				body: JudgePaymentVoid,
				detail: documented({
					operationId: 'approvePaymentVoid',
					summary: 'Agree, as a second person, that a payment is voided',
					answers: { 201: PaymentView },
				}),
			},
		)
		.post(
			'/:id/voids/rejections',
			({ params, body, call }) => judgePaymentVoid(desk, params.id, 'rejected', body, call),
			{
				requires: 'payments:write',
				params: PaymentId,
				body: JudgePaymentVoid,
				detail: documented({
					operationId: 'rejectPaymentVoid',
					summary: 'Refuse to void a payment, or take back that one has asked for it: it stands',
					answers: { 201: PaymentView },
				}),
			},
		);

export const eobRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1', tags: ['explanations of benefits'] })
		.use(access)
		.get('/eobs', ({ query, call }) => readEobs(platform, query, call), {
			requires: 'payments:read',
			query: EobsQuery,
			detail: documented({
				operationId: 'listEobs',
				summary: 'List the statements of a payment run',
				answers: { 200: z.array(EobView) },
			}),
		})
		.get('/claims/:claim_id/eob', ({ params, call }) => readEob(platform, params.claim_id, call), {
			requires: 'payments:read',
			params: ClaimId,
			detail: documented({
				operationId: 'getEob',
				summary: "Read the member's statement of a claim",
				answers: { 200: EobView },
			}),
		});

export const ledgerRoutes = (platform: Platform) =>
	new Elysia({ prefix: '/api/v1/ledger-balances', tags: ['ledger'] })
		.use(access)
		.get('', ({ call }) => readBalances(platform, call), {
			requires: 'payments:read',
			detail: documented({
				operationId: 'getLedgerBalances',
				summary: 'The balance of every account; together they are zero',
				answers: { 200: LedgerBalances },
			}),
		});
