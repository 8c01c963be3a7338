import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { buildApp } from '../../../../services/payment-service/src/app';
import { settings } from '../../../../services/payment-service/src/config';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const house = aHouse();
const payments = await house.open('payment-service', settings, buildApp);
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await house.close();
});

test('a payment is shown by its number; a payee whose name may not be read, by the id', async () => {
	const [id, payee] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
	const run = (await payments('POST', '/api/v1/payment-runs', { body: {} })).body.data.id;
	await house.sqlOf('payment-service')`insert into payments
		(id, payment_number, run_id, payee_id, currency, amount, method, claims, issued_at)
		values (${id}, 'PAY-2026-00000001', ${run}, ${payee}, 'USD', 120.50, 'transfer', 1, '2026-03-02T08:30:00Z')`;
	const [shown, nobody, misnamed] = await Promise.all([
		askes('payments', 'show', 'PAY-2026-00000001'),
		askes('payments', 'show', 'PAY-2026-00000009', '--json'),
		askes('payments', 'show', 'nothing', '--json'),
	]);
	expect(shown.stdout).toBe(
		`PAY-2026-00000001  120.50 USD by transfer\nto ${payee}, issued 2026-03-02 08:30\n1 claim, of run ${run}\n`,
	);
	expect([nobody.code, JSON.parse(nobody.stdout).status]).toEqual([4, 404]);
	expect([misnamed.code, JSON.parse(misnamed.stdout).code]).toEqual([4, 'VALIDATION_FAILED']);
});

test('a payment that the bank returned is voided, and listed as void', async () => {
	const [id, payee] = [Bun.randomUUIDv7(), Bun.randomUUIDv7()];
	const run = (await payments('POST', '/api/v1/payment-runs', { body: {} })).body.data.id;
	await house.sqlOf('payment-service')`insert into payments
		(id, payment_number, run_id, payee_id, currency, amount, method, claims, issued_at)
		values (${id}, 'PAY-2026-00000002', ${run}, ${payee}, 'USD', 20000, 'transfer', 1, '2026-03-02T08:30:00Z')`;
	const voided = (as: string, ...flags: string[]) =>
		askes.with(
			{ as: { subject: as, role: 'staff', authority: 3, scopes: ['payments:read', 'payments:write'] } },
			...['payments', 'void', 'PAY-2026-00000002', '--reason', 'seen', ...flags],
		);
	expect((await voided('ana', '--cause', 'returned')).stdout).toContain(
		'once a second person agrees: returned, by ana: seen',
	);
	expect((await askes('payments', 'list', '--void', 'awaiting_approval')).stdout).toContain(
		'PAY-2026-00000002',
	);
	expect((await voided('ana', '--approve', '--json')).code).toBe(4);
	expect((await voided('budi', '--approve')).stdout).toContain(
		'void, its money owed again: returned, by ana and budi',
	);
	const [twice, unsaid] = await Promise.all([voided('ana', '--cause', 'returned', '--json'), voided('ana')]);
	expect([twice.code, JSON.parse(twice.stdout).code, unsaid.code]).toEqual([4, 'PAYMENT_VOID', 2]);
});
