import { Flags } from '@oclif/core';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class ProvidersList extends ListCommand {
	static override summary = 'list facilities and practitioners, newest first';
	static override examples = [
		'<%= config.bin %> providers list',
		'<%= config.bin %> providers list --name "Rumah Sakit" --kind facility',
		'<%= config.bin %> providers list --tax-id 01.234.567.8-901.000 --json',
	];
	static override flags = {
		name: Flags.string({ summary: 'only those whose name begins so' }),
		kind: Flags.option({
			options: ['facility', 'practitioner'] as const,
			summary: 'only facilities, or only practitioners',
		})(),
		status: Flags.option({ options: ['active', 'ended'] as const, summary: 'only those that stand so' })(),
		npi: Flags.string({ summary: 'the one with this NPI' }),
		'tax-id': Flags.string({ summary: 'only those with this tax id' }),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(ProvidersList);
		const { askes } = await this.connect();
		const { limit, cursor, name, kind, status, npi } = flags;
		const answer = await askes.providers.GET('/api/v1/providers', {
			params: { query: { limit, cursor, name, kind, status, npi, tax_id: flags['tax-id'] } },
		});
		const { items: providers, next_cursor } = pageOf(answer);
		this.printPage(
			['npi', 'tax id', 'kind', 'status', 'contracts', 'name'],
			providers.map((provider) => [
				provider.npi ?? '',
				provider.tax_id ?? '',
				provider.kind,
				provider.status,
				String(provider.contracts.length),
				provider.name,
			]),
			next_cursor,
		);
		return { providers, next_cursor };
	}
}
