import { Flags } from '@oclif/core';
import { momentOf } from '../../flows/moment';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class PaymentsRuns extends ListCommand {
	static override summary = 'list payment runs, newest first, with what they came to';
	static override examples = ['<%= config.bin %> payments runs', '<%= config.bin %> payments runs --json'];
	static override flags = {
		limit: Flags.integer({ default: 20, min: 1, max: 500, summary: 'how many' }),
		cursor: pageFlags.cursor,
	};

	async run() {
		const { flags } = await this.parse(PaymentsRuns);
		const { askes } = await this.connect();
		const answer = await askes.payments.GET('/api/v1/payment-runs', {
			params: { query: { limit: flags.limit, cursor: flags.cursor } },
		});
		const { items: runs, next_cursor } = pageOf(answer);
		this.printPage(
			['run', 'started', 'status', 'claims', 'payments', 'transferred', ''],
			runs.flatMap(({ id, started_at, status, waiting, totals }) => {
				const run = [id, momentOf(started_at)];
				if (status === 'running') return [[...run, `${waiting} waiting`]];
				if (totals.length === 0) return [[...run, 'nothing owed']];
				return totals.map(({ claims, payments, transferred, currency }) => [
					...[...run, status, String(claims), String(payments), transferred, currency],
				]);
			}),
			next_cursor,
		);
		return { runs, next_cursor };
	}
}
