import { basename } from 'node:path';
import type { AskesClients } from '@claims-askes/sdk';
import { Failure } from '../../failure';
import { answered } from '../answered';
import { readBytes } from '../open-input';
import { type MediaType, mediaTypeOf } from './document-words';

export interface Upload {
	readonly kind: string;
	readonly mediaType: MediaType | undefined;
	readonly parties: {
		readonly claim_id?: string | undefined;
		readonly member_id?: string | undefined;
		readonly provider_id?: string | undefined;
	};
}

/** Announces a file by its size and digest, so that nothing else can take its place, and sends its bytes. */
export async function uploadDocument(
	askes: AskesClients,
	path: string,
	{ kind, mediaType, parties }: Upload,
) {
	const file_name = basename(path);
	const media_type = mediaType ?? mediaTypeOf(file_name);
	if (media_type === undefined)
		throw new Failure('unusable', 'MEDIA_TYPE_UNKNOWN', `say with --media-type what ${path} is`, {
			facts: { file: path },
		});
	const bytes = await readBytes(path);
	const { claim_id, member_id, provider_id } = parties;
	const { data: announced } = await askes.documents.POST('/api/v1/documents', {
		body: {
			...{ kind, media_type, file_name, size_bytes: bytes.length },
			sha256: new Bun.CryptoHasher('sha256').update(bytes).digest('hex'),
			...(claim_id && { claim_id }),
			...(member_id && { member_id }),
			...(provider_id && { provider_id }),
		},
	});
	const { data } = await askes.documents.PUT('/api/v1/documents/{id}/content', {
		params: { path: { id: answered(announced).id } },
		headers: { 'content-type': 'application/octet-stream' },
		body: bytes as never,
		bodySerializer: () => bytes,
	});
	return answered(data);
}
