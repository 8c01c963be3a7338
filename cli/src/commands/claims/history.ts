import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { renderTable } from '../../table';

export default class ClaimsHistory extends BaseCommand {
	static override summary = 'show every move of a claim from one status to the next';
	static override examples = [
		'<%= config.bin %> claims history CLM-2026-00000001',
		'<%= config.bin %> claims history CLM-2026-00000001 --json',
	];
	static override args = { claim: Args.string({ required: true, description: 'claim number or id' }) };

	async run() {
		const { args } = await this.parse(ClaimsHistory);
		const { askes } = await this.connect();
		const { data } = await askes.claims.GET('/api/v1/claims/{id}/history', {
			params: { path: { id: args.claim } },
		});
		const moves = data?.data ?? [];
		this.log(
			renderTable(
				['at', 'from', 'to', 'why'],
				moves.map(({ at, from, to, reason }) => [at, from ?? '', to, reason ?? '']),
			),
		);
		return moves;
	}
}
