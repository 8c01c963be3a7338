import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { convertFile } from '../flows/convert/convert-file';
import { envelopeOf } from '../flows/convert/envelope';
import { openWriter, TARGETS } from '../flows/convert/writers';
import { findFiles } from '../flows/find-files';
import { problemLine } from '../flows/reading/problem';
import { readMapping } from '../flows/reading/read-mapping';
import { openTextOutput } from '../flows/text-output';
import { WarningLines } from '../flows/warning-lines';
import { AS, envelopeFlags, outputFlags } from '../output-flags';

export default class Convert extends BaseCommand {
	static override summary = 'turn a file of claims or remittances into another format, offline';
	static override description =
		'Reads X12 (837, 835, 834, 270, 271, 276, 277, 278, 820, and the acknowledgements TA1, 997, 999 and 277CA), FHIR (claims; where a file holds none, ClaimResponse and ExplanationOfBenefit as remittances), CSV and canonical JSON, told by their content, also from gzip and ZIP. A bulk export of FHIR is given as its folder: claims find their patients, coverage and providers in the other files. ndjson prints one canonical document a line; rows are flat JSON objects with the same columns, as Parquet wants them. Damage that leaves the content readable is a warning on stderr, and with --strict a refusal, as is X12 that does not keep to its implementation guide. Exits with 2 when the file cannot be read, with 3 when single documents in it could not.';
	static override examples = [
		'<%= config.bin %> convert claims.837 --to ndjson',
		'<%= config.bin %> convert remittance.835 --to csv -o remittance.csv',
		'<%= config.bin %> convert claims.ndjson --to x12 --sender ME --receiver PAYER > claims.837',
		'<%= config.bin %> convert bills.csv --mapping bills.mapping.json --to fhir',
		'cat claims.837 | <%= config.bin %> convert - --strict',
	];
	static override args = {
		file: Args.string({
			required: true,
			description: 'the file, a folder of files that belong together, or - for standard input',
			ignoreStdin: true,
		}),
	};
	static override flags = {
		to: Flags.option({ ...AS, options: TARGETS, summary: 'the format to write', default: 'ndjson' })(),
		output: outputFlags.output,
		strict: Flags.boolean({
			summary: 'refuse a file with any damage, and X12 that does not keep to its guide',
		}),
		mapping: Flags.string({ summary: 'a file that says which column of a CSV file says what' }),
		currency: Flags.string({ summary: 'of amounts, where neither the file nor the mapping names one' }),
		...envelopeFlags('SENDER'),
	};

	async run() {
		const { args, flags } = await this.parse(Convert);
		const mapping = await readMapping(flags.mapping);
		const files = await findFiles([args.file]);
		const output = await openTextOutput(flags.output, { isKept: this.jsonEnabled(), inputs: files });
		const warnings = new WarningLines((line) => this.progress(line));
		const writer = await openWriter(flags.to, envelopeOf(flags, new Date()));
		const { strict, currency } = flags;
		const summary = await convertFile(
			args.file,
			{ strict, writer, mapping, currency, files },
			{
				text: (text) => output.write(text),
				warning: (file, problem) => warnings.add(problem.code, problemLine(file, problem)),
				rejected: (file, claimId, problems) => {
					for (const problem of problems)
						this.progress(`${problemLine(file, problem)} (claim ${claimId ?? '?'})`);
				},
			},
		).finally(async () => {
			warnings.close();
			await output.close();
		});
		if (summary.rejected > 0) process.exitCode = 3;
		return summary;
	}
}
