import { expect, test } from 'bun:test';
import { claimPage } from './claim-page';

const aClaim = (currency: string, total_charge: string, charge: string) => ({
	claim_number: 'CLM-2026-00000001',
	status: 'paid',
	currency,
	total_charge,
	paid: total_charge,
	submitter_claim_id: 'A1',
	received_on: '2026-03-02',
	content: {
		billing_provider: { name: 'Klinik Sehat' },
		lines: [
			{ number: 1, service_date: '2026-03-01', procedure_code: '99213', modifiers: [], units: 1, charge },
		],
	},
	warnings: [],
});

test('the charge of a line is written in the precision of the claim, whatever the submitter wrote', () => {
	const rupiahs = claimPage(aClaim('IDR', '255000', '255000.00'), []);
	expect(rupiahs).toMatch(/99213 +1 +255000$/m);
	expect(rupiahs).not.toContain('255000.00');
	expect(claimPage(aClaim('USD', '58.50', '58.5'), [])).toMatch(/99213 +1 +58\.50$/m);
});

test('moves are told to the minute, with their reasons', () => {
	const moves = [{ at: '2026-03-02T18:24:48.094Z', to: 'received', reason: null }];
	const page = claimPage(aClaim('USD', '1.00', '1.00'), [
		...moves,
		{ at: '2026-03-02T18:25:01.000Z', to: 'pended', reason: 'R31' },
	]);
	expect(page).toEndWith('2026-03-02 18:24  received\n2026-03-02 18:25  pended: R31');
});
