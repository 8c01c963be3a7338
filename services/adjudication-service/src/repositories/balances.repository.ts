import { arrayLiteral, columnArrays } from '@claims-askes/chassis/db/array-literal';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { jsonTextColumn } from '@claims-askes/chassis/db/json-column';
import { OutageError } from '@claims-askes/chassis/outage';
import type { Minor } from '@claims-askes/engine';
import { add, ZERO } from '@claims-askes/kernel/money';
import {
	type BalanceChange,
	type BalanceSheet,
	NO_SHEETS,
	type ReadSheets,
	yearOf,
} from '../domain/balances';

/** What is used by these owners; their locks must be held for it to stay true. */
export async function readSheets(tx: Queryable, owners: Iterable<string>): Promise<ReadSheets> {
	const asked = new Set(owners);
	if (asked.size === 0) return NO_SHEETS;
	const sheets = await tx<BalanceSheet[]>`
		select owner, currency, year, used, version from balance_sheets
		where owner = any (${arrayLiteral([...asked])}::text[])`;
	return { owners: asked, sheets };
}

/** A sheet with what has been moved since it was read. */
interface OpenSheet {
	readonly sheet: Omit<BalanceSheet, 'used'>;
	readonly used: Map<string, Minor>;
}

/**
 * Adds what was moved to the sheets as they were read; those of other owners are read now. Where somebody else has written
 * one of them since, who did not hold the owner's lock, the transaction is given up and done again.
 */
export async function moveBalances(
	tx: Queryable,
	changes: readonly BalanceChange[],
	read: ReadSheets = NO_SHEETS,
): Promise<void> {
	if (changes.length === 0) return;
	const unread = changes.flatMap(({ owner }) => (read.owners.has(owner) ? [] : owner));
	const others = await readSheets(tx, unread);
	const opened = openSheets([...read.sheets, ...others.sheets], changes);
	// In the order of their keys, so that no two writers wait for each other.
	const ids = [...opened.keys()].sort();
	const sheets = ids.map((id) => opened.get(id) as OpenSheet);
	const column = columnArrays(sheets.map(({ sheet }) => sheet));
	const { count } = await tx`
		insert into balance_sheets as known (owner, currency, year, used, version)
		select owner, currency, year, used::json, version from unnest(
			${column(({ owner }) => owner)}::text[], ${column(({ currency }) => currency)}::text[],
			${column(({ year }) => year)}::text[],
			${jsonTextColumn(
				tx,
				sheets.map(({ used }) => JSON.stringify([...used])),
			)},
			${column(({ version }) => version + 1)}::integer[]
		) as moved (owner, currency, year, used, version)
		on conflict (owner, currency, year) do update set used = excluded.used, version = excluded.version
			where known.version = excluded.version - 1`;
	if (count !== sheets.length) throw new OutageError('a balance that is moved elsewhere');
}

/** The sheets that change, by what sorts them as their keys do. */
function openSheets(
	read: readonly BalanceSheet[],
	changes: readonly BalanceChange[],
): Map<string, OpenSheet> {
	const known = new Map(read.map((sheet) => [idOf(sheet), sheet]));
	const opened = new Map<string, OpenSheet>();
	for (const { key, owner, currency, amount } of changes) {
		const empty = { owner, currency, year: yearOf(key), version: 0 };
		const id = idOf(empty);
		let open = opened.get(id);
		if (!open) {
			const sheet = known.get(id);
			open = { sheet: sheet ?? empty, used: new Map(sheet?.used) };
			opened.set(id, open);
		}
		open.used.set(key, add(open.used.get(key) ?? ZERO, amount));
	}
	return opened;
}

const idOf = ({ owner, currency, year }: Pick<BalanceSheet, 'owner' | 'currency' | 'year'>): string =>
	`${owner} ${currency} ${year}`;
