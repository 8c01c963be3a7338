import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { ContractTerms } from '@claims-askes/contracts/provider-facts';
import { bulkReport, type EntryResult, valuesOf } from '@claims-askes/kernel/bulk';
import { revisionsOf } from '@claims-askes/kernel/revision';
import type { Registration } from '../domain/provider';
import { type ImportedProvider, importAll, type ProviderEntry } from '../domain/provider-import';
import type { PublishedContract } from '../repositories/provider-effects';
import type { Deps } from './deps';
import { proposeContract } from './propose-contract';
import { saveProviders } from './save-providers';

/** One provider of a list, with their contract, if any. */
export interface ListedProvider {
	readonly provider: Registration;
	readonly contract?: ContractTerms | undefined;
}

/** Registers or updates up to a thousand providers with their contracts; a list that comes again changes nothing. */
export function importProviders(deps: Deps, list: readonly ListedProvider[], call: Call) {
	assertUnrestricted(call);
	const entries = list.map(({ provider, contract }) => ({
		provider,
		contract: contract ? proposeContract(contract) : null,
	}));
	return writeOnce(deps.platform, call, async () => {
		const known = await knownTo(deps, entries);
		const providers = known.map(({ provider }) => provider);
		const results = importAll(entries, providers, deps.platform.newId);
		const taken = valuesOf(results).map(({ provider }) => provider);
		const stored = known.map(({ provider, version }) => ({ value: provider, version }));
		const changes = {
			providers: revisionsOf(taken, stored),
			contracts: contractsOf(results, entries),
		};
		return saveProviders(deps, call, changes, {
			status: 201,
			data: bulkReport(results, (imported) => ({
				provider_id: imported?.provider.id ?? null,
				contract_id: imported?.contractId ?? null,
			})),
		});
	});
}

const knownTo = ({ providers }: Deps, entries: readonly ProviderEntry[]) =>
	providers.findByNumbers(
		{
			npis: entries.flatMap(({ provider }) => provider.npi ?? []),
			tax_ids: entries.flatMap(({ provider: { npi, tax_id } }) => (!npi && tax_id ? [tax_id] : [])),
		},
		null,
	);

const contractsOf = (
	results: readonly EntryResult<ImportedProvider>[],
	entries: readonly ProviderEntry[],
): PublishedContract[] =>
	results.flatMap((result, at) => {
		const contract = entries[at]?.contract;
		if (result.outcome === 'refused' || !contract) return [];
		const { contractId, isPublished, provider } = result.value;
		if (contractId === null || isPublished) return [];
		return [{ id: contractId, provider_id: provider.id, terms: contract.terms, hash: contract.hash }];
	});
