import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { ContractFacts, ContractTerms } from '@claims-askes/contracts/provider-facts';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { alreadyPublished, withContract } from '../domain/contract';
import type { Deps } from './deps';
import { proposeContract } from './propose-contract';
import { saveProviders } from './save-providers';

/** Publishes what was agreed with a provider. The very same terms again are the contract that is there. */
export function publishContract(deps: Deps, providerId: string, terms: ContractTerms, call: Call) {
	assertUnrestricted(call);
	const proposed = proposeContract(terms);
	return writeOnce(deps.platform, call, async () => {
		const found = await deps.providers.find(providerId, call.caller.only);
		if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
		const { contracts } = found.provider;
		const published = alreadyPublished(contracts, proposed);
		const id = published?.id ?? deps.platform.newId();
		const facts: ContractFacts = { id, provider_id: providerId, terms };
		if (published) return new Answer(facts);
		withContract(contracts, proposed, id);
		return saveProviders(
			deps,
			call,
			{ contracts: [{ ...facts, hash: proposed.hash }] },
			{ status: 201, data: facts },
		);
	});
}
