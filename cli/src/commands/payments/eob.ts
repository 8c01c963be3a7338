import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { eobPage } from '../../flows/eob-page';

export default class PaymentsEob extends BaseCommand {
	static override summary = "show the member's statement of a claim";
	static override examples = ['<%= config.bin %> payments eob CLM-2026-00000001'];
	static override args = { claim: Args.string({ required: true, description: 'claim number or id' }) };

	async run() {
		const { args } = await this.parse(PaymentsEob);
		const { askes } = await this.connect();
		const claim = await askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: args.claim } } });
		if (!claim.data) throw new Error('claims-service answered nothing');
		const { data } = await askes.payments.GET('/api/v1/claims/{claim_id}/eob', {
			params: { path: { claim_id: claim.data.data.id } },
		});
		if (!data) throw new Error('payment-service answered nothing');
		this.log(eobPage(data.data));
		return data.data;
	}
}
