import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import type { Platform } from '@claims-askes/chassis/platform';
import { denialsOfTrace, type FindingRecord } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount, sum } from '@claims-askes/kernel/money';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PROBLEMS } from '../domain/problems';
import { assertWithinBill, overrideDecision, type WrittenPrice } from '../domain/review-action';
import { levelOf, type ReviewItem } from '../domain/review-item';
import { type RecordRow, readLiveRecord } from '../repositories/decision-reader.repository';
import { readDenial } from '../repositories/persons-words.repository';
import { readReviewItem, readReviewItems } from '../repositories/review-item-reader.repository';
import { addReviewItem } from '../repositories/review-items.repository';
import { circumstancesOf, commitChanges, type ReviewDesk } from './act-on-review-items';
import type { DecisionBody } from './decision-body';
import { unpackRecord } from './decision-record';
import { reviewItemView } from './review-item-view';

export interface OverrideRequest {
	readonly reason: string;
	/** Only what was denied of these lines. */
	readonly lines?: readonly number[] | undefined;
	/** What a person allows for lines in place of what was allowed. */
	readonly prices?: readonly WrittenPrice[] | undefined;
}

/**
 * Decides otherwise than a rule, or another person, that denied: also where the claim was decided and paid long ago. The
 * claim is then decided again with all that follows from it; a reversal and a new decision take the old one's place.
 */
export function overrideClaim(
	desk: ReviewDesk,
	claimId: string,
	{ reason, lines, prices }: OverrideRequest,
	call: Call,
): Promise<StoredAnswer> {
	assertUnrestricted(call);
	const { platform } = desk;
	return writeOnce(platform, call, async () => {
		const now = platform.now().toISOString();
		const live = await readLiveRecord(platform.sql, claimId, null);
		if (!live) throw new ProblemError(PROBLEMS.CLAIM_NOT_DECIDED);
		await assertNoneWaits(platform, claimId);
		const against = await whatStandsAgainst(platform, live);
		const reasons = against.filter(({ line }) => lines?.includes(line) ?? true);
		const item: ReviewItem = {
			...{ id: platform.newId(), kind: 'override', claim_id: claimId, claim_number: live.claim_number },
			...{ decision_id: live.id, member_id: live.member_id, group_id: live.group_id },
			...{ provider_id: live.provider_id, currency: live.currency, reasons },
			billed: billedOf(
				live,
				[...reasons, ...(prices ?? [])].map(({ line }) => line),
			),
			authority: levelOf(reasons),
			...{
				status: 'open',
				assigned_to: null,
				proposal: null,
				request: null,
				received: [],
				opened_at: now,
				closed_at: null,
			},
			...{ closed_by: null, note: null, version: 0 },
		};
		const change = overrideDecision(item, { reason, prices }, call.caller, circumstancesOf(desk));
		assertWithinBill(prices ?? [], live.currency, linesOf(live));
		const data = reviewItemView(change.after);
		return commitChanges(platform, call, [change], { data }, (sql, [added = item]) =>
			addReviewItem(sql, added),
		);
	});
}

async function assertNoneWaits({ sql }: Platform, claim_id: string): Promise<void> {
	const filter = { status: 'awaiting_approval', kind: 'override', claim_id } as const;
	const [waiting] = await readReviewItems(sql, filter, { sort: 'oldest', after: null }, 1, null);
	if (waiting) throw new ProblemError(PROBLEMS.OVERRIDE_AWAITS_APPROVAL);
}

/** What a person may let pass: the reasons that another person did not, or what rules denied and still is. */
async function whatStandsAgainst({ sql }: Platform, live: RecordRow): Promise<readonly FindingRecord[]> {
	const denial = await readDenial(sql, live.claim_id);
	if (denial) return (await readReviewItem(sql, denial.review_item_id, null))?.reasons ?? [];
	const { trace } = unpackRecord(live.texts.record);
	const denied = new Map(linesOf(live).map(({ number, denial }) => [number, denial?.rule]));
	return denialsOfTrace(trace).filter(
		({ line, rule, authority }) => authority !== null && denied.get(line) === rule,
	);
}

const linesOf = ({ body }: RecordRow) => (JSON.parse(body) as DecisionBody).lines;

/** What was billed on these lines: no more than that can come of it. */
function billedOf(live: RecordRow, lines: readonly number[]): string {
	const decimals = decimalsOf(live.currency);
	const amounts = [...new Set(lines)].map((wanted) => {
		const line = linesOf(live).find(({ number }) => number === wanted);
		if (!line) throw new ProblemError(PROBLEMS.LINE_UNKNOWN);
		return parseAmount(line.billed, decimals);
	});
	return formatAmount(sum(amounts), decimals);
}
