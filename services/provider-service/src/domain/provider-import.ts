import { attempt, type EntryResult } from '@claims-askes/kernel/bulk';
import { ProblemError } from '@claims-askes/kernel/problems';
import { isSame } from '@claims-askes/kernel/revision';
import { alreadyPublished, type ProposedContract, withContract } from './contract';
import { PROVIDER_PROBLEMS } from './problems';
import { changeProvider, identityOf, type Provider, type Registration, registerProvider } from './provider';

/** One provider of a list, with the contract that was made, if any. */
export interface ProviderEntry {
	readonly provider: Registration;
	readonly contract: ProposedContract | null;
}

export interface ImportedProvider {
	readonly provider: Provider;
	/** The entry's contract, and whether it was there already. */
	readonly contractId: string | null;
	readonly isPublished: boolean;
}

/**
 * Registers or updates each provider by NPI, or by tax id where there is none, and publishes their contracts. `known`
 * holds those providers whom the list names.
 */
export function importAll(
	list: readonly ProviderEntry[],
	known: readonly Provider[],
	newId: () => string,
): EntryResult<ImportedProvider>[] {
	const providers = new Map(known.map((provider) => [identityOf(provider), provider]));
	return list.map((entry) =>
		attempt(() => {
			const identity = identityOf(entry.provider);
			if (identity === null) throw new ProblemError(PROVIDER_PROBLEMS.IDENTIFIER_MISSING);
			const before = providers.get(identity);
			const value = importOne(entry, before, newId);
			providers.set(identity, value.provider);
			const outcome = !before ? 'created' : isSame(before, value.provider) ? 'unchanged' : 'updated';
			return { outcome, value };
		}),
	);
}

function importOne(
	{ provider: registration, contract }: ProviderEntry,
	before: Provider | undefined,
	newId: () => string,
): ImportedProvider {
	const provider = before ? changeProvider(before, registration) : registerProvider(registration, newId());
	if (!contract) return { provider, contractId: null, isPublished: false };
	const published = alreadyPublished(provider.contracts, contract);
	if (published) return { provider, contractId: published.id, isPublished: true };
	const contractId = newId();
	const contracts = withContract(provider.contracts, contract, contractId);
	return { provider: { ...provider, contracts }, contractId, isPublished: false };
}
