import { Args } from '@oclif/core';
import { answered } from '../../flows/answered';
import { PaymentCommand } from '../../payment-command';

export default class PaymentsShow extends PaymentCommand {
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
		return this.tell(askes, answered(data));
	}
}
