import type { Transaction } from '@claims-askes/chassis/db/connect';
import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import type { Platform } from '@claims-askes/chassis/platform';
import { keepDocuments } from '../repositories/claim-documents.repository';
import { askAllAgain } from '../repositories/readjudications.repository';
import { readjudicationBell } from './readjudication-bell';

/**
 * Keeps which documents came for which claims, and has each of these claims decided again if it waits. A document that is
 * removed later was seen: that undoes nothing, and is not listened for.
 */
export async function hearDocuments(
	platform: Platform,
	tx: Transaction,
	events: readonly FeedEventOf<'document.stored'>[],
): Promise<void> {
	const came = events.flatMap(({ data: { claim_id, document_id, kind }, metadata, service }) =>
		claim_id === null ? [] : { document: { claim_id, document_id, kind }, metadata, service },
	);
	await keepDocuments(
		tx,
		came.map(({ document }) => document),
	);
	await askAllAgain(
		tx,
		came.map(({ document: { claim_id, document_id }, metadata, service }) => ({
			...{ id: platform.newId(), claim_id, cause: 'document.stored', subject: document_id },
			...{ requested_by: metadata.user_id ?? service, correlation_id: metadata.correlation_id },
		})),
	);
	readjudicationBell(platform).ring();
}
