import type { AskesClients } from '@claims-askes/sdk';

/** What groups and providers are called, by their ids. */
export type PartyNames = ReadonlyMap<string, string>;

/** Whose names are wanted; an id that is null is of nobody. */
export interface Parties {
	readonly groups?: readonly (string | null)[];
	readonly providers?: readonly (string | null)[];
}

/** Asks for all of them at once. Figures without names are better than none: who may not read them sees the ids. */
export async function namesOfParties(
	askes: AskesClients,
	{ groups = [], providers = [] }: Parties,
): Promise<PartyNames> {
	const named = await Promise.all([
		namesOf(groups, (body) => askes.policies.POST('/api/v1/groups/batch-get', { body })),
		namesOf(providers, (body) => askes.providers.POST('/api/v1/providers/batch-get', { body })),
	]);
	return new Map(named.flat().map(({ id, name }) => [id, name]));
}

interface Named {
	readonly id: string;
	readonly name: string;
}

async function namesOf(
	parties: readonly (string | null)[],
	ask: (body: { ids: string[] }) => Promise<{ data?: { data: readonly Named[] } | undefined }>,
): Promise<readonly Named[]> {
	const ids = [...new Set(parties.filter((id) => id !== null))];
	if (ids.length === 0) return [];
	try {
		return (await ask({ ids })).data?.data ?? [];
	} catch {
		return [];
	}
}
