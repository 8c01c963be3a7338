import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { diffPage } from '../../local/plans/diff-page';
import { diffPlans } from '../../local/plans/diff-plans';
import { loadNamed } from '../../local/plans/load-plan';

export default class PlansDiff extends BaseCommand {
	static override summary = 'say in words what changes for a member from one plan to another';
	static override description =
		'Each plan is a file, or a published plan (its newest version) or one of its versions, as GOLD@2. Between two files no stack is needed. Changes are marked + where they are better for a member, - where they are worse, and ~ otherwise; what a claim would cost then is for adjudication simulate to say.';
	static override examples = [
		'<%= config.bin %> plans diff RIMBA-DENTAL my-changes.yaml',
		'<%= config.bin %> plans diff RIMBA-DENTAL@1 RIMBA-DENTAL@2 --json',
	];
	static override args = {
		old: Args.string({ required: true, description: 'a file, PLAN or PLAN@VERSION' }),
		new: Args.string({ required: true, description: 'a file, PLAN or PLAN@VERSION' }),
	};

	async run() {
		const { args } = await this.parse(PlansDiff);
		const connect = async () => (await this.connect()).askes;
		const changes = diffPlans(await loadNamed(args.old, connect), await loadNamed(args.new, connect));
		this.log(diffPage(changes));
		return { old: args.old, new: args.new, changes };
	}
}
