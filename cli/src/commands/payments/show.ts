import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { answered } from '../../flows/answered';
import { momentOf } from '../../flows/moment';
import { namesOfParties } from '../../flows/names-of-parties';

export default class PaymentsShow extends BaseCommand {
	static override summary = 'show one payment: to whom, how much, and for how many claims';
	static override description = 'Its claims are told by "payments remittance".';
	static override examples = [
		'<%= config.bin %> payments show PAY-2026-00000001',
		'<%= config.bin %> payments show PAY-2026-00000001 --json',
	];
	static override args = { payment: Args.string({ required: true, description: 'payment number or id' }) };

	async run() {
		const { args } = await this.parse(PaymentsShow);
		const { askes } = await this.connect();
		const { data } = await askes.payments.GET('/api/v1/payments/{id}', {
			params: { path: { id: args.payment } },
		});
		const payment = answered(data);
		const { payee_id, payment_number, amount, currency, method, claims, issued_at, run_id } = payment;
		const names = this.jsonEnabled() ? new Map() : await namesOfParties(askes, { providers: [payee_id] });
		this.log(
			[
				`${payment_number}  ${amount} ${currency}${method === 'none' ? ', nothing to transfer' : ' by transfer'}`,
				`to ${names.get(payee_id) ?? payee_id}, issued ${momentOf(issued_at)}`,
				`${claims} ${claims === 1 ? 'claim' : 'claims'}, of run ${run_id}`,
			].join('\n'),
		);
		return payment;
	}
}
