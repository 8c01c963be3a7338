import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { loadPublished } from '../../local/plans/load-plan';
import { planPage } from '../../local/plans/plan-page';

export default class PlansShow extends BaseCommand {
	static override summary = 'show a published plan in words, or with --json its document';
	static override examples = [
		'<%= config.bin %> plans show RIMBA-DENTAL',
		'<%= config.bin %> plans show RIMBA-DENTAL --version 1 --json',
	];
	static override args = { plan: Args.string({ required: true, description: 'its id' }) };
	static override flags = {
		version: Flags.integer({ min: 1, summary: 'which version; else the newest' }),
	};

	async run() {
		const { args, flags } = await this.parse(PlansShow);
		const { askes } = await this.connect();
		const published = await loadPublished(askes, args.plan, flags.version);
		this.log(
			`version ${published.version}, from ${published.effective_from}\n\n${planPage(published.document)}`,
		);
		return published;
	}
}
