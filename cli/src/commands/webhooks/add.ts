import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { answered } from '../../flows/answered';
import { findGroup, findMember, findProvider, idOf } from '../../flows/references';

export default class WebhooksAdd extends BaseCommand {
	static override summary = 'have an address told, signed with a secret that is shown this once';
	static override description =
		"Without --member, --provider or --group it is told the payer's own view of each payment run.";
	static override examples = [
		'<%= config.bin %> webhooks add https://payer.example/hooks --topic run.completed',
		'<%= config.bin %> webhooks add https://clinic.example/hooks --topic remittance.ready --topic documents.requested --provider 1234567893 --json',
		'<%= config.bin %> webhooks add https://employer.example/hooks --topic fund.short --group G-1',
	];
	static override args = { url: Args.string({ required: true, description: 'where messages are sent' }) };
	static override flags = {
		topic: Flags.option({
			options: [
				'eob.ready',
				'remittance.ready',
				'documents.requested',
				'documents.awaited',
				'fund.alerted',
				'fund.short',
				'payment.voided',
				'run.completed',
			] as const,
			multiple: true,
			required: true,
			summary: 'about what; may be repeated',
		})(),
		member: Flags.string({
			summary: "a member's messages, by number or id",
			exclusive: ['provider', 'group'],
		}),
		provider: Flags.string({
			summary: "a provider's messages, by NPI, tax id or id",
			exclusive: ['group'],
		}),
		group: Flags.string({ summary: "a group's messages about its funds, by number or id" }),
	};

	async run() {
		const { args, flags } = await this.parse(WebhooksAdd);
		const { askes } = await this.connect();
		const member = await idOf(flags.member, (number) => findMember(askes, number));
		const provider = await idOf(flags.provider, (number) => findProvider(askes, number));
		const group = await idOf(flags.group, (number) => findGroup(askes, number));
		const { data } = await askes.notifications.POST('/api/v1/webhooks', {
			body: {
				url: args.url,
				topics: flags.topic,
				...(member && { recipient: { kind: 'member', id: member } }),
				...(provider && { recipient: { kind: 'provider', id: provider } }),
				...(group && { recipient: { kind: 'group', id: group } }),
			},
		});
		const webhook = answered(data);
		this.log(`webhook ${webhook.id}\nsecret ${webhook.secret ?? 'was shown before'}`);
		return webhook;
	}
}
