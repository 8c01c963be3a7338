import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { answered } from '../../flows/answered';
import { openOutput } from '../../flows/write-output';

export default class DocumentsDownload extends BaseCommand {
	static override summary = 'write a document to a file';
	static override examples = [
		'<%= config.bin %> documents download 0190b5c6-7d1e-7000-8000-000000000001 -o report.pdf',
	];
	static override args = { document: Args.string({ required: true, description: 'its id' }) };
	static override flags = {
		output: Flags.string({ char: 'o', required: true, summary: 'the file to write' }),
	};

	async run() {
		const { args, flags } = await this.parse(DocumentsDownload);
		const { askes } = await this.connect();
		const params = { path: { id: args.document } };
		const { data } = await askes.documents.GET('/api/v1/documents/{id}', { params });
		const document = answered(data);
		const content = await askes.documents.GET('/api/v1/documents/{id}/content', {
			params,
			parseAs: 'arrayBuffer',
		});
		const bytes = new Uint8Array(content.data as unknown as ArrayBuffer);
		const { descriptor, close } = await openOutput(flags.output);
		await Bun.write(Bun.file(descriptor), bytes).finally(close);
		this.progress(`${bytes.length} bytes of ${document.file_name ?? document.kind} were written`);
		return { ...document, file: flags.output };
	}
}
