import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { type PageRequest, pageBefore, pageById, pageOf } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { assertMayJoin } from '../domain/membership';
import { PROVIDER_PROBLEMS } from '../domain/problems';
import type { Membership } from '../repositories/networks.repository';
import type { Deps } from './deps';

export function createNetwork({ platform, networks }: Deps, { name }: { readonly name: string }, call: Call) {
	assertUnrestricted(call);
	return writeOnce(platform, call, async () => {
		if (await networks.isNameTaken(name)) throw new ProblemError(PROVIDER_PROBLEMS.NETWORK_NAME_TAKEN);
		const network = { id: platform.newId(), name };
		return commit(platform, call, {
			data: network,
			effects: [networks.insertEffect(network)],
			audit: [{ action: 'network.created', entity: 'network', entityId: network.id, after: network }],
		});
	});
}

export async function getNetwork({ networks }: Deps, id: string, call: Call) {
	const network = await networks.find(id, call.caller.only);
	if (!network) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return network;
}

export async function listNetworks({ networks }: Deps, query: PageRequest, call: Call) {
	const found = await networks.list(pageBefore(query), call.caller.only);
	return pageById(found, query.limit);
}

export async function listNetworkProviders(
	deps: Deps,
	id: string,
	query: PageRequest & { readonly date: string },
	call: Call,
) {
	await getNetwork(deps, id, call);
	const found = await deps.networks.listMembers(id, query.date, pageBefore(query), call.caller.only);
	return pageOf(
		found,
		query.limit,
		(membership) => membership,
		({ provider_id }) => [provider_id],
	);
}

/** A provider belongs to a network between two dates, and never twice on one day. */
export function joinNetwork(
	deps: Deps,
	id: string,
	{ provider_id, from, to = null }: Omit<Membership, 'to'> & { readonly to?: string | null | undefined },
	call: Call,
) {
	assertUnrestricted(call);
	const { platform, networks, providers } = deps;
	return writeOnce(platform, call, async () => {
		const [, provider, present] = await Promise.all([
			getNetwork(deps, id, call),
			providers.find(provider_id, null),
			networks.membershipsOf(id, provider_id),
		]);
		if (!provider) throw new ProblemError(PROBLEMS.NOT_FOUND);
		const membership = { provider_id, from, to };
		assertMayJoin(membership, present);
		return commit(platform, call, {
			data: membership,
			effects: [networks.memberEffect(id, membership)],
			events: [
				{
					type: 'provider.network.changed',
					key: provider_id,
					data: { network_id: id, provider_id, from },
				},
			],
			audit: [{ action: 'network.joined', entity: 'network', entityId: id, after: membership }],
		});
	});
}
