import type { Channel, Decision, Movement, Shortage } from '@claims-askes/engine';
import type { ClaimDays } from './claim-days';
import type { FundNotice } from './fund-notices';
import type { PastLine } from './histories';
import type { Parties } from './prepared-claim';
import type { ReviewReasons } from './review-item';

/** A decision as it is kept: never edited, only undone by another. */
export interface StoredDecision {
	readonly id: string;
	readonly claimId: string;
	readonly claimNumber: string;
	readonly familyKey: string;
	readonly parties: Omit<Parties, 'contracts'>;
	/** Who holds the family's policy. */
	readonly subscriberId: string | null;
	/** By which a change finds the claims that it may touch. */
	readonly days: ClaimDays;
	/** The numbers of those whom nobody knew. */
	readonly unknown: readonly string[];
	readonly outcome: DecidedOutcome;
	/** Through whom its money goes. */
	readonly channel: Channel;
	readonly currency: string;
	/** Written out in the currency's precision. */
	readonly totals: Readonly<Record<keyof Decision['totals'], string>>;
	/** What each source of money bears of the lines, written out likewise. */
	readonly funding: Readonly<Record<string, string>>;
	readonly engineVersion: string;
	readonly decidedAt: string;
	readonly decidedBy: string;
	/** The story in the course of which it was made. */
	readonly correlationId: string;
	/** The pended decision in whose place this one stands. */
	readonly reverses: string | null;
	/** Lines, adjustments and alerts as published: JSON. */
	readonly body: string;
	/** Facts and trace: JSON. */
	readonly record: string;
	readonly history: readonly PastLine[];
	/** What it shares with others and had too little of. */
	readonly shortages: readonly Shortage[];
	readonly movements: readonly Movement[];
	/** What its group is to be told of its funds, unless it was told before. */
	readonly fundNotices: readonly FundNotice[];
	/** What a person is to look at, where it waits for one. */
	readonly review: ReviewReasons | null;
}

export type DecidedOutcome = 'pended' | 'denied' | 'partially_approved' | 'approved';
