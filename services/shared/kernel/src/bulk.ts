import { type ProblemDetail, ProblemError } from './problems';

/** What became of one entry of a list: it stands, or it was refused and the others go on without it. */
export type EntryResult<T> =
	| { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly value: T }
	| { readonly outcome: 'refused'; readonly error: ProblemError };

/** Does one entry's work; a problem is the entry's own, anything else that is thrown is everybody's. */
export function attempt<T>(work: () => EntryResult<T>): EntryResult<T> {
	try {
		return work();
	} catch (error) {
		if (error instanceof ProblemError) return { outcome: 'refused', error };
		throw error;
	}
}

/** What stands, in the order of the list. */
export const valuesOf = <T>(results: readonly EntryResult<T>[]): T[] =>
	results.flatMap((result) => (result.outcome === 'refused' ? [] : [result.value]));

export interface BulkReport<V> {
	readonly created: number;
	readonly updated: number;
	readonly unchanged: number;
	readonly refused: number;
	readonly results: readonly (V & {
		readonly outcome: EntryResult<unknown>['outcome'];
		readonly problem: {
			readonly code: string;
			readonly message: string;
			readonly details: readonly ProblemDetail[];
		} | null;
	})[];
}

/** What the sender of a list is told: totals, and for each entry, in order, what became of it. */
export function bulkReport<T, V>(
	results: readonly EntryResult<T>[],
	view: (value: T | null, at: number) => V,
): BulkReport<V> {
	const count = (outcome: EntryResult<T>['outcome']) =>
		results.filter((result) => result.outcome === outcome).length;
	return {
		created: count('created'),
		updated: count('updated'),
		unchanged: count('unchanged'),
		refused: count('refused'),
		results: results.map((result, at) => ({
			...view(result.outcome === 'refused' ? null : result.value, at),
			outcome: result.outcome,
			problem: result.outcome === 'refused' ? told(result.error) : null,
		})),
	};
}

const told = ({ problem, message, details }: ProblemError) => ({ code: problem.code, message, details });
