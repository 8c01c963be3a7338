import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { problemLine } from '../../flows/convert-claims';
import { findFiles } from '../../flows/find-files';
import { importClaims } from '../../flows/import-claims';
import { RejectsFile } from '../../flows/rejects-file';
import { WarningLines } from '../../flows/warning-lines';

export default class ClaimsImport extends BaseCommand {
	static override summary = 'import the claims of files, folders or standard input';
	static override description =
		'Running it again imports nothing twice. Exits with 0 when all claims were accepted or known already, with 3 when some were rejected, with 2 when a file could not be read to its end.';
	static override examples = [
		'<%= config.bin %> claims import march.837',
		'<%= config.bin %> claims import inbox/ --json',
		"<%= config.bin %> claims import 'inbox/*.837' --dry-run",
		'cat march.837 | <%= config.bin %> claims import -',
	];
	static override strict = false;
	static override args = {
		path: Args.string({ required: true, description: 'files, folders, globs, or -' }),
	};
	static override flags = {
		'dry-run': Flags.boolean({ summary: 'read and check the files, and send nothing' }),
		rejects: Flags.string({
			summary: 'where rejected claims are written, instead of beside the current folder',
		}),
		patience: Flags.integer({ summary: 'seconds to wait for a service that is away', default: 120, min: 0 }),
	};

	async run() {
		const { argv, flags } = await this.parse(ClaimsImport);
		const files = await findFiles(argv as string[]);
		const { askes } = await this.connect();
		const rejects = flags.rejects ? new RejectsFile(flags.rejects) : RejectsFile.beside(files[0]);
		const warnings = new WarningLines((line) => this.progress(line));
		const imported = await importClaims(
			askes,
			files,
			{
				progress: ({ read, accepted, rejected, duplicate }) =>
					this.progress(`${accepted} accepted, ${duplicate} known, ${rejected} rejected, ${read} read`),
				warning: (file, problem) => warnings.add(problem.code, problemLine(file, problem)),
				waiting: (reason) => this.progress(`waiting: ${reason}`),
				reject: (reject) => rejects.add(reject),
			},
			{ dryRun: flags['dry-run'], patienceMs: flags.patience * 1000 },
		);
		warnings.close();
		const summary = { ...imported, rejects_file: rejects.written };
		for (const { message } of summary.unreadable) this.progress(message);
		this.log(
			`${summary.claims.read} claims read: ${summary.claims.accepted} accepted, ${summary.claims.duplicate} known already, ${summary.claims.rejected} rejected${summary.rejects_file ? ` (see ${summary.rejects_file})` : ''}`,
		);
		if (summary.claims.rejected > 0) process.exitCode = 3;
		if (summary.unreadable.length > 0) process.exitCode = 2;
		return summary;
	}
}
