import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { exact } from '../../local/exact';
import { loadPlanFile } from '../../local/plans/load-plan';

export default class PlansPublish extends BaseCommand {
	static override summary = 'publish a version of a plan from a day on';
	static override description =
		'The document is checked here first. A version that was published never changes; the very same document from the same day is that version again.';
	static override examples = [
		'<%= config.bin %> plans publish examples/plans/rimba-raya/dental.yaml --from 2027-01-01',
	];
	static override args = {
		file: Args.string({
			required: true,
			ignoreStdin: true,
			description: 'the document; - for standard input',
		}),
	};
	static override flags = {
		from: dayFlag({ required: true, summary: 'the first day on which it holds, as 2027-01-01' }),
	};

	async run() {
		const { args, flags } = await this.parse(PlansPublish);
		const document = await loadPlanFile(args.file);
		const { askes } = await this.connect();
		const { data } = await askes.benefits.POST('/api/v1/plans/{id}/versions', {
			params: { path: { id: document.id } },
			body: { document: exact(document), effective_from: flags.from },
		});
		if (!data) throw new Error('benefit-service answered nothing');
		const { id, plan_id, version, effective_from } = data.data;
		this.log(`${plan_id} version ${version} holds from ${effective_from}`);
		return { id, plan_id, version, effective_from };
	}
}
