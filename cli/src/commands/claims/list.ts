import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { renderTable } from '../../table';

export default class ClaimsList extends BaseCommand {
	static override summary = 'list claims, newest first';
	static override examples = [
		'<%= config.bin %> claims list',
		'<%= config.bin %> claims list --status denied --limit 100',
		'<%= config.bin %> claims list --batch 0190b5c6-7d1e-7000-8000-000000000001 --json',
	];
	static override flags = {
		status: Flags.string({ summary: 'only claims that stand so, as pended or paid' }),
		batch: Flags.string({ summary: 'only the claims of this batch' }),
		limit: Flags.integer({ default: 50, min: 1, max: 500, summary: 'how many' }),
		cursor: Flags.string({ summary: 'go on where an earlier list ended' }),
	};

	async run() {
		const { flags } = await this.parse(ClaimsList);
		const { askes } = await this.connect();
		const { data } = await askes.claims.GET('/api/v1/claims', {
			params: {
				query: {
					limit: flags.limit,
					status: flags.status as 'paid' | undefined,
					batch_id: flags.batch,
					cursor: flags.cursor,
				},
			},
		});
		const claims = data?.data ?? [];
		const next_cursor = data?.metadata.page?.next_cursor ?? null;
		this.log(
			renderTable(
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
			),
		);
		if (next_cursor) this.progress(`more: --cursor ${next_cursor}`);
		return { claims, next_cursor };
	}
}
