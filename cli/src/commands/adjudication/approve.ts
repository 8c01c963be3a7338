import { itemArgs, ReviewCommand, reasonFlag, selectionFlags } from '../../review-command';

export default class AdjudicationApprove extends ReviewCommand {
	static override summary = 'agree, as a second person, to what another has proposed';
	static override description =
		'Above an amount one person alone does not decide. Takes the authority that the item names, and another person than the one who proposed. Exits with 4 when nothing could be approved, with 3 when some could not.';
	static override examples = [
		'<%= config.bin %> adjudication queue --status awaiting_approval',
		'<%= config.bin %> adjudication approve CLM-2026-00000007 --reason "seen the report too"',
	];
	static override strict = false;
	static override args = itemArgs;
	static override flags = { reason: reasonFlag, ...selectionFlags };

	async run() {
		const { flags, argv } = await this.parse(AdjudicationApprove);
		const filter = { ...flags, status: 'awaiting_approval' } as const;
		return this.actOn({ action: 'approve', reason: flags.reason }, argv as string[], filter);
	}
}
