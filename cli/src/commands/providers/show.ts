import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { contractsOn } from '../../flows/providers/contract-terms';
import { providerPage } from '../../flows/providers/provider-page';
import { findProvider } from '../../flows/references';

export default class ProvidersShow extends BaseCommand {
	static override summary = 'show one provider, with what the contracts that hold on a day say';
	static override description = 'All their prices are told by "providers contracts".';
	static override examples = [
		'<%= config.bin %> providers show 1234567893',
		'<%= config.bin %> providers show 1234567893 --date 2026-03-01 --json',
	];
	static override args = {
		provider: Args.string({ required: true, description: 'NPI, tax id or id' }),
	};
	static override flags = { date: dayFlag({ summary: 'the day, as 2026-03-01; today unless said' }) };

	async run() {
		const { args, flags } = await this.parse(ProvidersShow);
		const { askes } = await this.connect();
		const provider = await findProvider(askes, args.provider);
		const date = flags.date ?? new Date().toISOString().slice(0, 10);
		const contracts = await contractsOn(askes, provider, date);
		this.log(providerPage(provider, contracts, date));
		return { ...provider, date, contracts_in_force: contracts };
	}
}
