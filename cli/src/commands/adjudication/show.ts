import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { appealLines, itemLines } from '../../flows/review/queue-lines';
import { reviewDesk } from '../../flows/review/review-desk';

export default class AdjudicationShow extends BaseCommand {
	static override summary = 'show one item of the review queue, and the decision that waits in words';
	static override examples = [
		'<%= config.bin %> adjudication show CLM-2026-00000007',
		'<%= config.bin %> adjudication show 0190b5c6-7d1e-7000-8000-000000000001 --json',
	];
	static override args = {
		item: Args.string({ required: true, description: 'claim number, or id of the review item' }),
	};

	async run() {
		const { args } = await this.parse(AdjudicationShow);
		const desk = reviewDesk((await this.connect()).askes);
		const item = await desk.find(args.item);
		const [appeal, explanation] = await Promise.all([desk.appeal(item), desk.explain(item.claim_id)]);
		this.log([...itemLines(item, new Date()), ...appealLines(appeal), '', explanation].join('\n'));
		return item;
	}
}
