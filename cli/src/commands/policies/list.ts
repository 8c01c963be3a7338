import { Flags } from '@oclif/core';
import { namesOfParties } from '../../flows/names-of-parties';
import { fundsOf } from '../../flows/policies/funds';
import { findGroup } from '../../flows/references';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class PoliciesList extends ListCommand {
	static override summary = 'list policies, newest first';
	static override examples = [
		'<%= config.bin %> policies list',
		'<%= config.bin %> policies list --group G-1 --json',
	];
	static override flags = {
		group: Flags.string({ summary: 'only the policies of this group, by number or id' }),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(PoliciesList);
		const { askes } = await this.connect();
		const group_id = flags.group && (await findGroup(askes, flags.group)).id;
		const answer = await askes.policies.GET('/api/v1/policies', {
			params: { query: { limit: flags.limit, cursor: flags.cursor, group_id } },
		});
		const { items: policies, next_cursor } = pageOf(answer);
		const groups = policies.map((policy) => policy.group_id);
		const names = this.jsonEnabled() ? new Map() : await namesOfParties(askes, { groups });
		this.printPage(
			['policy', 'from', 'to', '', 'classes', 'funds', 'group'],
			policies.map((policy) => [
				policy.number,
				policy.from,
				policy.to ?? '',
				policy.currency,
				String(new Set(policy.classes.map((one) => one.class)).size),
				fundsOf(policy)
					.map(({ fund }) => fund)
					.join(' '),
				names.get(policy.group_id) ?? policy.group_id,
			]),
			next_cursor,
		);
		return { policies, next_cursor };
	}
}
