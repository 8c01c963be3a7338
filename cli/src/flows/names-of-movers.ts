import type { AskesClients } from '@claims-askes/sdk';
import type { SimulationResult } from './wait-for-simulation';

/** What groups and providers are called, by their ids. */
export type MoverNames = ReadonlyMap<string, string>;

/** Asks for all of them at once. Figures without names are better than none: who may not read them sees the ids. */
export async function namesOfMovers(askes: AskesClients, { movers }: SimulationResult): Promise<MoverNames> {
	const idsOf = (some: readonly { readonly id: string | null }[]) => [
		...new Set(some.flatMap(({ id }) => id ?? [])),
	];
	const [groups, providers] = await Promise.all([
		named(idsOf(movers.groups), (body) => askes.policies.POST('/api/v1/groups/batch-get', { body })),
		named(idsOf(movers.providers), (body) => askes.providers.POST('/api/v1/providers/batch-get', { body })),
	]);
	return new Map([...groups, ...providers].map(({ id, name }) => [id, name]));
}

interface Named {
	readonly id: string;
	readonly name: string;
}

async function named(
	ids: string[],
	ask: (body: { ids: string[] }) => Promise<{ data?: { data: readonly Named[] } | undefined }>,
): Promise<readonly Named[]> {
	if (ids.length === 0) return [];
	try {
		return (await ask({ ids })).data?.data ?? [];
	} catch {
		return [];
	}
}
