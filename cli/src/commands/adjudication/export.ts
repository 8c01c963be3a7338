import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { decisionWriter } from '../../flows/export/decision-writer';
import { standingDecisions } from '../../flows/export/stored-claims';
import { openTextOutput } from '../../flows/text-output';
import { outputFlags } from '../../output-flags';

export default class AdjudicationExport extends BaseCommand {
	static override summary =
		'write the decisions about claims, one a line, or one row for each of their lines';
	static override examples = [
		'<%= config.bin %> adjudication export --from 2026-03-01 --to 2026-03-31 > decisions.ndjson',
		'<%= config.bin %> adjudication export --status denied --as csv -o denied.csv',
	];
	static override flags = {
		as: Flags.option({
			options: ['ndjson', 'csv', 'rows'] as const,
			default: 'ndjson',
			summary: 'the format',
		})(),
		status: Flags.string({ summary: 'only of claims that stand so' }),
		batch: Flags.string({ summary: 'only of the claims of this batch' }),
		from: dayFlag({ summary: 'of claims received on this day or later' }),
		to: dayFlag({ summary: 'of claims received on this day or earlier' }),
		member: Flags.string({ summary: "only of this member's claims, by id" }),
		provider: Flags.string({ summary: "only of this provider's claims, by id" }),
		...outputFlags,
	};

	async run() {
		const { flags } = await this.parse(AdjudicationExport);
		const { askes } = await this.connect();
		const output = await openTextOutput(flags.output, { isPacked: flags.gzip, isKept: this.jsonEnabled() });
		const write = decisionWriter(flags.as, output.write);
		let decisions = 0;
		const found = standingDecisions(askes, {
			status: flags.status,
			batch_id: flags.batch,
			received_from: flags.from,
			received_to: flags.to,
			member_id: flags.member,
			provider_id: flags.provider,
		});
		for await (const decision of found) {
			decisions++;
			await write(decision);
		}
		await output.close();
		return { file: flags.output ?? null, decisions };
	}
}
