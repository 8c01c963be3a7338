import type { RowRule } from '@claims-askes/chassis/http/caller';
import { NDJSON_MEDIA_TYPE } from '@claims-askes/chassis/http/fhir-body';
import { OutageError } from '@claims-askes/chassis/outage';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Story } from '@claims-askes/chassis/peers/peers';
import type { Platform } from '@claims-askes/chassis/platform';

export interface NewFile {
	readonly name: string;
	readonly text: string;
	/** Whose it is, where it is of one party's rows. */
	readonly only: RowRule | null;
}

/** Where prepared files lie. */
export interface ExportFiles {
	/** Answers the id under which it lies. */
	keep(file: NewFile, story: Story): Promise<string>;
	/** Null where it is gone. */
	read(documentId: string, story: Story): Promise<ReadableStream<Uint8Array> | null>;
}

/** In document-service, which keeps bytes through a crash and removes them in their time. */
export function documentFiles({ peers, config }: Platform): ExportFiles {
	const contentOf = (id: string) => `${config.peers['document-service']}/api/v1/documents/${id}/content`;
	const send = (id: string, { correlationId }: Story, init: RequestInit = {}) => {
		const headers = { 'x-correlation-id': correlationId, 'content-type': NDJSON_MEDIA_TYPE };
		return peers.send('document-service', new Request(contentOf(id), { ...init, headers }));
	};
	return {
		async keep({ name, text, only }, story) {
			const announced = peers.during(story).documents.POST('/api/v1/documents', {
				body: { kind: 'export', media_type: NDJSON_MEDIA_TYPE, file_name: name, ...partyIn(only) },
			});
			const { id } = await whole(announced);
			const { ok, status } = await send(id, story, { method: 'PUT', body: text });
			if (!ok) throw new OutageError(`document-service, which answered ${status},`);
			return id;
		},
		async read(id, story) {
			const { ok, status, body } = await send(id, story);
			if (status === 404 || status === 410) return null;
			if (!ok || !body) throw new OutageError('document-service');
			return body;
		},
	};
}

const partyIn = (only: RowRule | null) => (only && !('group_id' in only) ? only : {});
