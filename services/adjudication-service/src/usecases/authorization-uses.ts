import { decimalsOf } from '@claims-askes/kernel/currency';
import { add, formatAmount, type Minor, ZERO } from '@claims-askes/kernel/money';
import type { StoredDecision } from '../domain/stored-decision';
import type { AuthorizationUse } from '../repositories/authorization-uses.repository';

const AUTHORIZATION = 'auth:';

/** What a decision uses of each authorization, over all its lines. */
export function authorizationUsesOf({ claimId, currency, movements }: StoredDecision): AuthorizationUse[] {
	const used = new Map<string, Minor>();
	for (const { key, amount } of movements) {
		if (!key.startsWith(AUTHORIZATION)) continue;
		const id = key.slice(AUTHORIZATION.length);
		used.set(id, add(used.get(id) ?? ZERO, amount));
	}
	const write = (amount: Minor) => formatAmount(amount, decimalsOf(currency));
	return [...used].map(([authorizationId, amount]) => ({
		...{ authorizationId, claimId, currency, amount: write(amount) },
	}));
}
