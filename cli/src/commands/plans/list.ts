import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class PlansList extends ListCommand {
	static override summary = 'list plans by id, with the versions that hold on any day';
	static override examples = ['<%= config.bin %> plans list', '<%= config.bin %> plans list --json'];
	static override flags = {
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(PlansList);
		const { askes } = await this.connect();
		const answer = await askes.benefits.GET('/api/v1/plans', {
			params: { query: { limit: flags.limit, cursor: flags.cursor } },
		});
		const { items: plans, next_cursor } = pageOf(answer);
		this.printPage(
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
			next_cursor,
		);
		return { plans, next_cursor };
	}
}
