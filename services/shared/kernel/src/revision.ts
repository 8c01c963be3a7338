import { canonicalJson } from './canonical-json';

/** A thing as it is stored and as it shall be; without a before it is new. */
export interface Revision<T> {
	readonly before: T | null;
	/** Of the stored row, so that nobody overwrites what they have not seen. */
	readonly version: number;
	readonly after: T;
}

export const isNew = ({ before }: Revision<unknown>): boolean => before === null;

export const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/** One revision a thing: from how it is stored to how it stands last in the list. What stays the same needs none. */
export function revisionsOf<T extends { readonly id: string }>(
	wanted: readonly T[],
	stored: readonly { readonly value: T; readonly version: number }[],
): Revision<T>[] {
	const known = new Map(stored.map((one) => [one.value.id, one]));
	const last = new Map(wanted.map((after) => [after.id, after]));
	return [...last.values()]
		.map((after) => {
			const { value: before = null, version = 0 } = known.get(after.id) ?? {};
			return { before, version, after };
		})
		.filter(({ before, after }) => !isSame(before, after));
}
