/** A payment that was returned, or issued in error, is taken back and owed again. */
import { afterAll, expect, test } from 'bun:test';
import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../src/app';
import { payerOf } from '../src/config';
import { processRun } from '../src/usecases/process-run';
import { aDecision, aPaymentService } from './builders';

const { platform, hear, hearReimbursed, undo, close } = await aPaymentService();
afterAll(close);

const app = buildApp(platform, platform.config);
const scopes = ['payments:read', 'payments:write'];
const person = (subject: string, authority = 3) =>
	testClient(app, { subject, role: 'staff', authority, scopes });
const send = person('ana');
const colleague = person('budi');
const RETURNED = { cause: 'returned', reason: 'account closed' };
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
	status,
	body.error?.code,
];

async function pay() {
	const id = (await send('POST', '/api/v1/payment-runs', { body: {} })).body.data.id;
	await processRun(platform, payerOf(platform.config), id);
	for (;;) {
		const { body } = await send('GET', `/api/v1/payment-runs/${id}`);
		if (body.data.status === 'completed') return body.data;
		await Bun.sleep(10);
	}
}

async function paymentOf(run: { id: string }) {
	return (await send('GET', `/api/v1/payments?run_id=${run.id}`)).body.data[0];
}

/** A provider with one payment of its own. */
async function aPayment(...paid: string[]) {
	const provider_id = Bun.randomUUIDv7();
	const decisions = (paid.length > 0 ? paid : ['80.00']).map((amount) =>
		aDecision({ provider_id, paid: amount }),
	);
	await hear(...decisions);
	return { provider_id, decisions, payment: await paymentOf(await pay()) };
}

const voidOf = (payment: { id: string }, as = send, body: object = RETURNED, headers = {}) =>
	as('POST', `/api/v1/payments/${payment.id}/voids`, { body, headers });
const balances = async () => (await send('GET', '/api/v1/ledger-balances')).body.data;
const bank = async () =>
	(await balances()).accounts.find(({ account }: { account: string }) => account === 'bank:claims').amount;

test('a returned payment is back at the bank and owed again; the next 835 makes it again and tells no claim twice', async () => {
	const { provider_id, payment } = await aPayment('80.00', '40.50');
	const before = await bank();
	const made = await voidOf(payment);
	expect([made.status, made.body.data]).toMatchObject([
		201,
		{
			id: payment.id,
			amount: '120.50',
			void: { status: 'voided', ...RETURNED, requested_by: 'ana', judged_by: null },
		},
	]);
	expect(Number(await bank()) - Number(before)).toBe(120.5);
	expect((await balances()).is_balanced).toBe(true);

	await hear(aDecision({ provider_id, paid: '10.00' }));
	const run = await pay();
	expect(run.totals).toMatchObject([
		{
			claims: 1,
			payments: 1,
			paid: '10.00',
			reissued: '120.50',
			transferred: '130.50',
			carried_forward: '0.00',
		},
	]);
	const again = await paymentOf(run);
	expect(again).toMatchObject({ amount: '130.50', claims: 1, void: null });
	const { body: text } = await send('GET', `/api/v1/payments/${again.id}/remittance?format=x12`);
	expect(text).toContain(`*CS:${payment.payment_number}*-120.50`);
	expect(text.match(/CLP\*/g)).toHaveLength(1);
	expect((await balances()).is_balanced).toBe(true);
	expect((await pay()).totals).toEqual([]);
});

test("a member's payment is made again to the member", async () => {
	const member_id = Bun.randomUUIDv7();
	await hearReimbursed(aDecision({ member_id }));
	const payment = await paymentOf(await pay());
	expect((await voidOf(payment)).status).toBe(201);
	const events =
		await platform.sql`select data from outbox where event_type = 'payment.voided' and data ->> 'payment_id' = ${payment.id}`;
	expect(events).toMatchObject([{ data: { provider_id: null, member_id } }]);
	expect(await paymentOf(await pay())).toMatchObject({
		...{ payee_id: member_id, payee_kind: 'member', amount: '80.00', claims: 0 },
	});
});

test('it is said to listeners and to the audit trail, and once', async () => {
	const { provider_id, payment } = await aPayment();
	const headers = { 'idempotency-key': `void ${payment.id}` };
	const [first, again] = [
		await voidOf(payment, send, RETURNED, headers),
		await voidOf(payment, send, RETURNED, headers),
	];
	expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true']);
	expect(codeOf(await voidOf(payment))).toEqual([409, 'PAYMENT_VOID']);
	const events =
		await platform.sql`select key, data from outbox where event_type = 'payment.voided' and data ->> 'payment_id' = ${payment.id}`;
	expect(events).toMatchObject([
		{
			key: provider_id,
			data: { payment_number: payment.payment_number, amount: '80.00', cause: 'returned' },
		},
	]);
	expect(JSON.stringify(events)).not.toContain('account closed');
});

