import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { plainArray } from '@claims-askes/chassis/db/plain-array';
import type { Balance, BalanceChange } from '../domain/balances';

/** What is used by these owners; their locks must be held for it to stay true. */
export async function loadBalances(tx: Queryable, owners: readonly string[]): Promise<Balance[]> {
	if (owners.length === 0) return [];
	const rows = await tx<{ key: string; currency: string; used: string }[]>`
		select key, currency, used from accumulators where owner = any (${arrayLiteral(owners)}::text[])`;
	return rows.map(({ key, currency, used }) => ({ key, currency, used: Number(used) as Balance['used'] }));
}

/** Adds what was moved, in the order of keys, so that no two writers wait for each other. */
export async function moveBalances(tx: Queryable, changes: readonly BalanceChange[]): Promise<void> {
	if (changes.length === 0) return;
	const text = (pick: (change: BalanceChange) => string) => arrayLiteral(changes.map(pick));
	await tx`
		insert into accumulators as known (key, currency, owner, used)
		select key, currency, owner, used from unnest(
			${text((c) => c.key)}::text[], ${text((c) => c.currency)}::text[],
			${text((c) => c.owner)}::text[], ${plainArray(changes.map(({ amount }) => amount))}::bigint[]
		) as moved (key, currency, owner, used) order by key, currency
		on conflict (key, currency) do update set used = known.used + excluded.used`;
}
