import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { momentOf } from '../../flows/moment';
import { renderTable } from '../../table';

export default class PaymentsRuns extends BaseCommand {
	static override summary = 'list payment runs, newest first, with what they came to';
	static override examples = ['<%= config.bin %> payments runs', '<%= config.bin %> payments runs --json'];
	static override flags = {
		limit: Flags.integer({ default: 20, min: 1, max: 500, summary: 'how many' }),
		cursor: Flags.string({ summary: 'go on where an earlier list ended' }),
	};

	async run() {
		const { flags } = await this.parse(PaymentsRuns);
		const { askes } = await this.connect();
		const { data } = await askes.payments.GET('/api/v1/payment-runs', {
			params: { query: { limit: flags.limit, cursor: flags.cursor } },
		});
		const runs = data?.data ?? [];
		const next_cursor = data?.metadata.page?.next_cursor ?? null;
		this.log(
			renderTable(
				['run', 'started', 'status', 'claims', 'payments', 'transferred', ''],
				runs.flatMap(({ id, started_at, status, waiting, totals }) => {
					const run = [id, momentOf(started_at)];
					if (status === 'running') return [[...run, `${waiting} waiting`]];
					if (totals.length === 0) return [[...run, 'nothing owed']];
					return totals.map(({ claims, payments, transferred, currency }) => [
						...[...run, status, String(claims), String(payments), transferred, currency],
					]);
				}),
			),
		);
		if (next_cursor) this.progress(`more: --cursor ${next_cursor}`);
		return { runs, next_cursor };
	}
}
