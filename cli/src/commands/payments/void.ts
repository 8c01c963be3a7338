import { Args, Flags } from '@oclif/core';
import { answered } from '../../flows/answered';
import { PaymentCommand } from '../../payment-command';
import { reasonFlag } from '../../review-command';

export default class PaymentsVoid extends PaymentCommand {
	static override summary = 'void a payment that was returned or issued in error';
	static override description =
		'What it transferred is booked back and owed again: the next run pays it, and its 835 says of which payment it is. Its claims stay settled; who should not be paid for them at all has them voided or overridden first. Takes authority 3; above an amount a second person agrees (--approve) or refuses (--reject).';
	static override examples = [
		'<%= config.bin %> payments void PAY-2026-00000001 --cause returned --reason "account closed"',
		'<%= config.bin %> payments void PAY-2026-00000001 --approve --reason "seen on the statement of the bank"',
		'<%= config.bin %> payments list --void awaiting_approval',
	];
	static override args = { payment: Args.string({ required: true, description: 'payment number or id' }) };
	static override flags = {
		cause: Flags.option({
			options: ['returned', 'issued_in_error'] as const,
			summary: 'the bank sent the money back, or it should not have gone out as it did',
			exactlyOne: ['cause', 'approve', 'reject'],
		})(),
		approve: Flags.boolean({ summary: 'agree, as a second person, to what another has asked for' }),
		reject: Flags.boolean({ summary: 'refuse what another has asked for, or take back what you have' }),
		reason: reasonFlag,
	};

	async run() {
		const { args, flags } = await this.parse(PaymentsVoid);
		const { askes } = await this.connect();
		const { reason, cause, approve } = flags;
		const request = { params: { path: { id: args.payment } }, body: { reason } };
		const { data } = cause
			? await askes.payments.POST('/api/v1/payments/{id}/voids', { ...request, body: { cause, reason } })
			: approve
				? await askes.payments.POST('/api/v1/payments/{id}/voids/approvals', request)
				: await askes.payments.POST('/api/v1/payments/{id}/voids/rejections', request);
		return this.tell(askes, answered(data));
	}
}
