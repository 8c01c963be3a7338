import type { Minor } from '@claims-askes/kernel/money';

/** What a claim uses of an authorization now. */
export interface Consumption {
	readonly authorization_id: string;
	readonly claim_id: string;
	readonly amount: Minor;
	readonly recorded_at: string;
	/** Which of its uses in order, where whoever tells it numbers them. */
	readonly version: number;
}
