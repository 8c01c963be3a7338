import type { Transaction } from '@claims-askes/chassis/db/connect';
import {
	type EventContext,
	entryOf,
	type NewEvent,
	type OutboxEntry,
} from '@claims-askes/chassis/events/new-event';
import type { Platform } from '@claims-askes/chassis/platform';
import { type FundNotice, thatSayMore } from '../domain/fund-notices';
import type { StoredDecision } from '../domain/stored-decision';
import { markSaid } from '../repositories/fund-notices.repository';

/** What is said to a group, and which of its claims had it said. */
export interface ToldGroup {
	readonly claimId: string;
	readonly event: NewEvent<'fund.alerted' | 'fund.short'>;
}

export const noticesIn = ({ fundNotices }: StoredDecision): readonly FundNotice[] => fundNotices;

/**
 * What groups are told of their funds by these notices, to be recorded with the decisions: nothing twice until money is put
 * in, be it that a thousand claims wait or that a claim is decided again. Most batches have nothing to tell.
 */
export async function tellGroups(tx: Transaction, notices: readonly FundNotice[]): Promise<ToldGroup[]> {
	if (notices.length === 0) return [];
	const said = await markSaid(tx, thatSayMore(notices));
	return said.map((notice) => ({ claimId: notice.claimId, event: eventOf(notice) }));
}

/** The same as entries of the log, each in the story of the claim that had it said. */
export async function entriesForGroups(
	{ name }: Platform,
	tx: Transaction,
	notices: readonly FundNotice[],
	stories: ReadonlyMap<string, EventContext>,
): Promise<OutboxEntry[]> {
	return (await tellGroups(tx, notices)).flatMap(({ claimId, event }) => {
		const story = stories.get(claimId);
		return story ? entryOf(name, event, story) : [];
	});
}

/** In order by policy: nobody hears that a fund runs low after it was used up. */
function eventOf({ policyId, groupId, fund, percent, short }: FundNotice): ToldGroup['event'] {
	const about = { policy_id: policyId, group_id: groupId };
	return short
		? { type: 'fund.short', key: policyId, data: { ...about, ...short } }
		: { type: 'fund.alerted', key: policyId, data: { ...about, fund, percent } };
}
