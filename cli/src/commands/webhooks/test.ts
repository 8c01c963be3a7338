import { BaseCommand } from '../../base-command';
import { EXIT_CODES } from '../../failure';
import { answered } from '../../flows/answered';
import { webhookArgs } from '../../webhook-args';

export default class WebhooksTest extends BaseCommand {
	static override summary = 'send a test message at once, and tell how that went';
	static override description =
		'The message has the topic test, tells of nothing, and is signed and sent as all others are. Exits with 1 when it did not arrive.';
	static override examples = [
		'<%= config.bin %> webhooks test 0190b5c6-7d1e-7000-8000-000000000001',
		'<%= config.bin %> webhooks test 0190b5c6-7d1e-7000-8000-000000000001 --json',
	];
	static override args = webhookArgs;

	async run() {
		const { args } = await this.parse(WebhooksTest);
		const { askes } = await this.connect();
		const { data } = await askes.notifications.POST('/api/v1/webhooks/{id}/tests', {
			params: { path: { id: args.webhook } },
		});
		const test = answered(data);
		const { is_delivered, error_code, http_status, duration_ms } = test;
		this.log(
			is_delivered
				? `The message has arrived: HTTP ${http_status} after ${duration_ms} ms.`
				: `The message has not arrived: ${error_code} after ${duration_ms} ms.`,
		);
		if (!is_delivered) process.exitCode = EXIT_CODES.failed;
		return test;
	}
}