test('of many who void it at once one does', async () => {
	const { payment } = await aPayment();
	const answers = await Promise.all(Array.from({ length: 6 }, () => voidOf(payment)));
	expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409, 409]);
	expect((await pay()).totals).toMatchObject([{ reissued: '80.00', transferred: '80.00' }]);
});

test('above an amount a second person agrees, with the same authority', async () => {
	const { payment } = await aPayment('10000.01');
	const path = `/api/v1/payments/${payment.id}/voids`;
	const asked = await voidOf(payment);
	expect(asked.body.data.void).toMatchObject({ status: 'awaiting_approval', requested_by: 'ana' });
	expect((await pay()).totals).toEqual([]);
	const waiting = await send('GET', '/api/v1/payments?void_status=awaiting_approval');
	expect(waiting.body.data).toMatchObject([{ id: payment.id }]);
	const body = { reason: 'seen' };
	expect(codeOf(await voidOf(payment, colleague))).toEqual([409, 'PAYMENT_VOID_AWAITS_APPROVAL']);
	expect(codeOf(await send('POST', `${path}/approvals`, { body }))).toEqual([403, 'SECOND_APPROVER_NEEDED']);
	expect(codeOf(await person('cici', 2)('POST', `${path}/approvals`, { body }))).toEqual([
		403,
		'AUTHORITY_TOO_LOW',
	]);
	const agreed = await colleague('POST', `${path}/approvals`, { body });
	expect(agreed.body.data.void).toMatchObject({
		status: 'voided',
		requested_by: 'ana',
		judged_by: 'budi',
		note: 'seen',
	});
	expect((await pay()).totals).toMatchObject([{ reissued: '10000.01' }]);
});

test('what a second person refuses stands, and may be asked for again', async () => {
	const { payment } = await aPayment('20000.00');
	const path = `/api/v1/payments/${payment.id}/voids/rejections`;
	const body = { reason: 'it arrived' };
	expect(codeOf(await colleague('POST', path, { body }))).toEqual([409, 'NOTHING_TO_APPROVE']);
	await voidOf(payment);
	expect((await colleague('POST', path, { body })).body.data.void).toBeNull();
	expect((await pay()).totals).toEqual([]);
	expect((await voidOf(payment)).body.data.void.status).toBe('awaiting_approval');
	expect((await send('POST', path, { body })).status).toBe(201);
});

test('it takes authority 3, and a token of the payee none of it', async () => {
	const { provider_id, payment } = await aPayment();
	expect(codeOf(await voidOf(payment, person('cici', 2)))).toEqual([403, 'AUTHORITY_TOO_LOW']);
	const asPayee = testClient(app, { role: 'provider', provider_id, authority: 5, scopes });
	expect((await voidOf(payment, asPayee)).status).toBe(403);
	await voidOf(payment);
	const seen = (await asPayee('GET', `/api/v1/payments/${payment.id}`)).body.data.void;
	expect(seen).toMatchObject({ status: 'voided', cause: 'returned', reason: null, requested_by: null });
});

test('what went into a debt has nothing to void', async () => {
	const { provider_id, decisions } = await aPayment();
	for (const decision of decisions) await undo(decision);
	await hear(aDecision({ provider_id, paid: '30.00' }));
	const settled = await paymentOf(await pay());
	expect(settled).toMatchObject({ amount: '0.00', method: 'none' });
	expect(codeOf(await voidOf(settled))).toEqual([409, 'PAYMENT_NOT_TRANSFERRED']);
	expect(codeOf(await voidOf({ id: Bun.randomUUIDv7() }))).toEqual([404, 'PAYMENT_NOT_FOUND']);
});

test('claims that are undone after their payment was voided come to nothing together', async () => {
	const { provider_id, decisions, payment } = await aPayment('80.00', '40.00');
	await voidOf(payment, send, { cause: 'issued_in_error', reason: 'wrong payee' });
	for (const decision of decisions) await undo(decision);
	await pay();
	const { body } = await send('GET', `/api/v1/payments?payee_id=${provider_id}`);
	expect(body.data).toMatchObject([{ amount: '0.00', method: 'none', claims: 2 }, { id: payment.id }]);
	await hear(aDecision({ provider_id, paid: '15.00' }));
	expect(await paymentOf(await pay())).toMatchObject({ amount: '15.00' });
	expect((await balances()).is_balanced).toBe(true);
});

test('a payment that made another again is voided as any other', async () => {
	const { payment } = await aPayment();
	await voidOf(payment);
	const second = await paymentOf(await pay());
	expect((await voidOf(second)).status).toBe(201);
	expect((await pay()).totals).toMatchObject([{ reissued: '80.00', transferred: '80.00' }]);
});
