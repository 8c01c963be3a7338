import { NotYet } from '@claims-askes/chassis/outage';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { Contract } from '@claims-askes/engine';
import { isWithin } from '@claims-askes/kernel/calendar-date';
import type { ContractSpan } from '../../domain/prepared-claim';
import type { ReadClaim } from './read-claim';
import type { Readings } from './readings';

/** A provider's contracts as a claim sees them; one in another currency is none for it. */
export interface SeenContracts {
	readonly spans: readonly ContractSpan[];
	readonly list: readonly Contract[];
}

/** The provider's contracts in the claim's currency that hold on any day on which a line begins. */
export function contractsInForce({ claim, startDates }: ReadClaim, provider: ProviderFacts): string[] {
	const ids: string[] = [];
	for (const span of provider.contracts) {
		if (span.currency !== claim.currency) continue;
		if (startDates.some((date) => isWithin(span, date))) ids.push(span.id);
	}
	return ids;
}

/** What the claims of a batch see of contracts: those that see the same of a provider's see one and the same object. */
export class ContractsOfBatch {
	private readonly seen = new Map<string, SeenContracts>();

	constructor(
		private readonly readings: Readings,
		private readonly contracts: ReadonlyMap<string, Contract>,
	) {}

	/** Throws `NotYet` where the terms of one that is in force are not known. */
	seenBy(currency: string, provider: ProviderFacts, inForce: readonly string[]): SeenContracts {
		const key = `${provider.id} ${currency} ${inForce.join()}`;
		const known = this.seen.get(key);
		if (known) return known;
		const spans: ContractSpan[] = [];
		for (const { id, currency: own, from, to } of provider.contracts) {
			if (own !== currency) continue;
			const isRead = inForce.includes(id);
			if (isRead && !this.contracts.has(id)) throw new NotYet('the contract of a provider');
			spans.push({ id, provider_id: provider.id, from, to, isRead });
		}
		const seen = { spans, list: this.readings.listOf(spans, this.contracts) };
		this.seen.set(key, seen);
		return seen;
	}

	/** Where nobody knows the provider. */
	seenWithout(): SeenContracts {
		return { spans: [], list: this.readings.listOf([], this.contracts) };
	}
}
