import { Flags } from '@oclif/core';
import { momentOf } from '../../flows/moment';
import { namesOfParties } from '../../flows/names-of-parties';
import { findGroup, findMember, findProvider, idOf } from '../../flows/references';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class NotificationsList extends ListCommand {
	static override summary = 'list who was told what, newest first';
	static override description = 'Those that failed are tried again by "notifications retry".';
	static override examples = [
		'<%= config.bin %> notifications list --status failed',
		'<%= config.bin %> notifications list --member M000001 --json',
		'<%= config.bin %> notifications list --group G-1',
	];
	static override flags = {
		status: Flags.option({
			options: ['queued', 'delivered', 'failed'] as const,
			summary: 'only those that stand so',
		})(),
		channel: Flags.option({
			options: ['log', 'email', 'webhook'] as const,
			summary: 'only those that go this way',
		})(),
		run: Flags.string({ summary: 'only what was sent of this payment run' }),
		member: Flags.string({
			summary: 'only what was sent to this member, by number or id',
			exclusive: ['provider', 'group'],
		}),
		provider: Flags.string({
			summary: 'only what was sent to this provider, by NPI, tax id or id',
			exclusive: ['group'],
		}),
		group: Flags.string({ summary: 'only what was sent to this group, by number or id' }),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(NotificationsList);
		const { askes } = await this.connect();
		const { limit, cursor, status, channel, run: run_id } = flags;
		const recipient_id =
			(await idOf(flags.member, (member) => findMember(askes, member))) ??
			(await idOf(flags.provider, (provider) => findProvider(askes, provider))) ??
			(await idOf(flags.group, (group) => findGroup(askes, group)));
		const answer = await askes.notifications.GET('/api/v1/notifications', {
			params: { query: { limit, cursor, status, channel, run_id, recipient_id } },
		});
		const { items: notifications, next_cursor } = pageOf(answer);
		const to = (kind: string) =>
			notifications.flatMap((one) => (one.recipient_kind === kind ? [one.recipient_id] : []));
		const names = this.jsonEnabled()
			? new Map()
			: await namesOfParties(askes, {
					members: to('member'),
					providers: to('provider'),
					groups: to('group'),
				});
		this.printPage(
			['notification', 'about', 'by', 'status', 'tried', 'why', 'since', 'to'],
			notifications.map((one) => [
				one.id,
				one.topic,
				one.channel,
				one.status,
				String(one.attempts),
				one.error_code ?? '',
				momentOf(one.created_at),
				one.recipient_id === null
					? one.recipient_kind
					: (names.get(one.recipient_id) ?? `${one.recipient_kind} ${one.recipient_id}`),
			]),
			next_cursor,
		);
		return { notifications, next_cursor };
	}
}
