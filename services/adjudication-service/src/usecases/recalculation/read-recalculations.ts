import type { Call } from '@claims-askes/chassis/http/caller';
import { pageBefore, pageOf } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, type Minor } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../../domain/problems';
import { type ProgressRow, readProgress } from '../../repositories/recalculation-progress.repository';

export interface RecalculationsQuery {
	readonly subject?: string | undefined;
	readonly cursor?: string | undefined;
	readonly limit: number;
}

export async function listRecalculations({ sql }: Platform, query: RecalculationsQuery, call: Call) {
	assertUnrestricted(call);
	const { before, limit } = pageBefore(query);
	const rows = await readProgress(sql, { subject: query.subject ?? null, before, limit: limit + 1 });
	return pageOf(rows, limit, recalculationView, ({ id }) => [id]);
}

export async function getRecalculation({ sql }: Platform, id: string, call: Call) {
	assertUnrestricted(call);
	const [row] = await readProgress(sql, { id });
	if (!row) throw new ProblemError(PROBLEMS.RECALCULATION_NOT_FOUND);
	return recalculationView(row);
}

export function recalculationView({ found, done, parked, is_found, net, ...row }: ProgressRow) {
	const { touched, looked_at, adjusted, ...cause } = row;
	return {
		...cause,
		status: statusOf({ found, done, parked, is_found }),
		families: { found, done, parked },
		claims: { touched, looked_at, adjusted },
		net: Object.fromEntries(
			Object.entries(net).map(([currency, more]) => [
				currency,
				formatAmount(Number(more) as Minor, decimalsOf(currency)),
			]),
		),
	};
}

function statusOf({
	found,
	done,
	parked,
	is_found,
}: Pick<ProgressRow, 'found' | 'done' | 'parked' | 'is_found'>) {
	if (!is_found) return 'waiting' as const;
	if (done === found) return 'done' as const;
	return done + parked === found ? ('parked' as const) : ('working' as const);
}
