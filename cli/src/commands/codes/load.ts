import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { EXIT_CODES, Failure } from '../../failure';
import { findFiles } from '../../flows/find-files';
import { isPipe } from '../../flows/open-input';
import { CODE_KINDS, type CodeKind, isListOfCodes } from '../../local/codes/code-kinds';
import { loadCodes } from '../../local/codes/load-codes';
import { problemPlace } from '../../local/codes/problem-place';

/** As plan documents name them; a decision cites both with an @ between. */
const SET_NAME = /^[a-z0-9][a-z0-9._-]{0,59}$/;
const RELEASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

export default class CodesLoad extends BaseCommand {
	static override summary = 'load a release of a code set, as NCCI pairs, units or valid codes';
	static override description =
		'Reads CSV or TSV as cli/src/local/codes/README.md describes them, the files of CMS among them, into the database of DATABASE_URL or of the local stack. A release never changes: the same files again are known, others under its name are refused. Everything is loaded or nothing; what is wrong is told by file, row and column. Exits with 2 when a release was refused.';
	static override examples = [
		'<%= config.bin %> codes load ccipra-v324r0-f1.TXT ccipra-v324r0-f2.TXT --kind ptp --set ncci-ptp --release 2026Q4',
		'<%= config.bin %> codes load mue.csv --kind mue --set ncci-mue --release 2026Q4',
		'<%= config.bin %> codes load icd10cm_2021.csv --kind icd10 --set icd10-cm --system icd-10-cm --release 2021',
	];
	static override strict = false;
	static override args = {
		file: Args.string({ required: true, ignoreStdin: true, description: 'files, folders or globs' }),
	};
	static override flags = {
		kind: Flags.option({ options: CODE_KINDS, required: true, summary: 'what the rows are' })(),
		set: Flags.string({ summary: 'the name by which plans ask for it; the kind where none is given' }),
		system: Flags.string({
			summary: 'the code system of claims that it lists, as icd-10-cm: intake then rejects what it never had',
		}),
		release: Flags.string({ required: true, summary: 'the version, which decisions cite' }),
		'released-on': dayFlag({ summary: 'the day on which it came out, if not today' }),
	};

	async run() {
		const { argv, flags } = await this.parse(CodesLoad);
		const files = await findFiles(argv as string[]);
		if (files.some(isPipe))
			throw new Failure(
				'unusable',
				'FILE_NEEDED',
				'a code file is read twice, so it cannot come through a pipe',
			);
		const kind = flags.kind as CodeKind;
		const codeSet = flags.set ?? kind;
		if (!SET_NAME.test(codeSet) || !RELEASE_NAME.test(flags.release))
			throw new Failure('unusable', 'NAME_INVALID', 'a set is named as ncci-ptp, a release as 2026Q4');
		if (flags.system && !(isListOfCodes(kind) && SET_NAME.test(flags.system)))
			throw new Failure(
				'unusable',
				'SYSTEM_INVALID',
				'a system is named as icd-10-cm, and only icd10 and procedures list the codes of one',
			);
		let shownAt = performance.now();
		const loaded = await loadCodes(await this.target(), process.env, {
			files,
			kind,
			codeSet,
			system: flags.system,
			version: flags.release,
			releasedOn: flags['released-on'] ?? new Date().toISOString().slice(0, 10),
			onProgress: (rows) => {
				if (performance.now() - shownAt < 1_000) return;
				shownAt = performance.now();
				this.progress(`${rows} rows`);
			},
		});
		const { state, rows, passed, problems, told, seconds } = loaded;
		for (const problem of told) this.progress(problemPlace(problem));
		if (problems > told.length) this.progress(`and ${problems - told.length} more`);
		if (state === 'refused') {
			this.log('nothing was loaded');
			process.exitCode = EXIT_CODES.unusable;
		} else if (state === 'known') this.log('this release has been loaded before');
		else this.log(`${rows} rows loaded in ${seconds} s, ${passed} passed over`);
		return loaded;
	}
}
