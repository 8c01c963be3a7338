import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { memberPage } from '../../flows/members/member-page';
import { namesOfParties } from '../../flows/names-of-parties';
import { findMember } from '../../flows/references';

export default class MembersShow extends BaseCommand {
	static override summary = 'show one member with every coverage';
	static override examples = [
		'<%= config.bin %> members show M000001',
		'<%= config.bin %> members show M000001 --json',
	];
	static override args = { member: Args.string({ required: true, description: 'member number or id' }) };

	async run() {
		const { args } = await this.parse(MembersShow);
		const { askes } = await this.connect();
		const member = await findMember(askes, args.member);
		if (!this.jsonEnabled()) {
			const policies = member.coverages.map(({ policy_id }) => policy_id);
			this.log(memberPage(member, await namesOfParties(askes, { groups: [member.group_id], policies })));
		}
		return member;
	}
}
