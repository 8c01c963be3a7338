import { allItems } from '@claims-askes/sdk';
import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { policyPage } from '../../flows/policies/policy-page';
import { findGroup, findPolicy } from '../../flows/references';

export default class PoliciesShow extends BaseCommand {
	static override summary = 'show one policy with its classes, who pays, and what was changed of it';
	static override description = 'What is left in its funds is told by "policies fund".';
	static override examples = [
		'<%= config.bin %> policies show P-2026-1',
		'<%= config.bin %> policies show P-2026-1 --json',
	];
	static override args = { policy: Args.string({ required: true, description: 'policy number or id' }) };

	async run() {
		const { args } = await this.parse(PoliciesShow);
		const { askes } = await this.connect();
		const policy = await findPolicy(askes, args.policy);
		const [group, endorsements] = await Promise.all([
			findGroup(askes, policy.group_id),
			Array.fromAsync(
				allItems((cursor) =>
					askes.policies.GET('/api/v1/policies/{id}/endorsements', {
						params: { path: { id: policy.id }, query: { limit: 500, cursor } },
					}),
				),
			),
		]);
		this.log(policyPage(policy, `${group.name} (${group.number})`, endorsements));
		return { ...policy, group, endorsements };
	}
}
