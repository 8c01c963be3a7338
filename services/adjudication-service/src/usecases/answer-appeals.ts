import { type Change, recordChanges } from '@claims-askes/chassis/db/audit';
import type { Queryable, Transaction } from '@claims-askes/chassis/db/connect';
import { entryOf, type NewEvent, type OutboxEntry } from '@claims-askes/chassis/events/new-event';
import type { Platform } from '@claims-askes/chassis/platform';
import type { EventData } from '@claims-askes/contracts/events';
import type { ItemChange } from '../domain/review-action';
import { type Grant, grantAppeals } from '../repositories/appeals.repository';
import type { FamilyPart } from '../repositories/recalculations.repository';
import { liveDecisions } from '../repositories/reversals.repository';

type Verdict = EventData<'claim.appeal.decided'>['verdict'];

const verdictOf = (
	{ id, claim_id }: { readonly id: string; readonly claim_id: string },
	verdict: Verdict,
	key: string,
): NewEvent<'claim.appeal.decided'> => ({
	type: 'claim.appeal.decided',
	key,
	data: { claim_id, appeal_id: id, verdict },
});

/** What is said where people leave what was decided: nothing else moves. */
export async function upheldIn(sql: Queryable, changes: readonly ItemChange[]): Promise<NewEvent[]> {
	const appeals = changes.flatMap(({ after, did }) => (did === 'upheld' ? after : []));
	if (appeals.length === 0) return [];
	const live = await liveDecisions(
		sql,
		appeals.map(({ claim_id }) => claim_id),
	);
	const keys = new Map(live.map(({ claim_id, family_key }) => [claim_id, family_key]));
	return appeals.flatMap((item) => {
		const key = keys.get(item.claim_id);
		return key === undefined ? [] : verdictOf(item, 'upheld', key);
	});
}

/** A claim that was looked at again, with what keeps its family in order. */
interface DecidedAgain {
	readonly claimId: string;
	readonly familyKey: string;
}

/**
 * Grants the appeals of claims that were decided again as an override asked. What it answers is to be said after the decision,
 * so that whoever hears of it knows what the claim has come to.
 */
export async function grantOverridden(
	platform: Platform,
	tx: Transaction,
	parts: readonly FamilyPart[],
	claims: readonly DecidedAgain[],
): Promise<OutboxEntry[]> {
	const keys = new Map(claims.map(({ claimId, familyKey }) => [claimId, familyKey]));
	const asked = parts.flatMap((part) => overriddenBy(part).filter(({ claim_id }) => keys.has(claim_id)));
	if (asked.length === 0) return [];
	const granted = await grantAppeals(tx, asked, platform.now().toISOString());
	const said = granted.map((appeal) => {
		const grant = asked.find(({ claim_id }) => claim_id === appeal.claim_id);
		return {
			appeal,
			grant,
			story: { correlation_id: grant?.correlation_id ?? '', user_id: grant?.by ?? null },
		};
	});
	await recordChanges(
		tx,
		platform.name,
		{ actor: platform.name },
		said.map(
			({ appeal, grant }): Change => ({
				action: 'review_item.granted',
				entity: 'review_item',
				entityId: appeal.id,
				before: { status: 'open' },
				after: { status: 'granted', claim_id: appeal.claim_id, override_id: grant?.override_id },
				...(grant && { actor: grant.by, correlationId: grant.correlation_id }),
			}),
		),
	);
	return said.map(({ appeal, story }) =>
		entryOf(platform.name, verdictOf(appeal, 'granted', keys.get(appeal.claim_id) ?? ''), story),
	);
}

/** Only an override asks for claims to be decided again about something. */
function overriddenBy({
	cause,
	subject,
	touches,
	requested_by,
	correlation_id,
}: FamilyPart): (Grant & { readonly correlation_id: string })[] {
	if (cause !== 'requested' || subject === null) return [];
	return (touches.claim_ids ?? []).map((claim_id) => ({
		...{ claim_id, override_id: subject, by: requested_by, correlation_id },
	}));
}
