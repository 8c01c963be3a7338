import type { Change } from '@claims-askes/chassis/db/audit';
import { bulkEffect, type NamedEffect } from '@claims-askes/chassis/db/bulk-effect';
import { type Commit, commit } from '@claims-askes/chassis/db/commit';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertVersion } from '@claims-askes/chassis/http/etag';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { AloneUpTo } from '@claims-askes/kernel/second-approver';
import { PROBLEMS } from '../domain/problems';
import {
	assertWithinBill,
	type Circumstances,
	changeItem,
	type ItemChange,
	type PersonsWord,
	type ReviewAction,
	type WrittenPrice,
} from '../domain/review-action';
import type { ReviewItem } from '../domain/review-item';
import { readDecisions } from '../repositories/decision-reader.repository';
import { keepWords } from '../repositories/persons-words.repository';
import { askAgain } from '../repositories/readjudications.repository';
import { askedFor, type Cause } from '../repositories/recalculations.repository';
import { readReviewItem } from '../repositories/review-item-reader.repository';
import { changeReviewItems } from '../repositories/review-items.repository';
import { upheldIn } from './answer-appeals';
import type { DecisionBody } from './decision-body';
import { documentsWanted } from './documents-wanted';
import { readjudicationBell } from './readjudication-bell';
import { recalculationBell } from './recalculation/recalculation-bell';
import { reviewItemView } from './review-item-view';

/** What the use cases of the queue need. */
export interface ReviewDesk {
	readonly platform: Platform;
	readonly aloneUpTo: AloneUpTo;
}

export const circumstancesOf = ({ platform, aloneUpTo }: ReviewDesk): Circumstances => ({
	now: platform.now().toISOString(),
	today: dayIn(platform.config.PAYER_TIME_ZONE, platform.now()),
	aloneUpTo,
});

/** Does what a person wants with one item. */
export function actOnItem(
	desk: ReviewDesk,
	id: string,
	action: ReviewAction,
	call: Call,
	status = 201,
): Promise<StoredAnswer> {
	assertUnrestricted(call);
	const { platform } = desk;
	return writeOnce(platform, call, async () => {
		const item = await readReviewItem(platform.sql, id, null);
		if (!item) throw new ProblemError(PROBLEMS.REVIEW_ITEM_NOT_FOUND);
		const change = changeItem(item, action, call.caller, circumstancesOf(desk));
		assertVersion(call, item.version);
		if (action.kind === 'release') await assertPricesFit(platform, item, action.prices);
		return commitChanges(platform, call, [change], { status, data: reviewItemView(change.after) });
	});
}

async function assertPricesFit(
	{ sql }: Platform,
	{ decision_id, currency }: ReviewItem,
	prices: readonly WrittenPrice[] = [],
): Promise<void> {
	if (prices.length === 0) return;
	const [decision] = await readDecisions(sql, { ids: [decision_id] }, null);
	if (decision) assertWithinBill(prices, currency, (JSON.parse(decision.body) as DecisionBody).lines);
}

/**
 * What people said, and the wish to have the claims decided by it, are one write; the decisions follow in a moment. An item
 * that somebody else has changed meanwhile undoes the whole.
 */
export async function commitChanges(
	platform: Platform,
	call: Call,
	changes: readonly ItemChange[],
	answer: Pick<Commit, 'status' | 'data'>,
	write = changeReviewItems,
): Promise<StoredAnswer> {
	const { sql } = platform;
	const words = changes.flatMap(({ after, word }) => (word ? { item: after, word } : []));
	const stored = await commit(platform, call, {
		...answer,
		effects: [
			...bulkEffect('changed', changes, () =>
				write(
					sql,
					changes.map(({ after }) => after),
				),
			),
			...keepWords(sql, words),
			...askings(
				platform,
				call,
				words.map(({ item }) => item),
			),
		],
		events: [...(await requestedIn(sql, changes)), ...(await upheldIn(sql, changes))],
		audit: changes.map(auditOf),
		requires: changes.length > 0 ? { effect: 'changed', rows: changes.length, otherwise: LOST_RACE } : [],
	});
	readjudicationBell(platform).ring();
	recalculationBell(platform).ring();
	return stored;
}

/** A claim that waited is decided alone; one that was decided, with all of its family that follows from it. */
function askings({ sql, newId }: Platform, call: Call, items: readonly ReviewItem[]): NamedEffect[] {
	const { pend = [], override = [] } = Object.groupBy(items, ({ kind }) => kind);
	const story = ({ closed_by }: ReviewItem) => ({
		requested_by: closed_by ?? call.caller.subject,
		correlation_id: call.correlationId,
	});
	const requests = pend.map((item) => ({
		...{ id: newId(), claim_id: item.claim_id, cause: `review.${item.status}`, subject: item.id },
		...story(item),
	}));
	const causes = override.map(
		(item): Cause => ({
			...{ id: newId(), cause: 'requested', subject: item.id, touches: { claim_ids: [item.claim_id] } },
			...{ is_forced: true, ...story(item) },
		}),
	);
	return [
		...bulkEffect('asked', requests, () => askAgain(sql, requests)),
		...bulkEffect('caused', causes, () => askedFor(sql, ...causes)),
	];
}

function requestedIn(sql: Queryable, changes: readonly ItemChange[]): Promise<NewEvent[]> {
	const asked = changes.flatMap(({ did, after }) =>
		did === 'documents_requested' && after.request
			? { ...after, documents: after.request.documents.length, due: after.request.due }
			: [],
	);
	return documentsWanted(sql, 'documents.requested', asked);
}

function auditOf({ before, after, did, word }: ItemChange): Change {
	const stateOf = ({ status, assigned_to, proposal, request, note }: typeof before) => ({
		...{ status, assigned_to, note },
		...(proposal && { proposal }),
		...(request && { request }),
	});
	return {
		action: `review_item.${did}`,
		entity: 'review_item',
		entityId: before.id,
		before: stateOf(before),
		after: { ...stateOf(after), claim_id: after.claim_id, ...(word && saidIn(word)) },
	};
}

const saidIn = ({ released, prices, denial }: PersonsWord) => ({
	...(released.length > 0 && { fingerprints: released.map(({ fingerprint }) => fingerprint) }),
	...(prices.length > 0 && { prices }),
	...denial,
});
