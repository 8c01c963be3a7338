import { momentOf } from '../../flows/moment';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class WebhooksList extends ListCommand {
	static override summary = 'list webhooks, newest first';
	static override examples = ['<%= config.bin %> webhooks list', '<%= config.bin %> webhooks list --json'];
	static override flags = pageFlags;

	async run() {
		const { flags } = await this.parse(WebhooksList);
		const { askes } = await this.connect();
		const { limit, cursor } = flags;
		const answer = await askes.notifications.GET('/api/v1/webhooks', {
			params: { query: { limit, cursor } },
		});
		const { items: webhooks, next_cursor } = pageOf(answer);
		this.printPage(
			['webhook', 'since', 'about', 'of', 'address'],
			webhooks.map(({ id, created_at, topics, recipient_kind, recipient_id, url }) => [
				id,
				momentOf(created_at),
				topics.join(' '),
				recipient_kind === null ? 'payer' : `${recipient_kind} ${recipient_id}`,
				url,
			]),
			next_cursor,
		);
		return { webhooks, next_cursor };
	}
}
