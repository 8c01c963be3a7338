import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { filterFlags, filterOf } from '../../flows/review/filter-flags';
import { countLines, queueTable } from '../../flows/review/queue-lines';
import { reviewDesk } from '../../flows/review/review-desk';
import { heedNoColor } from '../../screens/heed-no-color';

export default class AdjudicationQueue extends BaseCommand {
	static override summary = 'work the queue of claims that wait for a person';
	static override description =
		'In a terminal it is a screen: the queue, each claim with its explanation in words, and keys to release, deny, ask for documents, answer appeals, approve and assign, one or many. Without a terminal, with --plain or --json, it prints the queue and how many wait for which reason.';
	static override examples = [
		'<%= config.bin %> adjudication queue',
		'<%= config.bin %> adjudication queue --rule R31 --sort amount --within-level 4',
		'<%= config.bin %> adjudication queue --unassigned --older-than 7 --json',
	];
	static override flags = {
		...filterFlags,
		sort: Flags.option({
			options: ['oldest', 'amount'] as const,
			default: 'oldest',
			summary: 'the longest waiting first, or the largest amount',
		})(),
		limit: Flags.integer({ default: 50, min: 1, max: 500, summary: 'how many' }),
		cursor: Flags.string({ summary: 'go on where an earlier list ended' }),
		plain: Flags.boolean({ summary: 'print lines, also in a terminal' }),
	};

	async run() {
		const { flags } = await this.parse(AdjudicationQueue);
		const desk = reviewDesk((await this.connect()).askes);
		const filter = filterOf(flags, new Date());
		const wanted = { sort: flags.sort, limit: flags.limit, cursor: flags.cursor };
		const isScreen = process.stdin.isTTY && process.stdout.isTTY && !flags.plain && !this.jsonEnabled();
		if (isScreen) {
			heedNoColor();
			// Drawing takes a library that no other command needs.
			const { openPendQueue } = await import('../../screens/pend-queue/open-pend-queue');
			return openPendQueue(desk, filter, wanted);
		}
		const [{ items, next_cursor }, counts] = await Promise.all([
			desk.page(filter, wanted),
			desk.counts(filter),
		]);
		this.log(queueTable(items, new Date()));
		for (const line of countLines(counts)) this.progress(line);
		if (next_cursor) this.progress(`more: --cursor ${next_cursor}`);
		return { items, counts, next_cursor };
	}
}
