import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { namesOfParties, type Parties } from '../../flows/names-of-parties';
import { ProgressLine } from '../../flows/progress-line';
import { simulationPage } from '../../flows/simulation-page';
import { spanOf } from '../../flows/span-of-days';
import { type SimulationResult, waitForSimulation } from '../../flows/wait-for-simulation';
import { askSimulation } from '../../local/simulation/ask-simulation';

export default class AdjudicationSimulate extends BaseCommand {
	static override summary =
		'tell what claims of the past would have come to by another plan, contract or rules';
	static override description =
		'Decides the claims of a span again in the order in which they were decided, from stored facts, with balances and histories carried on: totals before and after, and the groups, providers, benefits and claims that move most. Moves nothing. A plan takes the place of every version with its id; a contract ({ id?, provider_id, terms }) that of the one with its id, or goes before those that the provider has. With --group, --provider or --policy only those claims are decided again, and all others stand. With nothing changed, everything comes out as it stands.';
	static override examples = [
		'<%= config.bin %> adjudication simulate --plan gold-2027.yaml --from 2026-01-01 --to 2026-12-31',
		'<%= config.bin %> adjudication simulate --contract clinic.yaml --from 2026-01-01 --json',
		'<%= config.bin %> adjudication simulate --rules \'{"31":"off"}\' --from 2026-11-01',
	];
	static override flags = {
		plan: Flags.string({ summary: 'the file of the changed plan' }),
		contract: Flags.string({ summary: 'the file of the changed contract' }),
		rules: Flags.string({ summary: 'rules switched in every plan, as {"31":"off"}, or a file of them' }),
		from: Flags.string({
			required: true,
			summary: 'the first day (UTC) on which the claims were decided, or an instant',
		}),
		to: Flags.string({ summary: 'the last day, or an instant that is not inside; now if not given' }),
		group: Flags.string({ summary: 'only the claims of this group, by its id' }),
		provider: Flags.string({ summary: 'only those of this provider' }),
		policy: Flags.string({ summary: 'only those under this policy' }),
		top: Flags.integer({
			default: 10,
			min: 0,
			max: 500,
			summary: 'how many of each to show in each currency',
		}),
		timeout: Flags.integer({ default: 3600, min: 1, summary: 'seconds to wait for its end' }),
	};

	async run() {
		const { flags } = await this.parse(AdjudicationSimulate);
		const { plan, contract, rules, group, provider, policy } = flags;
		const span = spanOf(flags.from, flags.to, new Date());
		const { askes } = await this.connect();
		const id = await askSimulation(askes, { ...span, plan, contract, rules, group, provider, policy });
		const progress = new ProgressLine((line) => this.progress(line));
		const simulated = await waitForSimulation(askes, id, {
			timeoutMs: flags.timeout * 1000,
			onProgress: (done, total) => progress.at(done, total),
		});
		const names = this.jsonEnabled() ? new Map() : await namesOfParties(askes, moversOf(simulated.result));
		this.log(simulationPage(simulated.result, flags.top, names));
		const { seconds } = progress;
		this.progress(`${simulated.total} decisions and reversals in ${seconds} s`);
		return { ...simulated, seconds };
	}
}

const moversOf = ({ movers }: SimulationResult): Parties => ({
	groups: movers.groups.map(({ id }) => id),
	providers: movers.providers.map(({ id }) => id),
});
