import { Flags } from '@oclif/core';
import { Failure } from '../../failure';
import { itemArgs, ReviewCommand, selectionFlags } from '../../review-command';

export default class AdjudicationAssign extends ReviewCommand {
	static override summary = 'give claims that wait to a person, or back to everybody';
	static override examples = [
		'<%= config.bin %> adjudication assign CLM-2026-00000007 --to ani',
		'<%= config.bin %> adjudication assign --all --unassigned --rule R29 --limit 20 --to ani',
		'<%= config.bin %> adjudication assign --all --assigned ani --nobody',
	];
	static override strict = false;
	static override args = itemArgs;
	static override flags = {
		to: Flags.string({ exclusive: ['nobody'], summary: 'the person, as they sign in' }),
		nobody: Flags.boolean({ summary: 'everybody may take it' }),
		...selectionFlags,
	};

	async run() {
		const { flags, argv } = await this.parse(AdjudicationAssign);
		if (flags.to === undefined && !flags.nobody)
			throw new Failure('unusable', 'NOBODY_NAMED', 'say --to PERSON, or --nobody');
		const assigned_to = flags.to ?? null;
		return this.actOn({ action: 'assign', assigned_to }, argv as string[], flags);
	}
}
