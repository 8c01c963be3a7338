import type { CalendarDate, Claim, Facts, Rejection } from '@claims-askes/engine';

/** A claim with every fact that its decision needs from others; what this service knows itself is added under lock. */
export interface PreparedClaim {
	readonly claim: Claim;
	readonly claimNumber: string;
	/** What the claim's events are kept in order by. */
	readonly familyKey: string;
	readonly parties: Parties;
	/** Who holds the family's policy. It decides nothing, and so is kept in no record: whoever pays is told. */
	readonly subscriberId?: string | null;
	readonly facts: FactsOfOthers;
	/** Why it cannot be decided by the plan at all, as a bill in another currency. */
	readonly refusals: readonly Rejection[];
	/** The numbers under which it names a member or provider whom nobody knows: who becomes known late finds it by them. */
	readonly unknown?: readonly string[];
	/** The code sets that the plan names; null where it leaves that to the payer. */
	readonly codeSets: readonly string[] | null;
	/** The releases of code sets in its facts, as `ncci-ptp@2026Q4`. */
	readonly codes?: readonly string[] | undefined;
}

export type FactsOfOthers = Omit<Facts, 'today' | 'accumulators' | 'history' | 'unavailable'>;

/** Whom and what a decision is about; null where the claim names nobody that is known. */
export interface Parties {
	readonly memberId: string | null;
	readonly familyId: string | null;
	readonly groupId: string | null;
	readonly providerId: string | null;
	readonly policyId: string | null;
	readonly planVersionId: string | null;
	/** Of the first service date. */
	readonly contractId: string | null;
	readonly contracts: readonly ContractSpan[];
}

/**
 * One of a provider's contracts as a decision saw it: with its prices, or only that it was there. Published terms never
 * change, so that a replay reads them again.
 */
export interface ContractSpan {
	readonly id: string;
	readonly provider_id: string;
	readonly from: CalendarDate;
	readonly to: CalendarDate | null;
	readonly isRead: boolean;
}

/** The member of a claim whose patient is not found: nobody's id, so that rule 7 speaks. */
export const NOBODY = 'nobody';
