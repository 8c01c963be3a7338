import { Flags } from '@oclif/core';
import { momentOf } from '../../flows/moment';
import { findClaim, findMember, findProvider, idOf } from '../../flows/references';
import { ListCommand, pageFlags, pageOf } from '../../list-command';

export default class DocumentsList extends ListCommand {
	static override summary = 'list documents, newest first';
	static override examples = [
		'<%= config.bin %> documents list --claim CLM-2026-00000007',
		'<%= config.bin %> documents list --kind receipt --json',
	];
	static override flags = {
		claim: Flags.string({ summary: 'only documents of this claim, by number or id' }),
		member: Flags.string({ summary: 'only documents about this member, by number or id' }),
		provider: Flags.string({ summary: 'only documents of this provider, by NPI, tax id or id' }),
		kind: Flags.string({ summary: 'only documents of this kind' }),
		...pageFlags,
	};

	async run() {
		const { flags } = await this.parse(DocumentsList);
		const { askes } = await this.connect();
		const { limit, cursor, kind } = flags;
		const [claim_id, member_id, provider_id] = await Promise.all([
			idOf(flags.claim, (claim) => findClaim(askes, claim)),
			idOf(flags.member, (member) => findMember(askes, member)),
			idOf(flags.provider, (provider) => findProvider(askes, provider)),
		]);
		const answer = await askes.documents.GET('/api/v1/documents', {
			params: { query: { limit, cursor, kind, claim_id, member_id, provider_id } },
		});
		const { items: documents, next_cursor } = pageOf(answer);
		this.printPage(
			['document', 'kind', 'status', 'bytes', 'since', 'file'],
			documents.map((one) => [
				one.id,
				one.kind,
				one.status,
				one.size_bytes === null ? '' : String(one.size_bytes),
				momentOf(one.created_at),
				one.file_name ?? '',
			]),
			next_cursor,
		);
		return { documents, next_cursor };
	}
}
