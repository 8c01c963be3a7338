import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { envelopeOf } from '../../flows/convert/envelope';
import { openWriter } from '../../flows/convert/writers';
import { remittances } from '../../flows/export/stored-claims';
import { writeDocuments } from '../../flows/export/write-documents';
import { problemLine } from '../../flows/reading/problem';
import { openTextOutput } from '../../flows/text-output';
import { WarningLines } from '../../flows/warning-lines';
import { envelopeFlags, outputFlags } from '../../output-flags';

export default class PaymentsExport extends BaseCommand {
	static override summary = 'write the remittances of payments as 835, CSV or JSON';
	static override examples = [
		'<%= config.bin %> payments export --from 2026-03-01 --to 2026-03-31 --as x12 -o march.835',
		'<%= config.bin %> payments export --run 0190b5c6-7d1e-7000-8000-000000000001 --as csv',
	];
	static override flags = {
		as: Flags.option({
			options: ['x12', 'ndjson', 'json', 'csv', 'rows'] as const,
			default: 'ndjson',
			summary: 'the format',
		})(),
		run: Flags.string({ summary: 'only the payments of this run' }),
		payee: Flags.string({ summary: 'only the payments of this payee' }),
		from: dayFlag({ summary: 'issued on this day (UTC) or later' }),
		to: dayFlag({ summary: 'issued on this day (UTC) or earlier' }),
		...outputFlags,
		...envelopeFlags('ASKES'),
	};

	async run() {
		const { flags } = await this.parse(PaymentsExport);
		const { askes } = await this.connect();
		const output = await openTextOutput(flags.output, { isPacked: flags.gzip, isKept: this.jsonEnabled() });
		const warnings = new WarningLines((line) => this.progress(line));
		const { from, to } = flags;
		const found = remittances(askes, { run_id: flags.run, payee_id: flags.payee, from, to });
		const summary = await writeDocuments('remittance', found, {
			writer: await openWriter(flags.as, envelopeOf(flags, new Date())),
			output,
			told: {
				leftOut: () => {},
				warning: (problem) => warnings.add(problem.code, problemLine(flags.output ?? '-', problem)),
				progress: (count) => this.progress(`${count} remittances`),
			},
		}).finally(() => output.close());
		warnings.close();
		return { file: flags.output ?? null, ...summary };
	}
}
