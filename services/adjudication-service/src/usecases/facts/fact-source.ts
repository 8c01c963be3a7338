import type { Story } from '@claims-askes/chassis/peers/peers';
import type { PersonAsked } from '@claims-askes/contracts/claim-identities';
import type { AuthorizationFacts, MemberMatch, PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import type { PlanVersion, PlanVersionSpan } from '@claims-askes/contracts/plan-document';
import type { ContractFacts, ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';

/** A claim that passed intake, as claims-service keeps it. */
export interface SubmittedClaim {
	readonly id: string;
	readonly claim_number: string;
	/** The day it was received, in the payer's time zone. */
	readonly received_on: string;
	/** The claim that this one replaces. */
	readonly replaces: string | null;
	readonly claim: CanonicalClaim;
}

/**
 * What others know and a decision needs, asked for in sets. A fact that is not there is missing from the answer; one that
 * could not be fetched is an `OutageError`, for an outage says nothing about the claim.
 */
export interface FactSource {
	claims(ids: readonly string[], story: Story): Promise<readonly SubmittedClaim[]>;
	/** In the order of the people asked about; null where nobody matches. */
	members(people: readonly PersonAsked[], story: Story): Promise<readonly (MemberMatch | null)[]>;
	providers(numbers: ProviderNumbers, story: Story): Promise<readonly ProviderFacts[]>;
	contracts(ids: readonly string[], story: Story): Promise<readonly ContractFacts[]>;
	policies(ids: readonly string[], story: Story): Promise<readonly PolicyFacts[]>;
	/** All published versions of these plans. */
	planVersionsOf(planIds: readonly string[], story: Story): Promise<readonly PlanVersionSpan[]>;
	planVersions(ids: readonly string[], story: Story): Promise<readonly PlanVersion[]>;
	authorizations(numbers: readonly string[], story: Story): Promise<readonly AuthorizationFacts[]>;
}

export interface ProviderNumbers {
	readonly npis: readonly string[];
	readonly taxIds: readonly string[];
}
