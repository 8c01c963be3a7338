import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { showCode } from '../../local/codes/show-codes';
import { renderTable } from '../../table';

export default class CodesShow extends BaseCommand {
	static override summary = 'show what a code set says of a code';
	static override examples = [
		'<%= config.bin %> codes show ncci-ptp 36415',
		'<%= config.bin %> codes show ncci-mue J1885 --release 2026Q3 --json',
	];
	static override args = {
		set: Args.string({ required: true, description: 'the code set' }),
		code: Args.string({ required: true, description: 'the code' }),
	};
	static override flags = {
		release: Flags.string({ summary: 'the release, if not the one in force' }),
	};

	async run() {
		const { args, flags } = await this.parse(CodesShow);
		const { release, rows } = await showCode(await this.target(), process.env, {
			codeSet: args.set,
			version: flags.release,
			code: args.code,
		});
		const shown = COLUMNS.filter((column) => rows.some((row) => row[column] !== null));
		this.log(
			rows.length === 0
				? `${release.code_set}@${release.version} says nothing of ${args.code}`
				: renderTable(
						shown.map((column) => column.replaceAll('_', ' ')),
						rows.map((row) => shown.map((column) => String(row[column] ?? ''))),
					),
		);
		return { release, rows };
	}
}

const COLUMNS = [
	...(['code', 'other', 'valid_from', 'valid_to', 'indicator', 'max_units', 'mai'] as const),
	...(['age_min', 'age_max', 'sex', 'display'] as const),
];
