import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { MEDIA_TYPES } from '../../flows/documents/document-words';
import { uploadDocument } from '../../flows/documents/upload-document';
import { findClaim, findMember, findProvider, idOf } from '../../flows/references';

export default class DocumentsUpload extends BaseCommand {
	static override summary = 'store a document, of a claim, a member or a provider';
	static override examples = [
		'<%= config.bin %> documents upload report.pdf --kind medical_record --claim CLM-2026-00000007',
		'<%= config.bin %> documents upload scan --kind receipt --media-type image/png --member M000001 --json',
	];
	static override args = { file: Args.string({ required: true, description: 'the file' }) };
	static override flags = {
		kind: Flags.string({
			required: true,
			summary: 'what it is, as receipt, invoice, medical_record or other, or what a plan calls it',
		}),
		'media-type': Flags.option({
			options: [...new Set(Object.values(MEDIA_TYPES))],
			summary: "its format; by the name's ending unless said",
		})(),
		claim: Flags.string({ summary: 'the claim that it belongs to, by number or id' }),
		member: Flags.string({ summary: 'the member it is about, by number or id' }),
		provider: Flags.string({ summary: 'the provider it is of, by NPI, tax id or id' }),
	};

	async run() {
		const { args, flags } = await this.parse(DocumentsUpload);
		const { askes } = await this.connect();
		const [claim_id, member_id, provider_id] = await Promise.all([
			idOf(flags.claim, (claim) => findClaim(askes, claim)),
			idOf(flags.member, (member) => findMember(askes, member)),
			idOf(flags.provider, (provider) => findProvider(askes, provider)),
		]);
		const document = await uploadDocument(askes, args.file, {
			kind: flags.kind,
			mediaType: flags['media-type'],
			parties: { claim_id, member_id, provider_id },
		});
		this.log(`${document.id} ${document.status}, ${document.size_bytes} bytes`);
		return document;
	}
}
