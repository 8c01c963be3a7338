import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Consumption } from '../domain/consumption';
import { AUTHORIZATION_PROBLEMS } from '../domain/problems';
import { putConsumption } from '../repositories/authorizations.repository';
import type { Deps } from './deps';
import { readAuthorization } from './read-authorizations';
import { amountIn, consumptionViewOf } from './views';

interface Use {
	readonly claim_id: string;
	readonly amount: string;
	readonly version?: number | undefined;
}

/**
 * Records what a claim uses of an authorization now: said again it changes nothing, said otherwise it replaces what was
 * said, and 0 gives all back. What was said earlier and comes later, as of two processes one may be slow, is out of date.
 * Whether there is enough left is adjudication's to judge.
 */
export function consumeAuthorization(deps: Deps, id: string, { claim_id, amount, version }: Use, call: Call) {
	assertUnrestricted(call);
	const { platform, authorizations } = deps;
	return writeOnce(platform, call, async () => {
		const { authorization } = await readAuthorization(deps, id, call);
		const { currency, status } = authorization;
		const known = await authorizations.consumptionsOf(authorization);
		const before = known.find((consumption) => consumption.claim_id === claim_id);
		const after: Consumption = {
			authorization_id: id,
			claim_id,
			amount: amountIn(amount, currency),
			recorded_at: platform.now().toISOString(),
			version: version ?? before?.version ?? 0,
		};
		const isSame = before?.amount === after.amount;
		if (before && (after.version < before.version || (isSame && after.version === before.version)))
			return consumptionViewOf(before, currency);
		// A claim may give back what it used of a letter that was cancelled since.
		if (status !== 'approved' && !(before && after.amount <= before.amount))
			throw new ProblemError(AUTHORIZATION_PROBLEMS.AUTHORIZATION_NOT_APPROVED);
		return commit(platform, call, {
			data: consumptionViewOf(after, currency),
			effects: [['consumed', putConsumption(platform.sql, after, currency)]],
			// That the same was said later is remembered, and no news.
			...(isSame ? {} : newsOf(before, after, currency)),
			requires: { effect: 'consumed', rows: 1, otherwise: LOST_RACE },
		});
	});
}

const newsOf = (before: Consumption | undefined, after: Consumption, currency: string) => {
	const { authorization_id: id, claim_id } = after;
	const data = { authorization_id: id, claim_id };
	return {
		events: [{ type: 'authorization.consumed' as const, key: id, data }],
		audit: [
			{
				action: 'authorization.consumed',
				entity: 'authorization',
				entityId: id,
				...(before ? { before: consumptionViewOf(before, currency) } : {}),
				after: consumptionViewOf(after, currency),
			},
		],
	};
};
