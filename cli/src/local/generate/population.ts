import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import type { ContractTerms } from '@claims-askes/contracts/provider-facts';

/** Everything that claims speak of, ready to be loaded: plans, policies, providers with contracts, members with coverage. */
export interface Population {
	readonly plans: readonly { readonly effective_from: string; readonly document: PlanDocument }[];
	readonly policies: readonly PolicyToLoad[];
	readonly providers: readonly ProviderToLoad[];
	readonly members: readonly MemberToLoad[];
}

export interface PolicyToLoad {
	readonly number: string;
	readonly group_name: string;
	readonly currency: string;
	readonly plan_id: string;
	readonly from: string;
}

export interface ProviderToLoad {
	readonly kind: 'facility' | 'practitioner';
	readonly name: string;
	readonly npi: string | null;
	readonly tax_id: string | null;
	readonly specialties: readonly string[];
	readonly contract: ContractTerms | null;
}

export interface MemberToLoad {
	readonly member_number: string;
	readonly subscriber_number: string;
	readonly policy_number: string;
	readonly plan_id: string;
	/** Plans of other products, for the same days. */
	readonly other_plans?: readonly string[];
	readonly relationship: 'employee' | 'spouse' | 'child';
	readonly given_name: string;
	readonly family_name: string;
	readonly birth_date: string;
	readonly sex: 'F' | 'M' | 'U';
	readonly from: string;
	readonly to: string | null;
}
