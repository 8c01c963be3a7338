import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { answered } from '../../flows/answered';

export default class NotificationsRetry extends BaseCommand {
	static override summary = 'try a notification again that failed';
	static override examples = ['<%= config.bin %> notifications retry 0190b5c6-7d1e-7000-8000-000000000001'];
	static override args = { notification: Args.string({ required: true, description: 'its id' }) };

	async run() {
		const { args } = await this.parse(NotificationsRetry);
		const { askes } = await this.connect();
		const { data } = await askes.notifications.POST('/api/v1/notifications/{id}/retries', {
			params: { path: { id: args.notification } },
		});
		const notification = answered(data);
		this.log(`${notification.id} is ${notification.status}`);
		return notification;
	}
}
