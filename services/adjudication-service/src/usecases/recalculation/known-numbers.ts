import { OutageError } from '@claims-askes/chassis/outage';
import type { Peers, Story } from '@claims-askes/chassis/peers/peers';
import { memberNumbersOf, providerNumbersOf } from '../facts/unknown-numbers';

/** What has to be asked of others to find the claims that a change touches; in sets, like all facts. */
export interface ChangeFacts {
	/** The numbers under which claims may have named these members when nobody knew them, by member. */
	memberNumbers(ids: readonly string[], story: Story): Promise<ReadonlyMap<string, readonly string[]>>;
	providerNumbers(ids: readonly string[], story: Story): Promise<ReadonlyMap<string, readonly string[]>>;
	/** All published versions of these plans, by plan: also those by which nothing would be decided today. */
	planVersions(planIds: readonly string[], story: Story): Promise<ReadonlyMap<string, readonly string[]>>;
}

export const peerChangeFacts = ({ during }: Peers): ChangeFacts => ({
	async memberNumbers(ids, story) {
		if (ids.length === 0) return new Map();
		const { data } = await during(story).members.POST('/api/v1/members/batch-get', {
			body: { ids: [...ids] },
		});
		if (!data) throw new OutageError('member-service');
		return new Map(data.data.map((member) => [member.id, memberNumbersOf(member)]));
	},
	async providerNumbers(ids, story) {
		if (ids.length === 0) return new Map();
		const { data } = await during(story).providers.POST('/api/v1/providers/batch-get', {
			body: { ids: [...ids] },
		});
		if (!data) throw new OutageError('provider-service');
		return new Map(data.data.map((provider) => [provider.id, providerNumbersOf(provider)]));
	},
	async planVersions(planIds, story) {
		if (planIds.length === 0) return new Map();
		const { data } = await during(story).benefits.POST('/api/v1/plans/batch-get', {
			body: { ids: [...planIds] },
		});
		if (!data) throw new OutageError('benefit-service');
		return new Map(
			data.data.map(({ id, versions, superseded }) => [
				id,
				// A benefit-service of before does not tell those that were taken over.
				[...versions.map((held) => held.id), ...(superseded ?? [])],
			]),
		);
	},
});
