import { useCallback, useEffect, useMemo, useReducer } from 'react';
import { grantAppeals } from '../../flows/review/grant-appeals';
import { appealLines } from '../../flows/review/queue-lines';
import { resultsOf } from '../../flows/review/results-of';
import type { PageWanted, QueueFilter, ReviewDesk, ReviewResults } from '../../flows/review/review-desk';
import type { ReviewItem } from '../../flows/review/review-item';
import { type Answered, answeredInFull, EMPTY, pendQueueReducer } from './pend-queue-state';
import { actionOf, pricesOf } from './prompts';

export interface PendQueueProps {
	readonly desk: ReviewDesk;
	readonly filter: QueueFilter;
	readonly wanted: PageWanted;
	/** How often the queue is looked at again. */
	readonly refreshMs: number;
}

/** The state of the screen, with everything that is fetched and done for it. */
export function usePendQueue({ desk, filter, wanted, refreshMs }: PendQueueProps) {
	const [state, dispatch] = useReducer(pendQueueReducer, {
		...EMPTY,
		status: filter.status === 'awaiting_approval' ? filter.status : 'open',
	});
	const { status } = state;

	const load = useCallback(async () => {
		try {
			const now = { ...filter, status };
			const [page, counts] = await Promise.all([desk.page(now, wanted), desk.counts(now)]);
			dispatch({ type: 'loaded', page, counts });
		} catch (error) {
			dispatch({ type: 'failed', message: messageOf(error) });
		}
	}, [desk, filter, wanted, status]);

	useEffect(() => {
		void load();
		const timer = setInterval(load, refreshMs);
		return () => clearInterval(timer);
	}, [load, refreshMs]);

	const open = state.details?.lines === null ? state.details.item : undefined;
	useEffect(() => {
		if (open) void explain(desk, open).then((lines) => dispatch({ type: 'explained', id: open.id, lines }));
	}, [desk, open]);

	// The same answers are sent once, however often the queue is loaded meanwhile.
	const answered = useMemo(() => answeredInFull(state.prompt), [state.prompt]);
	useEffect(() => {
		if (!answered) return;
		void act(desk, answered)
			.then(
				(answer) => dispatch({ type: 'acted', answer }),
				(error) => dispatch({ type: 'failed', message: messageOf(error) }),
			)
			.finally(load);
	}, [desk, answered, load]);

	return [state, dispatch] as const;
}

async function explain(desk: ReviewDesk, item: ReviewItem): Promise<string[]> {
	try {
		const [appeal, page] = await Promise.all([desk.appeal(item), desk.explain(item.claim_id)]);
		return [...appealLines(appeal), ...page.split('\n')];
	} catch (error) {
		return [messageOf(error)];
	}
}

async function act(desk: ReviewDesk, { verb, items, answers }: Answered): Promise<ReviewResults> {
	const prices = pricesOf(answers);
	const { reason = '', line } = answers;
	const [item] = items;
	if (verb === 'override')
		return resultsOf(
			await desk.override(item?.claim_id ?? '', { reason, ...(line && { lines: [Number(line)] }) }),
		);
	if (verb === 'grant') return grantAppeals(desk, items, { reason, ...(prices.length > 0 && { prices }) });
	if (prices.length > 0 && item) return desk.releaseWithPrices(item, reason, prices);
	return desk.act(actionOf(verb, answers), { items: items.map(({ id, version }) => ({ id, version })) });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
