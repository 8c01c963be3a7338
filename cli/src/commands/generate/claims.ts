import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { openTextOutput } from '../../flows/text-output';
import { claimsAsText } from '../../local/generate/claims-as-text';
import { GENERATED_PERIOD } from '../../local/generate/generate-claims';
import { generatePopulation } from '../../local/generate/generate-population';
import type { Population } from '../../local/generate/population';
import { readPopulation } from '../../local/generate/read-population';
import { AS } from '../../output-flags';

export default class GenerateClaims extends BaseCommand {
	static override summary = 'make claims of a population, as 837P or one JSON object a line';
	static override description =
		'The same seed, population and period give the same bytes. Most claims are clean; a few name a stranger, come twice, ask for what is no benefit or have no price.';
	static override examples = [
		'<%= config.bin %> generate claims --count 1000 > claims.837',
		'<%= config.bin %> generate claims --seed 7 --population population.json --to ndjson',
	];
	static override flags = {
		count: Flags.integer({ default: 1000, min: 1, summary: 'how many' }),
		seed: Flags.integer({ default: 1, summary: 'where the invention begins' }),
		population: Flags.string({ summary: 'a file of `generate population`; else the one of the same seed' }),
		members: Flags.integer({ default: 500, min: 1, summary: 'size of the population of the same seed' }),
		providers: Flags.integer({ default: 25, min: 5, summary: 'its providers' }),
		since: dayFlag({ default: GENERATED_PERIOD.from, summary: 'the first date of service' }),
		until: dayFlag({ default: GENERATED_PERIOD.to, summary: 'the last date of service' }),
		lines: Flags.integer({ min: 1, summary: 'how many services each claim is for; else one to three' }),
		to: Flags.option({
			...AS,
			options: ['x12', 'ndjson', '837p'] as const,
			default: 'x12',
			summary: 'the format; 837p is what x12 was called before',
		})(),
		output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
	};

	async run() {
		const { flags } = await this.parse(GenerateClaims);
		const population: Population = flags.population
			? await readPopulation(flags.population)
			: generatePopulation(flags);
		const format = flags.to === '837p' ? 'x12' : flags.to;
		const output = await openTextOutput(flags.output, { isKept: this.jsonEnabled() });
		const period = { from: flags.since, to: flags.until };
		for (const text of claimsAsText(
			population,
			{ seed: flags.seed, count: flags.count, lines: flags.lines, ...period },
			format,
		)) {
			await output.write(text);
		}
		await output.close();
		this.progress(`${flags.count} claims`);
		return { claims: flags.count, seed: flags.seed, format };
	}
}
