import type { Call } from '@claims-askes/chassis/http/caller';
import type { Answer } from '@claims-askes/chassis/http/envelope';
import { pageOf, parseCursor } from '@claims-askes/chassis/http/paging';
import type { Platform } from '@claims-askes/chassis/platform';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, type Minor } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import { type AccumulatorRow, readAccumulators } from '../repositories/accumulator-reader.repository';
import { isAmountKey } from './accumulator-view';

export interface AccumulatorQuery {
	readonly member_id?: string | undefined;
	readonly family_id?: string | undefined;
	readonly group_id?: string | undefined;
	readonly policy_id?: string | undefined;
	readonly authorization_id?: string | undefined;
	readonly cursor?: string | undefined;
	readonly limit: number;
}

export interface AccumulatorView {
	readonly key: string;
	readonly owner: string;
	readonly currency: string;
	readonly unit: 'amount' | 'count';
	readonly used: string;
}

/**
 * What is used of limits, pools, deductibles, authorizations and funds. A restricted token asks for its own alone: of
 * others' an empty list would read as though nothing were used.
 */
export async function listAccumulators(
	{ sql }: Platform,
	query: AccumulatorQuery,
	{ caller }: Call,
): Promise<Answer<AccumulatorView[]>> {
	const owners = ownersAskedFor(query);
	const own = caller.only && ownersAskedFor({ ...caller.only });
	if (own && !owners.every((owner) => own.includes(owner)))
		throw new ProblemError(PROBLEMS.BALANCES_OF_OTHERS);
	const after = parseCursor(query.cursor, 2);
	const place = after && { key: String(after[0]), currency: String(after[1]) };
	const rows = await readAccumulators(sql, owners, place, query.limit + 1);
	return pageOf(rows, query.limit, accumulatorView, ({ key, currency }) => [key, currency]);
}

type Owners = { readonly [Key in keyof Omit<AccumulatorQuery, 'cursor' | 'limit'>]?: string | undefined };

const ownersAskedFor = (asked: Owners & { readonly provider_id?: string }): string[] =>
	[
		asked.member_id && `member:${asked.member_id}`,
		asked.family_id && `family:${asked.family_id}`,
		asked.group_id && `group:${asked.group_id}`,
		asked.policy_id && `policy:${asked.policy_id}`,
		asked.authorization_id && `auth:${asked.authorization_id}`,
	].flatMap((owner) => owner || []);

function accumulatorView({ key, owner, currency, used }: AccumulatorRow): AccumulatorView {
	if (!isAmountKey(key)) return { key, owner, currency, unit: 'count', used };
	return {
		key,
		owner,
		currency,
		unit: 'amount',
		used: formatAmount(Number(used) as Minor, decimalsOf(currency)),
	};
}
