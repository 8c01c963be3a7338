import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { renderTable } from '../../table';

export default class PlansList extends BaseCommand {
	static override summary = 'list plans by id, with the versions that hold on any day';
	static override examples = ['<%= config.bin %> plans list', '<%= config.bin %> plans list --json'];
	static override flags = {
		limit: Flags.integer({ default: 50, min: 1, max: 500, summary: 'how many' }),
		cursor: Flags.string({ summary: 'go on where an earlier list ended' }),
	};

	async run() {
		const { flags } = await this.parse(PlansList);
		const { askes } = await this.connect();
		const { data } = await askes.benefits.GET('/api/v1/plans', {
			params: { query: { limit: flags.limit, cursor: flags.cursor } },
		});
		const plans = data?.data ?? [];
		const next_cursor = data?.metadata.page?.next_cursor ?? null;
		this.log(
			renderTable(
				['plan', 'version', 'from', 'to', '', 'product', 'name'],
				plans.flatMap(({ id, name, currency, product, versions }) => {
					// A plan of which nothing is published yet is a line too.
					const spans =
						versions.length > 0 ? versions : [{ version: 'draft', effective_from: '', effective_to: null }];
					return spans.map(({ version, effective_from, effective_to }) => [
						id,
						version,
						effective_from,
						effective_to ?? '',
						currency,
						product ?? '',
						name,
					]);
				}),
			),
		);
		if (next_cursor) this.progress(`more: --cursor ${next_cursor}`);
		return { plans, next_cursor };
	}
}
