import type { Queryable } from '@claims-askes/chassis/db/connect';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { ReviewItem } from '../domain/review-item';
import { readRecords } from '../repositories/decision-reader.repository';
import { unpackRecord } from './decision-record';

/** A claim that waits for documents. */
export type WaitingForDocuments = Pick<
	ReviewItem,
	'claim_id' | 'claim_number' | 'decision_id' | 'member_id' | 'provider_id'
> & { readonly documents: number; readonly due: string };

/** Told to those who have the documents; which ones, and what a person wrote beside it, stays in the house. */
export async function documentsWanted(
	sql: Queryable,
	type: 'documents.requested' | 'documents.awaited',
	claims: readonly WaitingForDocuments[],
): Promise<NewEvent[]> {
	const channels = await channelsOf(
		sql,
		claims.map(({ decision_id }) => decision_id),
	);
	return claims.map(({ claim_id, claim_number, decision_id, member_id, provider_id, documents, due }) => ({
		type,
		key: claim_id,
		data: {
			...{ claim_id, claim_number, member_id, provider_id, documents, due },
			channel: channels.get(decision_id),
		},
	}));
}

/** Whether the provider or the member was to be paid, by decision. */
async function channelsOf(sql: Queryable, decisionIds: readonly string[]) {
	const records = await readRecords(sql, decisionIds);
	return new Map(records.map(({ id, texts }) => [id, unpackRecord(texts.record).claim.channel]));
}
