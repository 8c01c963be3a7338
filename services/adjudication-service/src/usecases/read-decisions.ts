import type { Call } from '@claims-askes/chassis/http/caller';
import { JsonText } from '@claims-askes/chassis/http/envelope';
import type { Platform } from '@claims-askes/chassis/platform';
import type { DecisionView } from '@claims-askes/contracts/decision';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import {
	type DecisionRow,
	type DecisionsWanted,
	readDecisions,
} from '../repositories/decision-reader.repository';
import type { DecisionBody } from './decision-body';

export async function getDecision({ sql }: Platform, id: string, { caller }: Call): Promise<DecisionView> {
	const [row] = await readDecisions(sql, { ids: [id] }, caller.only);
	if (!row) throw new ProblemError(PROBLEMS.DECISION_NOT_FOUND);
	return decisionView(row);
}

/**
 * Up to a thousand at once, in no particular order; what is not there, or not for this caller, is left out. Their bodies
 * are handed on as they are stored.
 */
export async function getDecisions(
	{ sql }: Platform,
	wanted: DecisionsWanted,
	{ caller }: Call,
): Promise<JsonText> {
	const rows = await readDecisions(sql, wanted, caller.only);
	return JsonText.list(rows.map((row) => JsonText.object(headOf(row)).and(row.body)));
}

export async function getLiveDecision(
	{ sql }: Platform,
	claimId: string,
	{ caller }: Call,
): Promise<DecisionView> {
	const [row] = await readDecisions(sql, { claimIds: [claimId] }, caller.only);
	if (!row) throw new ProblemError(PROBLEMS.CLAIM_NOT_DECIDED);
	return decisionView(row);
}

export const decisionView = (row: DecisionRow): DecisionView => ({
	...headOf(row),
	...(JSON.parse(row.body) as DecisionBody),
});

function headOf(row: DecisionRow): Omit<DecisionView, keyof DecisionBody> {
	const { billed, allowed, paid, member_owes, provider_writes_off, other, body: _, ...head } = row;
	const amount = amountIn(row.currency);
	return {
		...head,
		totals: {
			billed: amount(billed),
			allowed: amount(allowed),
			paid: amount(paid),
			member_owes: amount(member_owes),
			provider_writes_off: amount(provider_writes_off),
			other: amount(other),
		},
	};
}

/** A stored numeric in its currency's own precision. */
export function amountIn(currency: string): (stored: string) => string {
	const decimals = decimalsOf(currency);
	return (stored) => formatAmount(parseAmount(stored, decimals), decimals);
}
