import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { openTextOutput } from '../../flows/text-output';
import { generatePairs } from '../../local/generate/generate-pairs';

export default class GenerateCodes extends BaseCommand {
	static override summary = 'make code-pair edits in the layout of CMS, by the million if need be';
	static override description =
		'Synthetic pairs for tests and measurements. The same seed gives the same bytes.';
	static override examples = [
		'<%= config.bin %> generate codes --count 1000000 -o pairs.tsv',
		'<%= config.bin %> generate codes --seed 7 > pairs.tsv',
	];
	static override flags = {
		count: Flags.integer({ default: 100_000, min: 1, max: 10_000_000, summary: 'how many pairs' }),
		seed: Flags.integer({ default: 1, summary: 'where the invention begins' }),
		output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
	};

	async run() {
		const { flags } = await this.parse(GenerateCodes);
		const output = await openTextOutput(flags.output, { isKept: this.jsonEnabled() });
		for (const text of generatePairs(flags)) await output.write(text);
		await output.close();
		this.progress(`${flags.count} pairs`);
		return { pairs: flags.count, seed: flags.seed };
	}
}
