import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { documentsFrom, documentsOf } from '../../local/sdk/client-documents';
import { generateClients, regenerateSdk } from '../../local/sdk/generate-clients';
import { assertInCheckout } from '../../local/services/new-service';

export default class SdkGenerate extends BaseCommand {
	static override summary = 'write typed clients from OpenAPI documents, or the SDK of this project anew';
	static override description =
		"With --out it writes the types of each service's routes, and an index that createAskes of @claims-askes/sdk takes, from the documents of the running services or from those that --from names. Without it, in a checkout of the project, openapi/ and the SDK are written from the services' sources, as npm run generate does.";
	static override examples = [
		'<%= config.bin %> sdk generate --out ./src/askes',
		'<%= config.bin %> sdk generate --from ./openapi --out ./src/askes',
		'<%= config.bin %> sdk generate --from https://claims.example.com --from https://teas.example.com --out ./src/askes --json',
		'<%= config.bin %> sdk generate',
	];
	static override flags = {
		from: Flags.string({
			multiple: true,
			dependsOn: ['out'],
			summary: 'a folder or file of documents, or the address of a service; may be repeated',
		}),
		out: Flags.string({ summary: 'the folder to write to; made if need be' }),
	};

	async run() {
		const { flags } = await this.parse(SdkGenerate);
		const files = await this.generate(flags.from, flags.out);
		for (const file of files) this.log(file);
		return { files };
	}

	private async generate(from: readonly string[] | undefined, out: string | undefined): Promise<string[]> {
		if (out === undefined) {
			assertInCheckout(process.cwd());
			return regenerateSdk();
		}
		const documents = from ? await documentsFrom(from) : await documentsOf((await this.connect()).addressOf);
		return generateClients(documents, out);
	}
}
