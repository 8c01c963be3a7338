import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { writeOutput } from '../../flows/write-output';
import { generatePopulation } from '../../local/generate/generate-population';
import { membersAs834 } from '../../local/generate/members-as-834';
import type { Population } from '../../local/generate/population';
import { populationFromFile } from '../../local/generate/population-from-file';
import { loadPopulation } from '../../local/load-population';
import { AS } from '../../output-flags';

export default class GeneratePopulation extends BaseCommand {
	static override summary =
		'make plans, policies, providers and members, invented or those that a claims file speaks of';
	static override description =
		'The same seed gives the same bytes. With --load they go into the running platform; loading twice changes nothing.';
	static override examples = [
		'<%= config.bin %> generate population --seed 7 --members 500 > population.json',
		'<%= config.bin %> generate population --seed 7 --several-products 40 --load',
		'<%= config.bin %> generate population --from march.837 --load',
		'<%= config.bin %> generate population --seed 7 --to x12 -o members.834',
	];
	static override flags = {
		from: Flags.string({ summary: 'the claims file whose people and providers are wanted' }),
		seed: Flags.integer({ default: 1, summary: 'where the invention begins' }),
		members: Flags.integer({ default: 500, min: 1, summary: 'people, subscribers and dependants together' }),
		providers: Flags.integer({ default: 25, min: 5, summary: 'facilities and practitioners' }),
		'several-products': Flags.integer({
			default: 0,
			min: 0,
			max: 100,
			summary:
				'how many families in a hundred have a dental and a vision plan besides; of invented ones alone',
		}),
		to: Flags.option({
			...AS,
			options: ['json', 'x12', '834'] as const,
			default: 'json',
			summary: 'the whole population as JSON, or its members as X12 (an 834, as it was called before)',
		})(),
		output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
		load: Flags.boolean({ summary: 'load them into the platform' }),
	};

	async run() {
		const { flags } = await this.parse(GeneratePopulation);
		const population = flags.from
			? await populationFromFile(flags.from)
			: generatePopulation({ ...flags, severalProducts: flags['several-products'] });
		const { plans, policies, providers, members } = population;
		const counts = {
			plans: plans.length,
			policies: policies.length,
			providers: providers.length,
			members: members.length,
		};
		const loaded = flags.load ? await loadPopulation((await this.connect()).askes, population) : null;
		if (flags.output || !(flags.load || this.jsonEnabled())) {
			await writeOutput(flags.output, textOf(population, flags.to));
		}
		for (const refusal of loaded?.refused ?? []) this.progress(`not loaded: ${refusal}`);
		this.progress(
			`${counts.members} members, ${counts.providers} providers, ${counts.policies} policies, ${counts.plans} plans${loaded ? ' loaded' : ''}`,
		);
		if (loaded && loaded.refused.length > 0) process.exitCode = 3;
		return { ...counts, ...(loaded ? { loaded } : {}) };
	}
}

const textOf = (population: Population, format: 'json' | 'x12' | '834'): string =>
	format === 'json' ? `${JSON.stringify(population, null, '\t')}\n` : [...membersAs834(population)].join('');
