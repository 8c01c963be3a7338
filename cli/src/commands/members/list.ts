import { Flags } from '@oclif/core';
import { dayFlag } from '../../day-flag';
import { fullName } from '../../flows/names-of-parties';
import { findGroup, idOf } from '../../flows/references';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class MembersList extends ListCommand {
	static override summary = 'list members of a group or family, or those of a name';
	static override examples = [
		'<%= config.bin %> members list --group G-1 --limit 100',
		'<%= config.bin %> members list --name Lestari --birth-date 1985-04-12',
		'<%= config.bin %> members list --json',
	];
	static override flags = {
		group: Flags.string({ summary: 'only members of this group, by number or id' }),
		family: Flags.string({ summary: 'only members of this family, by id' }),
		name: Flags.string({
			summary: 'only those whose family or given name begins so',
			exclusive: ['group', 'family'],
		}),
		'birth-date': dayFlag({ summary: 'only those who were born on this day', dependsOn: ['name'] }),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(MembersList);
		const { askes } = await this.connect();
		const { limit, cursor, name, family: family_id, 'birth-date': birth_date } = flags;
		const group_id = await idOf(flags.group, (group) => findGroup(askes, group));
		const answer = name
			? await askes.members.POST('/api/v1/members/searches', {
					body: { name, limit, ...(birth_date && { birth_date }), ...(cursor && { cursor }) },
				})
			: await askes.members.GET('/api/v1/members', {
					params: { query: { limit, cursor, group_id, family_id } },
				});
		const { items: members, next_cursor } = pageOf(answer);
		this.printPage(
			['member', 'name', 'born', 'relationship', 'status', 'plans'],
			members.map((member) => [
				member.member_number,
				fullName(member),
				member.birth_date,
				member.relationship,
				member.status,
				[...new Set(member.coverages.map(({ plan_id }) => plan_id))].join(' '),
			]),
			next_cursor,
		);
		return { members, next_cursor };
	}
}
