import { Args, Flags } from '@oclif/core';
import { BaseCommand } from './base-command';
import { EXIT_CODES, Failure } from './failure';
import { type FilterFlags, filterFlags, filterOf } from './flows/review/filter-flags';
import {
	type DeskAction,
	type ReviewDesk,
	type ReviewResults,
	reviewDesk,
	type Selection,
} from './flows/review/review-desk';
import type { ReviewKind } from './flows/review/review-item';
import { renderTable } from './table';

/** What people do with items of the review queue: with those that are named, or with all that match. */
export abstract class ReviewCommand extends BaseCommand {
	protected async desk(): Promise<ReviewDesk> {
		return reviewDesk((await this.connect()).askes);
	}

	/** Does it, tells what became of each, and fails if nothing could be done. */
	protected async actOn(
		action: DeskAction,
		references: readonly string[],
		flags: FilterFlags & { readonly all: boolean; readonly limit: number },
	): Promise<ReviewResults> {
		const desk = await this.desk();
		return this.report(
			await desk.act(
				action,
				await this.selection(desk, references, { ...flags, kind: flags.kind ?? KIND_OF[action.action] }),
			),
		);
	}

	protected report(answer: ReviewResults): ReviewResults {
		const { results, changed, refused } = answer;
		const [first] = results;
		if (results.length === 1 && first?.problem)
			throw new Failure(
				'refused',
				first.problem.code,
				`${first.claim_number ?? first.id}: ${first.problem.message}`,
			);
		this.log(
			renderTable(
				['claim', 'status', 'refused'],
				results.map(({ id, claim_number, status, problem }) => [
					claim_number ?? id,
					status ?? '',
					problem ? `${problem.code}: ${problem.message}` : '',
				]),
			),
		);
		if (results.length > 1) this.progress(`${changed} changed, ${refused} refused`);
		if (refused > 0) process.exitCode = changed > 0 ? EXIT_CODES.partial : EXIT_CODES.refused;
		return answer;
	}

	private async selection(
		desk: ReviewDesk,
		references: readonly string[],
		flags: FilterFlags & { readonly all: boolean; readonly limit: number },
	): Promise<Selection> {
		if (flags.all ? references.length > 0 : references.length === 0)
			throw new Failure(
				'unusable',
				'NOTHING_NAMED',
				'name the items, or say --all with what they have in common',
			);
		if (flags.all) return { filter: filterOf(flags, new Date()), limit: flags.limit };
		const items = await Promise.all(references.map((reference) => desk.find(reference)));
		return { items: items.map(({ id, version }) => ({ id, version })) };
	}
}

/** What of all that match an action can be meant for. */
const KIND_OF: Readonly<Partial<Record<DeskAction['action'], ReviewKind>>> = {
	release: 'pend',
	deny: 'pend',
	'request-documents': 'pend',
	uphold: 'appeal',
};

/** With `strict = false` in the command itself: the parser sees only what a command says of its own. */
export const itemArgs = {
	item: Args.string({ description: 'claim number or id of a review item; several are acted on at once' }),
};

export const selectionFlags = {
	all: Flags.boolean({ summary: 'all items that match, the longest waiting first', helpGroup: 'WHICH' }),
	limit: Flags.integer({
		default: 1_000,
		min: 1,
		max: 1_000,
		summary: 'how many at most',
		helpGroup: 'WHICH',
	}),
	...filterFlags,
};

export const reasonFlag = Flags.string({
	required: true,
	char: 'r',
	summary: 'why, for colleagues and auditors; never health data',
});
