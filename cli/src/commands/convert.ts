import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { convertClaims, problemLine } from '../flows/convert-claims';
import { StandardOutput } from '../flows/standard-output';
import { WarningLines } from '../flows/warning-lines';

export default class Convert extends BaseCommand {
	static override summary = 'turn a claims file into another format, offline';
	static override description =
		'Prints one canonical claim a line. Damage that leaves the content readable is a warning on stderr, and with --strict a refusal. Exits with 2 when the file cannot be read, with 3 when single claims in it could not.';
	static override examples = [
		'<%= config.bin %> convert claims.837 --to ndjson',
		'<%= config.bin %> convert claims.837 --to ndjson | wc -l',
		'cat claims.837 | <%= config.bin %> convert - --strict',
	];
	static override args = {
		file: Args.string({ required: true, description: 'the file, or - for standard input' }),
	};
	static override flags = {
		to: Flags.option({ options: ['ndjson'] as const, summary: 'the format to write', default: 'ndjson' })(),
		strict: Flags.boolean({ summary: 'refuse a file with any damage' }),
	};

	async run() {
		const { args, flags } = await this.parse(Convert);
		const stdout = new StandardOutput();
		const warnings = new WarningLines((line) => this.progress(line));
		const isQuiet = this.jsonEnabled();
		const summary = await convertClaims(args.file, flags.strict, {
			claim: (claim) => (isQuiet ? undefined : stdout.line(JSON.stringify(claim))),
			warning: (problem) => warnings.add(problem.code, problemLine(args.file, problem)),
			rejected: (claimId, problems) => {
				for (const problem of problems)
					this.progress(`${problemLine(args.file, problem)} (claim ${claimId ?? '?'})`);
			},
		}).finally(() => {
			warnings.close();
			return stdout.flush();
		});
		if (summary.rejected > 0) process.exitCode = 3;
		return { file: args.file, ...summary };
	}
}
