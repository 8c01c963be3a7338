import { Flags } from '@oclif/core';
import { BaseCommand } from './base-command';
import { renderTable } from './table';

/** How much of a list is wanted, and from where on. */
export const pageFlags = {
	limit: Flags.integer({ default: 50, min: 1, max: 500, summary: 'how many' }),
	cursor: Flags.string({ summary: 'go on where an earlier list ended' }),
};

/** One page of a list as a service answers it. */
interface Answer<T> {
	readonly data?:
		| {
				readonly data: readonly T[];
				readonly metadata: { readonly page?: { readonly next_cursor: string | null } | undefined };
		  }
		| undefined;
}

export interface Page<T> {
	readonly items: readonly T[];
	readonly next_cursor: string | null;
}

export const pageOf = <T>({ data }: Answer<T>): Page<T> => ({
	items: data?.data ?? [],
	next_cursor: data?.metadata.page?.next_cursor ?? null,
});

/** A command that prints a page of a list as a table, and on stderr how to go on. */
export abstract class ListCommand extends BaseCommand {
	protected printPage(
		header: readonly string[],
		rows: readonly (readonly string[])[],
		next_cursor: string | null,
	): void {
		this.log(renderTable(header, rows));
		if (next_cursor) this.progress(`more: --cursor ${next_cursor}`);
	}
}
