import { Flags } from '@oclif/core';
import { itemArgs, ReviewCommand, selectionFlags } from '../../review-command';

export default class AdjudicationRequestDocuments extends ReviewCommand {
	static override summary = 'ask for the documents that claims wait for';
	static override description =
		'The claims go on waiting; asked again, the last request counts. A document that is uploaded for a claim has it decided again. Exits with 4 when nothing could be asked for, with 3 when some could not.';
	static override examples = [
		'<%= config.bin %> adjudication request-documents CLM-2026-00000007',
		'<%= config.bin %> adjudication request-documents CLM-2026-00000008 --document referral --due 2026-12-24',
		'<%= config.bin %> adjudication request-documents --all --rule R29 --note "first reminder"',
	];
	static override strict = false;
	static override args = itemArgs;
	static override flags = {
		document: Flags.string({
			multiple: true,
			summary: "one that is wanted, in the plan's words; those that are missing unless said",
		}),
		due: Flags.string({ summary: 'the last day on which they are in time; in 30 days unless said' }),
		note: Flags.string({ summary: 'for colleagues and auditors; never health data' }),
		...selectionFlags,
	};

	async run() {
		const { flags, argv } = await this.parse(AdjudicationRequestDocuments);
		const { document: documents, due, note } = flags;
		const request = { ...(documents && { documents }), ...(due && { due }), ...(note && { note }) };
		return this.actOn({ action: 'request-documents', ...request }, argv as string[], flags);
	}
}
