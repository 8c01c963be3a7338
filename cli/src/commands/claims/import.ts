import { Args, Flags } from '@oclif/core';
import { acknowledgeAs, acknowledgementFlags } from '../../acknowledgement-flags';
import { BaseCommand } from '../../base-command';
import { findFiles } from '../../flows/find-files';
import { snipLevels } from '../../flows/import/claim-check';
import { ImportNote, notesFolder } from '../../flows/import/import-note';
import { ProgressLine } from '../../flows/import/import-progress';
import { readPayerRules } from '../../flows/import/read-payer-rules';
import { RejectsFiles } from '../../flows/import/rejects-files';
import { importClaims } from '../../flows/import-claims';
import { problemLine } from '../../flows/reading/problem';
import { readMapping } from '../../flows/reading/read-mapping';
import { WarningLines } from '../../flows/warning-lines';
import { refuseInput } from '../../flows/write-output';

export default class ClaimsImport extends BaseCommand {
	static override summary = 'import the claims of files, folders or standard input';
	static override description =
		'Reads X12 837, FHIR (one resource, a Bundle or NDJSON; patients, coverage and providers may lie in other files that are given with the claims, as in a bulk export), CSV and canonical NDJSON, told by their content, also from gzip and ZIP. Running it again imports nothing twice, and goes on where an import was interrupted. Rejected claims are written beside the first file in the format they came in, TA1, 999 and 277CA beside each file of X12; a dry run that is asked for them writes TA1 and 999, since no payer has answered the claims. Exits with 0 when all claims were accepted or known already, with 3 when some were rejected, with 2 when a file, or a part of it, could not be read.';
	static override examples = [
		'<%= config.bin %> claims import march.837',
		'<%= config.bin %> claims import inbox/ --json',
		"<%= config.bin %> claims import 'inbox/*.837.gz' --acks-dir outbox",
		'<%= config.bin %> claims import bills.csv --mapping bills.mapping.json',
		'<%= config.bin %> claims import march.837 --dry-run --snip 1..5 --strict',
		'<%= config.bin %> claims import march.837 --dry-run --acks-dir outbox',
		'<%= config.bin %> claims import march.837 --dry-run --payer-rules our-rules.yaml',
		'cat march.837 | <%= config.bin %> claims import -',
	];
	static override strict = false;
	static override args = {
		path: Args.string({ required: true, description: 'files, folders, globs, or -', ignoreStdin: true }),
	};
	static override flags = {
		'dry-run': Flags.boolean({
			summary: 'read and check the files, and send nothing; needs no installation',
		}),
		strict: Flags.boolean({ summary: 'reject a claim for a warning, and refuse a file for damage' }),
		snip: Flags.string({
			summary: 'levels that claims are held against, as 1..5,7; all in a dry run, else none',
		}),
		'payer-rules': Flags.string({
			summary: 'a file of the payer’s own rules (SNIP 7), in YAML or JSON',
			aliases: ['rules'],
		}),
		mapping: Flags.string({ summary: 'a file that says which column of a CSV file says what' }),
		currency: Flags.string({ summary: 'of amounts, where neither the file nor the mapping names one' }),
		rejects: Flags.string({ summary: 'where rejected claims are written, instead of beside the first file' }),
		...acknowledgementFlags('TA1, 999 and 277CA'),
		patience: Flags.integer({ summary: 'seconds to wait for a service that is away', default: 120, min: 0 }),
	};

	async run() {
		const { argv, flags } = await this.parse(ClaimsImport);
		const files = await findFiles(argv as string[], { keepsMissing: true });
		if (files.length === 0) this.progress(`there are no files in ${argv.join(', ')}`);
		const dryRun = flags['dry-run'];
		const [mapping, payerRules] = await Promise.all([
			readMapping(flags.mapping),
			readPayerRules(flags['payer-rules']),
		]);
		const connection = dryRun ? null : await this.connect();
		if (flags.rejects !== undefined) await refuseInput(flags.rejects, files);
		const acknowledge = await acknowledgeAs(flags);
		const rejects = new RejectsFiles(files[0], flags.rejects);
		const line = new ProgressLine(process.stderr);
		const say = (text: string) => {
			line.clear();
			this.progress(text);
		};
		const warnings = new WarningLines(say);
		const askes = connection?.askes ?? null;
		const target = connection ? `${connection.name} ${connection.addressOf('claims-service')}` : '';
		const imported = await importClaims(
			askes,
			files,
			{
				progress: (progress) => line.show(progress),
				warning: (file, problem) => warnings.add(problem.code, problemLine(file, problem)),
				waiting: (reason) => say(`waiting: ${reason}`),
				reject: (reject) => rejects.add(reject),
			},
			{
				dryRun,
				named: argv as string[],
				strict: flags.strict,
				mapping,
				payerRules,
				currency: flags.currency,
				...snipOf(flags.snip, dryRun, payerRules.length > 0),
				acknowledge,
				note: dryRun ? ImportNote.none() : await ImportNote.about(files, target, notesFolder()),
				patienceMs: flags.patience * 1000,
			},
		);
		line.clear();
		warnings.close();
		const summary = { ...imported, rejects_file: rejects.written };
		for (const { message } of summary.unreadable) this.progress(message);
		this.log(
			`${summary.claims.read} claims read: ${summary.claims.accepted} ${dryRun ? 'would go in' : 'accepted'}, ${summary.claims.duplicate} known already, ${summary.claims.rejected} rejected${summary.rejects_file ? ` (see ${summary.rejects_file})` : ''}`,
		);
		const others = Object.entries(summary.not_claims).map(([type, count]) => `${count} ${type}`);
		if (others.length > 0) this.log(`not claims: ${others.join(', ')}`);
		if (dryRun && summary.acknowledgements.length > 0)
			this.progress('TA1 and 999 are written, and no 277CA: no claim was answered');
		if (summary.claims.rejected > 0) process.exitCode = 3;
		if (summary.unreadable.length > 0) process.exitCode = 2;
		return summary;
	}
}

/** What is not asked for is left to the service; but who names rules wants them asked. */
function snipOf(asked: string | undefined, isDry: boolean, hasRules: boolean) {
	const levels = asked ?? (isDry ? '1..5,7' : hasRules ? '7' : undefined);
	return levels === undefined ? {} : { snip: snipLevels(levels) };
}
