import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { pageOf, parseCursor } from '@claims-askes/chassis/http/paging';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { ProviderFilter, ProviderNumbers } from '../repositories/providers.repository';
import type { Deps } from './deps';
import { factsOf } from './facts-of';

export interface PageRequest {
	readonly cursor?: string | undefined;
	readonly limit: number;
}

export async function getProvider({ providers }: Deps, id: string, call: Call) {
	const found = await providers.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return new Answer(factsOf(found.provider), { headers: etagOf(found.version) });
}

export async function listProviders(
	{ providers }: Deps,
	{ cursor, limit, ...filter }: ProviderFilter & PageRequest,
	call: Call,
) {
	const found = await providers.list(filter, { before: beforeOf(cursor), limit }, call.caller.only);
	return pageOf(
		found,
		limit,
		({ provider }) => factsOf(provider),
		({ provider }) => [provider.id],
	);
}

/** The id after which a page of a list that is ordered by id goes on. */
export function beforeOf(cursor: string | undefined): string | null {
	const [before] = parseCursor(cursor, 1) ?? [];
	return before === undefined ? null : String(before);
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
