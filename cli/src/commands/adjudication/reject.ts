import { itemArgs, ReviewCommand, reasonFlag, selectionFlags } from '../../review-command';

export default class AdjudicationReject extends ReviewCommand {
	static override summary =
		'refuse what another has proposed, or take back what you have: it waits as before';
	static override examples = [
		'<%= config.bin %> adjudication reject CLM-2026-00000007 --reason "the report is of another day"',
	];
	static override strict = false;
	static override args = itemArgs;
	static override flags = { reason: reasonFlag, ...selectionFlags };

	async run() {
		const { flags, argv } = await this.parse(AdjudicationReject);
		const filter = { ...flags, status: 'awaiting_approval' } as const;
		return this.actOn({ action: 'reject', reason: flags.reason }, argv as string[], filter);
	}
}
