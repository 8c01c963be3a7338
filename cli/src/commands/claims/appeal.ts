import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';

export default class ClaimsAppeal extends BaseCommand {
	static override summary = 'ask a person to look again at what was decided of a claim';
	static override description =
		'For claims that were denied, approved in part, or paid. What was decided stands, and is paid, until the appeal is answered: see claims history, or adjudication queue. The reason is shown to those alone who may see the claim.';
	static override examples = [
		'<%= config.bin %> claims appeal CLM-2026-00000001 --reason "the report was sent on 3 March"',
		'<%= config.bin %> claims appeal CLM-2026-00000001 -r "the price is not the one agreed" --json',
	];
	static override args = { claim: Args.string({ required: true, description: 'claim number or id' }) };
	static override flags = {
		reason: Flags.string({ required: true, char: 'r', summary: 'why the decision should be another' }),
	};

	async run() {
		const { args, flags } = await this.parse(ClaimsAppeal);
		const { askes } = await this.connect();
		const { data } = await askes.claims.POST('/api/v1/claims/{id}/appeals', {
			params: { path: { id: args.claim } },
			body: { reason: flags.reason },
		});
		if (!data) throw new Error('claims-service answered nothing');
		this.log(`${args.claim} is appealed: ${data.data.id}`);
		return data.data;
	}
}
