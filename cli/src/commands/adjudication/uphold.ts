import { itemArgs, ReviewCommand, reasonFlag, selectionFlags } from '../../review-command';

export default class AdjudicationUphold extends ReviewCommand {
	static override summary = 'answer appeals: what was decided stays';
	static override description =
		'Nothing moves, and the claim is closed. To grant an appeal, override its claim (adjudication override): once that is decided, the appeal ends as granted.';
	static override examples = [
		'<%= config.bin %> adjudication uphold CLM-2026-00000007 --reason "the report does not change the code"',
	];
	static override strict = false;
	static override args = itemArgs;
	static override flags = { reason: reasonFlag, ...selectionFlags };

	async run() {
		const { flags, argv } = await this.parse(AdjudicationUphold);
		return this.actOn({ action: 'uphold', reason: flags.reason }, argv as string[], flags);
	}
}
