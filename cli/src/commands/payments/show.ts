import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { answered } from '../../flows/answered';
import { namesOfParties } from '../../flows/names-of-parties';
import { paymentLines } from '../../flows/payments/payment-lines';

export default class PaymentsShow extends BaseCommand {
	static override summary =
		'show one payment: to whom, how much, for how many claims, and whether it is void';
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
		const { payee_id } = payment;
		const names = this.jsonEnabled() ? new Map() : await namesOfParties(askes, { providers: [payee_id] });
		this.log(paymentLines(payment, names.get(payee_id)).join('\n'));
		return payment;
	}
}
