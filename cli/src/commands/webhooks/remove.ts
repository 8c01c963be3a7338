import { BaseCommand } from '../../base-command';
import { answered } from '../../flows/answered';
import { webhookArgs } from '../../webhook-args';

export default class WebhooksRemove extends BaseCommand {
	static override summary = 'withdraw a webhook: nothing is sent there any more';
	static override examples = ['<%= config.bin %> webhooks remove 0190b5c6-7d1e-7000-8000-000000000001'];
	static override args = webhookArgs;

	async run() {
		const { args } = await this.parse(WebhooksRemove);
		const { askes } = await this.connect();
		const { data } = await askes.notifications.DELETE('/api/v1/webhooks/{id}', {
			params: { path: { id: args.webhook } },
		});
		const webhook = answered(data);
		this.log(`nothing is sent to ${webhook.url} any more`);
		return webhook;
	}
}
