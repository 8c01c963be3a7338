import type { AskesClients } from '@claims-askes/sdk';
import { exact } from './exact';
import type { Population } from './generate/population';

export interface Loaded {
	readonly policies: number;
	readonly providers: number;
	readonly members: number;
	/** What a service refused, by the number it has in the population, and why. */
	readonly refused: readonly string[];
}

const AT_ONCE = 500;

/**
 * Puts a population into the services that own its parts: plans, then policies, providers and members. Every part is
 * known again by its number, so loading twice changes nothing.
 */
export async function loadPopulation(askes: AskesClients, population: Population): Promise<Loaded> {
	const refused: string[] = [];
	await loadPlans(askes, population);
	const policies = await loadPolicies(askes, population, refused);
	await Promise.all([
		loadProviders(askes, population, refused),
		loadMembers(askes, population, policies, refused),
	]);
	const { providers, members } = population;
	return { policies: policies.size, providers: providers.length, members: members.length, refused };
}

interface LoadedPolicy {
	readonly id: string;
	readonly group_id: string;
}

/** A plan is made with its first version; the same document published again is the version that is there. */
async function loadPlans(askes: AskesClients, { plans }: Population): Promise<void> {
	if (plans.length === 0) return;
	const { data } = await askes.benefits.POST('/api/v1/plans/batch-get', {
		body: { ids: plans.map(({ document }) => document.id) },
	});
	const known = new Set(data?.data.map(({ id }) => id));
	for (const { effective_from, document } of plans) {
		if (known.has(document.id)) {
			await askes.benefits.POST('/api/v1/plans/{id}/versions', {
				params: { path: { id: document.id } },
				body: { effective_from, document: exact(document) },
			});
		} else {
			await askes.benefits.POST('/api/v1/plans', { body: { effective_from, document: exact(document) } });
		}
	}
}

/** The policies by number, each with the group that has it. */
async function loadPolicies(
	askes: AskesClients,
	{ policies }: Population,
	refused: string[],
): Promise<Map<string, LoadedPolicy>> {
	const loaded = new Map<string, LoadedPolicy>();
	for (const some of inChunks(policies)) {
		const { data } = await askes.policies.POST('/api/v1/policy-imports', {
			body: {
				policies: some.map(({ number, group_name, currency, plan_id, from }) => ({
					group: { number, name: group_name },
					policy: { number, currency, from, classes: [{ class: 'standard', plan_id }] },
				})),
			},
		});
		for (const { number, policy_id, group_id, problem } of data?.data.results ?? []) {
			if (policy_id && group_id) loaded.set(number, { id: policy_id, group_id });
			if (problem) refused.push(`policy ${number}: ${problem.message}`);
		}
	}
	return loaded;
}

async function loadProviders(
	askes: AskesClients,
	{ providers }: Population,
	refused: string[],
): Promise<void> {
	for (const some of inChunks(providers)) {
		const { data } = await askes.providers.POST('/api/v1/provider-imports', {
			body: {
				providers: some.map(({ contract, specialties, ...provider }) => ({
					provider: { ...provider, specialties: [...specialties] },
					...(contract ? { contract: exact(contract) } : {}),
				})),
			},
		});
		for (const [at, { problem }] of (data?.data.results ?? []).entries()) {
			const provider = some[at];
			if (problem) refused.push(`provider ${provider?.npi ?? provider?.tax_id}: ${problem.message}`);
		}
	}
}

/** Subscribers before their dependants, who belong to a family that must be there. */
async function loadMembers(
	askes: AskesClients,
	{ members }: Population,
	policies: ReadonlyMap<string, LoadedPolicy>,
	refused: string[],
): Promise<void> {
	const subscribersFirst = [...members].sort(
		(a, b) => Number(a.relationship !== 'employee') - Number(b.relationship !== 'employee'),
	);
	for (const some of inChunks(subscribersFirst)) {
		const people = some.flatMap(({ policy_number, plan_id, other_plans = [], from, to, ...person }) => {
			const policy = policies.get(policy_number);
			if (!policy) return [];
			return [
				{
					...person,
					group_id: policy.group_id,
					coverages: [plan_id, ...other_plans].map((plan) => ({
						policy_id: policy.id,
						plan_id: plan,
						from,
						to,
					})),
				},
			];
		});
		const { data } = await askes.members.POST('/api/v1/enrollments', { body: { people } });
		for (const { member_number, problem } of data?.data.results ?? []) {
			if (problem) refused.push(`member ${member_number}: ${problem.message}`);
		}
	}
}

function inChunks<T>(items: readonly T[]): T[][] {
	const chunks: T[][] = [];
	for (let at = 0; at < items.length; at += AT_ONCE) chunks.push(items.slice(at, at + AT_ONCE));
	return chunks;
}
