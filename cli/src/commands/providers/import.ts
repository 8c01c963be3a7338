import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { EXIT_CODES } from '../../failure';
import { answered } from '../../flows/answered';
import { entriesOf, importEntries, refusalLine } from '../../flows/bulk-import';
import { sendWritten } from '../../flows/refused-document';
import { readWritten } from '../../local/written-document';

export default class ProvidersImport extends BaseCommand {
	static override summary = 'register or update providers by NPI or tax id, with their contracts';
	static override description =
		'The file is a list in YAML or JSON, each entry a provider and, if one was made, a contract: as ProviderList in openapi/provider-service.json. A list that comes again changes nothing. Exits with 3 when some entries were refused.';
	static override examples = [
		'<%= config.bin %> providers import network.yaml',
		'<%= config.bin %> providers import - --json < network.json',
	];
	static override args = {
		file: Args.string({ required: true, ignoreStdin: true, description: 'the list; - for standard input' }),
	};

	async run() {
		const { args } = await this.parse(ProvidersImport);
		const document = await readWritten(args.file);
		const entries = entriesOf(document, 'providers');
		const { askes } = await this.connect();
		const summary = await importEntries(document, entries, (providers, part) =>
			sendWritten(part, async () => {
				const { data } = await askes.providers.POST('/api/v1/provider-imports', {
					body: { providers } as never,
				});
				return answered(data);
			}),
		);
		for (const refused of summary.refused) this.progress(refusalLine(args.file, refused));
		const { read, created, updated, unchanged, refused } = summary;
		this.log(
			`${read} providers read: ${created} added, ${updated} changed, ${unchanged} as they were, ${refused.length} refused`,
		);
		if (refused.length > 0) process.exitCode = EXIT_CODES.partial;
		return { file: args.file, ...summary };
	}
}
