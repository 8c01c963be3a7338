import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { claimPage } from '../../flows/claim-page';

export default class ClaimsShow extends BaseCommand {
	static override summary = 'show one claim with its lines and its history';
	static override examples = ['<%= config.bin %> claims show CLM-2026-00000001'];
	static override args = { claim: Args.string({ required: true, description: 'claim number or id' }) };

	async run() {
		const { args } = await this.parse(ClaimsShow);
		const { askes } = await this.connect();
		const path = { id: args.claim };
		const [claim, history] = await Promise.all([
			askes.claims.GET('/api/v1/claims/{id}', { params: { path } }),
			askes.claims.GET('/api/v1/claims/{id}/history', { params: { path } }),
		]);
		if (!claim.data || !history.data) throw new Error('claims-service answered nothing');
		this.log(claimPage(claim.data.data, history.data.data));
		return { ...claim.data.data, history: history.data.data };
	}
}
