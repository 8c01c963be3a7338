import { CLAIM_RESOURCES } from '@claims-askes/sdk/fhir';
import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { Failure } from '../../failure';
import { envelopeOf } from '../../flows/convert/envelope';
import { openWriter, TARGETS } from '../../flows/convert/writers';
import { submittedClaims } from '../../flows/export/stored-claims';
import { writeDocuments } from '../../flows/export/write-documents';
import { exportResources } from '../../flows/export/write-resources';
import { type InputProblem, problemLine } from '../../flows/reading/problem';
import { openTextOutput } from '../../flows/text-output';
import { WarningLines } from '../../flows/warning-lines';
import { envelopeFlags, outputFlags } from '../../output-flags';

export default class ClaimsExport extends BaseCommand {
	static override summary = 'write stored claims as 837, FHIR, CSV or JSON, as they were submitted';
	static override description =
		'Streams, newest first. As FHIR --resource adds what became of each claim: ClaimResponse, ExplanationOfBenefit. rows are flat JSON objects with the same columns, as Parquet wants them. Exits with 3 when single claims had no form in the format, as a pharmacy claim in X12.';
	static override examples = [
		'<%= config.bin %> claims export --from 2026-03-01 --to 2026-03-31 --as x12 -o march.837',
		'<%= config.bin %> claims export --status denied --as csv > denied.csv',
		'<%= config.bin %> claims export --as fhir --resource Claim,ClaimResponse,ExplanationOfBenefit',
		'<%= config.bin %> claims export --as fhir --gzip -o claims.ndjson.gz',
	];
	static override flags = {
		as: Flags.option({ options: TARGETS, summary: 'the format to write', default: 'ndjson' })(),
		resource: Flags.option({
			options: CLAIM_RESOURCES,
			multiple: true,
			delimiter: ',',
			summary: 'what to write of each claim as FHIR',
		})(),
		status: Flags.string({ summary: 'only claims that stand so, as pended or paid' }),
		batch: Flags.string({ summary: 'only the claims of this batch' }),
		from: dayFlag({ summary: 'received on this day or later' }),
		to: dayFlag({ summary: 'received on this day or earlier' }),
		npi: Flags.string({ summary: "only this billing provider's" }),
		member: Flags.string({ summary: "only this member's, by id" }),
		provider: Flags.string({ summary: "only this provider's, by id" }),
		...outputFlags,
		...envelopeFlags('ASKES'),
	};

	async run() {
		const { flags } = await this.parse(ClaimsExport);
		if (flags.resource && flags.as !== 'fhir')
			throw new Failure('unusable', 'FLAG_UNUSABLE', '--resource goes with --as fhir alone');
		const { askes } = await this.connect();
		const output = await openTextOutput(flags.output, { isPacked: flags.gzip, isKept: this.jsonEnabled() });
		const warnings = new WarningLines((line) => this.progress(line));
		const filter = {
			status: flags.status,
			batch_id: flags.batch,
			received_from: flags.from,
			received_to: flags.to,
			billing_npi: flags.npi,
			member_id: flags.member,
			provider_id: flags.provider,
		};
		const told = {
			leftOut: (id: string, why: string) => warnings.add('NOT_IN_FORMAT', `claim ${id}: ${why}`),
			warning: (problem: InputProblem) =>
				warnings.add(problem.code, problemLine(flags.output ?? '-', problem)),
			progress: (count: number) => this.progress(`${count} claims`),
		};
		const writing =
			flags.as === 'fhir'
				? exportResources(askes, filter, flags.resource ?? ['Claim'], { output, ...told })
				: writeDocuments('claim', submittedClaims(askes, filter), {
						writer: await openWriter(flags.as, envelopeOf(flags, new Date())),
						output,
						told,
					});
		const summary = await writing.finally(() => output.close());
		warnings.close();
		if (summary.left_out > 0) process.exitCode = 3;
		return { file: flags.output ?? null, ...summary };
	}
}
