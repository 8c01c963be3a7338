import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { exportDocuments } from '../../flows/export-documents';

export default class OpenapiExport extends BaseCommand {
	static override summary = "write the running services' OpenAPI documents to a folder";
	static override examples = [
		'<%= config.bin %> openapi export ./openapi',
		'<%= config.bin %> openapi export ./out --service claims-service',
	];
	static override args = {
		folder: Args.string({ required: true, description: 'where to write; made if need be' }),
	};
	static override flags = {
		service: Flags.string({ multiple: true, summary: 'only this service; may be repeated' }),
	};

	async run() {
		const { args, flags } = await this.parse(OpenapiExport);
		const { addressOf } = await this.connect();
		const files = await exportDocuments(addressOf, args.folder, flags.service);
		for (const file of files) this.log(file);
		return { files };
	}
}
