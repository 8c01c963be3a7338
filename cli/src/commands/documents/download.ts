import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { Failure } from '../../failure';
import { answered } from '../../flows/answered';
import { pour } from '../../flows/write-output';

export default class DocumentsDownload extends BaseCommand {
	static override summary = 'write a document to a file, or to standard output';
	static override examples = [
		'<%= config.bin %> documents download 0190b5c6-7d1e-7000-8000-000000000001 -o report.pdf',
		'<%= config.bin %> documents download 0190b5c6-7d1e-7000-8000-000000000001 -o - | sha256sum',
	];
	static override args = { document: Args.string({ required: true, description: 'its id' }) };
	static override flags = {
		output: Flags.string({ char: 'o', required: true, summary: 'the file to write; - is standard output' }),
	};

	async run() {
		const { args, flags } = await this.parse(DocumentsDownload);
		if (this.jsonEnabled() && flags.output === '-')
			throw new Failure(
				'unusable',
				'OUTPUT_TAKEN',
				'with --json standard output is taken: name a file with -o',
			);
		const { askes } = await this.connect();
		const params = { path: { id: args.document } };
		const { data } = await askes.documents.GET('/api/v1/documents/{id}', { params });
		const document = answered(data);
		const content = await askes.documents.GET('/api/v1/documents/{id}/content', {
			params,
			parseAs: 'stream',
		});
		const written = await pour(content.data as unknown as AsyncIterable<Uint8Array>, flags.output);
		this.progress(`${written} bytes of ${document.file_name ?? document.kind} were written`);
		return { ...document, file: flags.output };
	}
}
