import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { Provider } from '../domain/provider';

/** A provider as others know them: by what its terms are recognised is our own business. */
export const factsOf = ({ contracts, ...provider }: Provider): ProviderFacts => ({
	...provider,
	contracts: contracts.map(({ hash: _, ...span }) => span),
});
