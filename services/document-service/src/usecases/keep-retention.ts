import { recordChanges } from '@claims-askes/chassis/db/audit';
import { entryOf } from '@claims-askes/chassis/events/new-event';
import { appendEntries } from '@claims-askes/chassis/events/outbox';
import { type DocumentKind, retentionLimits } from '../domain/document';
import {
	findRemoving,
	markRemoved,
	removeAbandoned,
	takeExpired,
} from '../repositories/retention.repository';
import type { Deps } from './deps';
import { auditOf } from './views';

export type JanitorDeps = Pick<Deps, 'platform' | 'store' | 'uploads'>;

/** An upload may take this long; what is older was left by a crash or given up. */
const PATIENCE_MS = 24 * 60 * 60_000;

/**
 * Removes what has been kept long enough and what never became a document. A document is marked before its bytes go, so
 * that after a crash nobody is promised bytes that are not there. Answers how many documents were removed.
 */
export async function keepRetention(
	deps: JanitorDeps,
	days: Readonly<Record<DocumentKind, number>>,
): Promise<number> {
	const removed = await markExpired(deps, days);
	await removeBytes(deps);
	await tidyUp(deps);
	return removed;
}

async function markExpired(
	{ platform }: JanitorDeps,
	days: Readonly<Record<DocumentKind, number>>,
): Promise<number> {
	const story = { actor: platform.name, correlationId: platform.newId() };
	const expired = await platform.sql.begin(async (tx) => {
		const documents = await takeExpired(tx, retentionLimits(days, platform.now()));
		await recordChanges(
			tx,
			platform.name,
			story,
			documents.map((document) => auditOf('document.removed', { ...document, status: 'stored' }, document)),
		);
		const entries = documents.map(({ id, claim_id }) =>
			entryOf(
				platform.name,
				{ type: 'document.removed', key: claim_id ?? id, data: { document_id: id, claim_id } },
				{ correlation_id: story.correlationId },
			),
		);
		await appendEntries(tx, entries);
		return documents.length;
	});
	platform.committed();
	return expired;
}

async function removeBytes({ platform, store }: JanitorDeps): Promise<void> {
	const removing = await findRemoving(platform.sql);
	for (const { content_key } of removing) await store.remove(content_key);
	await markRemoved(
		platform.sql,
		removing.map(({ id }) => id),
	);
}

async function tidyUp({ platform, store, uploads }: JanitorDeps): Promise<void> {
	const before = new Date(platform.now().getTime() - PATIENCE_MS);
	for (const key of await uploads.leftSince(before)) {
		await store.remove(key);
		await uploads.end(key);
	}
	await removeAbandoned(platform.sql, before);
}
