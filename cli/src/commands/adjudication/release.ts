import { Flags } from '@oclif/core';
import { Failure } from '../../failure';
import { readPrice } from '../../flows/review/filter-flags';
import { itemArgs, ReviewCommand, reasonFlag, selectionFlags } from '../../review-command';

export default class AdjudicationRelease extends ReviewCommand {
	static override summary = 'let pass what claims wait for, and have them decided again';
	static override description =
		'Takes a person of the authority that the item names; above an amount it then waits for a second person (adjudication approve). A line that waits for a price is given one with --price. Exits with 4 when nothing could be released, with 3 when some could not.';
	static override examples = [
		'<%= config.bin %> adjudication release CLM-2026-00000007 --reason "operation report seen"',
		'<%= config.bin %> adjudication release CLM-2026-00000008 --price 1=90.00 --reason "agreed by telephone"',
		'<%= config.bin %> adjudication release --all --rule R31 --currency USD --billed-to 2500 --reason "known provider"',
	];
	static override strict = false;
	static override args = itemArgs;
	static override flags = {
		reason: reasonFlag,
		price: Flags.string({
			multiple: true,
			summary: 'what is allowed for a line without a price, as 1=90.00',
		}),
		...selectionFlags,
	};

	async run() {
		const { flags, argv } = await this.parse(AdjudicationRelease);
		const references = argv as string[];
		if (!flags.price) return this.actOn({ action: 'release', reason: flags.reason }, references, flags);
		const [only] = references;
		if (only === undefined || references.length > 1 || flags.all)
			throw new Failure('unusable', 'PRICE_OF_MANY', 'prices are given to the lines of one claim');
		const desk = await this.desk();
		const prices = flags.price.map(readPrice);
		return this.report(await desk.releaseWithPrices(await desk.find(only), flags.reason, prices));
	}
}
