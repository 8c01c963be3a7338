import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageBefore, pageOf } from '@claims-askes/chassis/http/paging';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { ProviderFilter, ProviderNumbers } from '../repositories/providers.repository';
import type { Deps } from './deps';
import { factsOf } from './facts-of';

export async function getProvider({ providers }: Deps, id: string, call: Call) {
	const found = await providers.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return new Answer(factsOf(found.provider), { headers: etagOf(found.version) });
}

export async function listProviders({ providers }: Deps, query: ProviderFilter & PageRequest, call: Call) {
	const found = await providers.list(query, pageBefore(query), call.caller.only);
	return pageOf(
		found,
		query.limit,
		({ provider }) => factsOf(provider),
		({ provider }) => [provider.id],
	);
}

export async function getProviders({ providers }: Deps, numbers: ProviderNumbers, call: Call) {
	const found = await providers.findByNumbers(numbers, call.caller.only);
	return found.map(({ provider }) => factsOf(provider));
}

/** Terms never change, so whoever has read them may keep them. */
const FOR_EVER = { 'cache-control': 'private, max-age=31536000, immutable' };

export async function getContract({ contracts }: Deps, id: string, call: Call) {
	const [contract] = await contracts.findByIds([id], call.caller.only);
	if (!contract) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return new Answer(contract, { headers: FOR_EVER });
}

export const getContracts = ({ contracts }: Deps, ids: readonly string[], call: Call) =>
	contracts.findByIds(ids, call.caller.only);
