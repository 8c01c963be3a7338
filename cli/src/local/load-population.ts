import type { AskesClients } from '@claims-askes/sdk';
import type { Population } from './generate/population';

export interface Loaded {
	readonly policies: number;
	readonly providers: number;
	readonly members: number;
	/** What a service refused, by the number it has in the population. */
	readonly refused: readonly string[];
}

const AT_ONCE = 500;

/**
 * Puts a population into the services that own its parts: plans, then policies, providers and members. Every part is
 * known again by its number, so loading twice changes nothing.
 */
export async function loadPopulation(askes: AskesClients, population: Population): Promise<Loaded> {
	const refused: string[] = [];
	for (const { effective_from, document } of population.plans) {
		await askes.benefits.POST('/api/v1/plans/{id}/versions', {
			params: { path: { id: document.id } },
			body: { effective_from, document },
		});
	}
	const policies = await loadPolicies(askes, population, refused);
	await Promise.all([
		loadProviders(askes, population, refused),
		loadMembers(askes, population, policies, refused),
	]);
	return {
		policies: policies.size,
		providers: population.providers.length,
		members: population.members.length,
		refused,
	};
}
