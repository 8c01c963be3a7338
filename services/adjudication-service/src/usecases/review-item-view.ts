import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount } from '@claims-askes/kernel/money';
import type { ReviewItem } from '../domain/review-item';
import { amountIn } from './read-decisions';

export const reviewItemView = ({ reasons, billed, currency, proposal, ...item }: ReviewItem) => ({
	...item,
	currency,
	billed: amountIn(currency)(billed),
	proposal: proposal && {
		...proposal,
		prices: proposal.prices.map(({ line, allowed }) => ({
			line,
			allowed: formatAmount(allowed, decimalsOf(currency)),
		})),
	},
	reasons: reasons.map(({ line, rule, carc, authority, fingerprint, missing }) => ({
		...{ line, rule, carc, authority, fingerprint },
		missing: [...(missing ?? [])],
	})),
});
