import { Flags } from '@oclif/core';
import { namesOfParties } from '../../flows/names-of-parties';
import { findMember, findProvider, idOf } from '../../flows/references';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class AuthorizationsList extends ListCommand {
	static override summary = 'list authorizations, newest first';
	static override examples = [
		'<%= config.bin %> authorizations list --status requested',
		'<%= config.bin %> authorizations list --member M000001 --json',
	];
	static override flags = {
		status: Flags.option({
			options: ['requested', 'approved', 'denied', 'cancelled'] as const,
			summary: 'only those that stand so',
		})(),
		member: Flags.string({ summary: 'only those asked for this member, by number or id' }),
		provider: Flags.string({ summary: 'only those for care by this provider, by NPI, tax id or id' }),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(AuthorizationsList);
		const { askes } = await this.connect();
		const { limit, cursor, status } = flags;
		const [member_id, provider_id] = await Promise.all([
			idOf(flags.member, (member) => findMember(askes, member)),
			idOf(flags.provider, (provider) => findProvider(askes, provider)),
		]);
		const answer = await askes.authorizations.GET('/api/v1/authorizations', {
			params: { query: { limit, cursor, status, member_id, provider_id } },
		});
		const { items: authorizations, next_cursor } = pageOf(answer);
		const names = this.jsonEnabled()
			? new Map()
			: await namesOfParties(askes, {
					members: authorizations.map((one) => one.member_id),
					providers: authorizations.map((one) => one.provider_id),
				});
		this.printPage(
			['authorization', 'status', 'from', 'to', 'up to', '', 'member', 'provider'],
			authorizations.map((one) => [
				one.number,
				one.status,
				one.from,
				one.to,
				one.amount ?? 'no limit',
				one.currency,
				names.get(one.member_id) ?? one.member_id,
				one.provider_id === null ? 'any' : (names.get(one.provider_id) ?? one.provider_id),
			]),
			next_cursor,
		);
		return { authorizations, next_cursor };
	}
}
