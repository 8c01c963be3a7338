import { Flags } from '@oclif/core';
import { namesOfParties, payeesOf } from '../../flows/names-of-parties';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class PaymentsList extends ListCommand {
	static override summary = 'list payments, newest first';
	static override examples = [
		'<%= config.bin %> payments list',
		'<%= config.bin %> payments list --run RUN --json',
		'<%= config.bin %> payments list --void awaiting_approval',
	];
	static override flags = {
		run: Flags.string({ summary: 'only the payments of this run' }),
		payee: Flags.string({ summary: 'only the payments to this provider or member' }),
		void: Flags.option({
			options: ['awaiting_approval', 'voided'] as const,
			summary: 'only those that are void, or wait for a second person to be',
		})(),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(PaymentsList);
		const { askes } = await this.connect();
		const answer = await askes.payments.GET('/api/v1/payments', {
			params: {
				query: {
					limit: flags.limit,
					run_id: flags.run,
					payee_id: flags.payee,
					void_status: flags.void,
					cursor: flags.cursor,
				},
			},
		});
		const { items: payments, next_cursor } = pageOf(answer);
		const names = this.jsonEnabled() ? new Map() : await namesOfParties(askes, payeesOf(payments));
		this.printPage(
			['payment', 'amount', '', 'claims', 'issued', 'void', 'payee'],
			payments.map((payment) => [
				payment.payment_number,
				payment.amount,
				payment.currency,
				String(payment.claims),
				payment.issued_at.slice(0, 10),
				payment.void?.status ?? '',
				names.get(payment.payee_id) ?? payment.payee_id,
			]),
			next_cursor,
		);
		return { payments, next_cursor };
	}
}
