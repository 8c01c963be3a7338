import { Flags } from '@oclif/core';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class ClaimsList extends ListCommand {
	static override summary = 'list claims, newest first';
	static override examples = [
		'<%= config.bin %> claims list',
		'<%= config.bin %> claims list --status denied --limit 100',
		'<%= config.bin %> claims list --batch 0190b5c6-7d1e-7000-8000-000000000001 --json',
	];
	static override flags = {
		status: Flags.string({ summary: 'only claims that stand so, as pended or paid' }),
		batch: Flags.string({ summary: 'only the claims of this batch' }),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(ClaimsList);
		const { askes } = await this.connect();
		const answer = await askes.claims.GET('/api/v1/claims', {
			params: {
				query: {
					limit: flags.limit,
					status: flags.status as 'paid' | undefined,
					batch_id: flags.batch,
					cursor: flags.cursor,
				},
			},
		});
		const { items: claims, next_cursor } = pageOf(answer);
		this.printPage(
			['claim', 'status', 'service', 'charge', 'paid', '', "submitter's number"],
			claims.map((claim) => [
				claim.claim_number,
				claim.status,
				claim.service_from ?? '',
				claim.total_charge,
				claim.paid ?? '',
				claim.currency,
				claim.submitter_claim_id,
			]),
			next_cursor,
		);
		return { claims, next_cursor };
	}
}
