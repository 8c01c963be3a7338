import type { ChangedRows, Named } from './check-seals';

export const FINDING_CODES = {
	ENTRIES_CHANGED: 'entries are not as they were sealed',
	SEAL_EDITED: 'a seal does not fit what it says itself',
	CHAIN_BROKEN: 'a seal does not follow the one before it',
	ENTRIES_BEFORE_ALL: 'entries have ids that are never given',
	ENTRIES_UNSEALED: 'entries have waited too long for a seal',
	SEALS_UNSIGNED: 'seals have waited too long for a signature',
	HEAD_LOST: 'a signed head is no seal of any server: seals were removed or written anew',
	HEAD_UNSIGNED: 'a line of the heads was signed by no known key',
} as const;

export type FindingCode = keyof typeof FINDING_CODES;

export interface Finding {
	readonly code: FindingCode;
	/** Server and database; null of what concerns all. */
	readonly trail: string | null;
	/** The ids within which it is, as far as they are known. */
	readonly first_id: string | null;
	readonly last_id: string | null;
	/** Which entries, where that can be told. */
	readonly changed?: ChangedRows;
	/** What more there is to say. */
	readonly detail?: string;
}

/** A finding in a line: what, which entries, where. */
export function findingLine({ code, trail, first_id, last_id, changed, detail }: Finding): string {
	const range = first_id === null ? [] : [`entries ${first_id} to ${last_id ?? 'the last'}`];
	const rows = changed
		? (['edited', 'missing', 'inserted'] as const).flatMap((kind) => namedIn(kind, changed[kind]))
		: [];
	const facts = [...range, ...rows, ...(detail ? [detail] : []), ...(trail ? [`on ${trail}`] : [])];
	return `${code}: ${[FINDING_CODES[code], ...facts].join('; ')}`;
}

function namedIn(kind: string, { count, ids }: Named): string[] {
	if (count === 0) return [];
	const more = count > ids.length ? ` and ${count - ids.length} more` : '';
	return [`${kind}: ${ids.join(', ')}${more}`];
}
