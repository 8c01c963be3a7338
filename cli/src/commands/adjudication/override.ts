import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { readPrice } from '../../flows/review/filter-flags';
import { itemLines } from '../../flows/review/queue-lines';
import { reviewDesk } from '../../flows/review/review-desk';
import { reasonFlag } from '../../review-command';

export default class AdjudicationOverride extends BaseCommand {
	static override summary = 'decide otherwise than what denied or priced a claim, also where it is paid';
	static override description =
		"Lets pass what rules denied of it, takes a person's denial back, and with --price puts amounts in place of prices. Takes the authority of the rules, 3 for an amount; above an amount it waits for a second person (adjudication approve). The claim is then decided again, and what was paid is put right by the next payment run.";
	static override examples = [
		'<%= config.bin %> adjudication override CLM-2026-00000007 --reason "proof of earlier filing seen"',
		'<%= config.bin %> adjudication override CLM-2026-00000007 --line 2 --reason "report of the second surgeon seen"',
		'<%= config.bin %> adjudication override CLM-2026-00000007 --price 1=190.00 --reason "agreed by letter"',
	];
	static override args = { claim: Args.string({ required: true, description: 'claim number or id' }) };
	static override flags = {
		reason: reasonFlag,
		line: Flags.integer({ multiple: true, min: 1, summary: 'only what was denied of this line' }),
		price: Flags.string({ multiple: true, summary: 'what is allowed for a line, as 1=190.00' }),
	};

	async run() {
		const { args, flags } = await this.parse(AdjudicationOverride);
		const { reason, line: lines, price } = flags;
		const desk = reviewDesk((await this.connect()).askes);
		const item = await desk.override(args.claim, {
			reason,
			...(lines && { lines }),
			...(price && { prices: price.map(readPrice) }),
		});
		this.log(itemLines(item, new Date()).join('\n'));
		return item;
	}
}
