import type { PlanDocument, SwitchedRules } from '@claims-askes/contracts/plan-document';
import type { ContractTerms } from '@claims-askes/contracts/provider-facts';
import type { SimulatedOnly } from '../../repositories/simulated-span.repository';

/** What would be otherwise. Without any of it everything has to come out as it stands. */
export interface SimulatedChange {
	/** In the place of every version of the plan with its id. */
	readonly plan?: PlanDocument | undefined;
	readonly contract?: SimulatedContract | undefined;
	/** Rules switched in every plan. */
	readonly rules?: SwitchedRules | undefined;
}

export interface SimulatedContract {
	readonly provider_id: string;
	/** The contract in whose place the terms stand; without it they go before those that the provider has. */
	readonly contract_id?: string | undefined;
	readonly terms: ContractTerms;
}

export interface SimulationRequest {
	readonly from: string;
	/** Not included. */
	readonly to: string;
	readonly change: SimulatedChange;
	readonly only: SimulatedOnly;
}
