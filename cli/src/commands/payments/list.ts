import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { namesOfParties } from '../../flows/names-of-parties';
import { renderTable } from '../../table';

export default class PaymentsList extends BaseCommand {
	static override summary = 'list payments, newest first';
	static override examples = [
		'<%= config.bin %> payments list',
		'<%= config.bin %> payments list --run RUN --json',
	];
	static override flags = {
		run: Flags.string({ summary: 'only the payments of this run' }),
		payee: Flags.string({ summary: 'only the payments to this provider' }),
		limit: Flags.integer({ default: 50, min: 1, max: 500, summary: 'how many' }),
		cursor: Flags.string({ summary: 'go on where an earlier list ended' }),
	};

	async run() {
		const { flags } = await this.parse(PaymentsList);
		const { askes } = await this.connect();
		const { data } = await askes.payments.GET('/api/v1/payments', {
			params: {
				query: {
					limit: flags.limit,
					run_id: flags.run,
					payee_id: flags.payee,
					cursor: flags.cursor,
				},
			},
		});
		const payments = data?.data ?? [];
		const next_cursor = data?.metadata.page?.next_cursor ?? null;
		const payees = payments.map(({ payee_id }) => payee_id);
		const names = this.jsonEnabled() ? new Map() : await namesOfParties(askes, { providers: payees });
		this.log(
			renderTable(
				['payment', 'amount', '', 'claims', 'issued', 'payee'],
				payments.map((payment) => [
					payment.payment_number,
					payment.amount,
					payment.currency,
					String(payment.claims),
					payment.issued_at.slice(0, 10),
					names.get(payment.payee_id) ?? payment.payee_id,
				]),
			),
		);
		if (next_cursor) this.progress(`more: --cursor ${next_cursor}`);
		return { payments, next_cursor };
	}
}
