import { Flags } from '@oclif/core';
import { itemArgs, ReviewCommand, reasonFlag, selectionFlags } from '../../review-command';

export default class AdjudicationDeny extends ReviewCommand {
	static override summary = 'deny claims that wait for a person';
	static override description =
		'The code is told to provider and member; the reason stays in the house. No recalculation overrules it. Exits with 4 when nothing could be denied, with 3 when some could not.';
	static override examples = [
		'<%= config.bin %> adjudication deny CLM-2026-00000007 --carc 252 --group CO --remark M127 --reason "no report came"',
		'<%= config.bin %> adjudication deny --all --rule R29 --older-than 60 --carc 226 --group CO --remark N706 --reason "no answer"',
	];
	static override strict = false;
	static override args = itemArgs;
	static override flags = {
		reason: reasonFlag,
		carc: Flags.string({ required: true, summary: 'why, as provider and member are told' }),
		group: Flags.option({
			options: ['CO', 'PR', 'OA'] as const,
			required: true,
			summary: 'who bears it: the provider, the member, nobody',
		})(),
		remark: Flags.string({ multiple: true, summary: 'a remark code' }),
		...selectionFlags,
	};

	async run() {
		const { flags, argv } = await this.parse(AdjudicationDeny);
		const { reason, carc, group, remark: remarks } = flags;
		const denial = { action: 'deny', reason, carc, group, ...(remarks && { remarks }) } as const;
		return this.actOn(denial, argv as string[], flags);
	}
}
