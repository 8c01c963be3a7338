import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { EXIT_CODES } from '../../failure';
import { findFiles } from '../../flows/find-files';
import { validatePlans } from '../../local/plans/validate-plans';

export default class PlansValidate extends BaseCommand {
	static override summary = 'tell what is wrong in plan documents, by path and line';
	static override description =
		'Checks files in YAML or JSON against openapi/plan-document.schema.json and against themselves, as benefit-service does before it publishes. No stack is needed. Exits with 2 when a document cannot be published.';
	static override examples = [
		'<%= config.bin %> plans validate examples/plans/rimba-raya/dental.yaml',
		'<%= config.bin %> plans validate plans/*.yaml --json',
	];
	static override strict = false;
	static override args = {
		file: Args.string({ required: true, description: 'files, folders or globs; - for standard input' }),
	};

	async run() {
		const { argv } = await this.parse(PlansValidate);
		const files = await validatePlans(await findFiles(argv as string[]));
		for (const { file, mistakes } of files) {
			if (mistakes.length === 0) this.log(`${file}: can be published`);
			for (const { line, path, code, message } of mistakes) {
				this.log(
					[`${file}${line === null ? '' : `:${line}`}:`, path, code, message].filter(Boolean).join(' '),
				);
			}
		}
		if (files.some(({ is_valid }) => !is_valid)) process.exitCode = EXIT_CODES.unusable;
		return { files };
	}
}
