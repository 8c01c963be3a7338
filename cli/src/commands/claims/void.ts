import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';

export default class ClaimsVoid extends BaseCommand {
	static override summary = 'cancel a claim and undo what it moved';
	static override description =
		'What the claim used of limits and balances is given back, later claims of the family are decided again, and what was paid is taken back by the next payment run. A voided claim stays voided; the reason is in its history.';
	static override examples = [
		'<%= config.bin %> claims void CLM-2026-00000001 --reason "billed in error"',
		'<%= config.bin %> claims void CLM-2026-00000001 -r "sent twice" --json',
	];
	static override args = { claim: Args.string({ required: true, description: 'claim number or id' }) };
	static override flags = {
		reason: Flags.string({ required: true, char: 'r', summary: 'why, without naming the patient' }),
	};

	async run() {
		const { args, flags } = await this.parse(ClaimsVoid);
		const { askes } = await this.connect();
		const { data } = await askes.claims.POST('/api/v1/claims/{id}/voids', {
			params: { path: { id: args.claim } },
			body: { reason: flags.reason },
		});
		if (!data) throw new Error('claims-service answered nothing');
		this.log(`${data.data.claim_number} is voided`);
		return data.data;
	}
}
