import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { contractPage } from '../../flows/providers/contract-page';
import { contractsOn } from '../../flows/providers/contract-terms';
import { findProvider } from '../../flows/references';

export default class ProvidersContracts extends BaseCommand {
	static override summary = 'show the contracts of a provider that hold on a day, with every price';
	static override examples = [
		'<%= config.bin %> providers contracts 1234567893',
		'<%= config.bin %> providers contracts 1234567893 --date 2026-03-01 --json',
	];
	static override args = {
		provider: Args.string({ required: true, description: 'NPI, tax id or id' }),
	};
	static override flags = { date: dayFlag({ summary: 'the day, as 2026-03-01; today unless said' }) };

	async run() {
		const { args, flags } = await this.parse(ProvidersContracts);
		const { askes } = await this.connect();
		const provider = await findProvider(askes, args.provider);
		const date = flags.date ?? new Date().toISOString().slice(0, 10);
		const contracts = await contractsOn(askes, provider, date);
		this.log(
			contracts.length === 0
				? `${provider.name} has no contract on ${date}`
				: [`${provider.name} on ${date}`, ...contracts.map(contractPage)].join('\n\n'),
		);
		return { provider_id: provider.id, date, contracts };
	}
}
