import type { ReviewDesk, ReviewResults } from '../../flows/review/review-desk';
import type { ReviewItem, ReviewReason } from '../../flows/review/review-item';

export const aReason = (changes: Partial<ReviewReason> = {}): ReviewReason => ({
	...{ line: 1, rule: 'R31', carc: '133', authority: 4, missing: [] },
	...changes,
});

export const anItem = (id: string, changes: Partial<ReviewItem> = {}): ReviewItem => ({
	...{
		id,
		kind: 'pend',
		claim_id: `claim of ${id}`,
		claim_number: `CLM-${id}`,
		provider_id: null,
		group_id: null,
	},
	...{
		currency: 'USD',
		billed: '2060.00',
		reasons: [aReason()],
		authority: 4,
		status: 'open',
		assigned_to: null,
	},
	...{
		proposal: null,
		opened_at: '2026-11-20T10:00:00.000Z',
		closed_at: null,
		request: null,
		received: [],
		closed_by: null,
		note: null,
		version: 1,
	},
	...changes,
});

export const resultsOf = (...results: ReviewResults['results']): ReviewResults => {
	const refused = results.filter(({ problem }) => problem !== null).length;
	return { correlation_id: 'story', changed: results.length - refused, refused, results };
};

/** A desk with these items; what is done with them is remembered, and they are gone. */
export function aDesk(...items: ReviewItem[]) {
	let waiting = items;
	const done: unknown[] = [];
	const end = (ids: readonly string[], what: unknown): ReviewResults => {
		done.push(what);
		const ended = waiting.filter(({ id }) => ids.includes(id));
		waiting = waiting.filter(({ id }) => !ids.includes(id));
		return resultsOf(
			...ended.map(({ id, claim_number }) => ({ id, claim_number, status: 'released', problem: null })),
		);
	};
	const desk: ReviewDesk = {
		page: async ({ status }) => ({
			items: waiting.filter((item) => item.status === status),
			next_cursor: null,
		}),
		counts: async ({ status }) => {
			const items = waiting.filter((item) => item.status === status).length;
			return { items, reasons: [{ rule: 'R31', carc: '133', items }] };
		},
		find: async (id) => waiting.find((item) => item.id === id) ?? anItem(id),
		appeal: async ({ id, kind }) =>
			kind === 'appeal' ? { id, asked_by: 'provider', reason: 'the report was sent' } : null,
		explain: async (claimId) => `Why ${claimId} is held\nin words`,
		act: async (action, on) => end('items' in on ? on.items.map(({ id }) => id) : [], { action, on }),
		override: async (claim, request) => {
			if (claim === 'claim of nothing')
				throw Object.assign(new Error('Nothing stands against it'), { code: 'NOTHING_TO_OVERRIDE' });
			done.push({ claim, ...request });
			return anItem('override', { kind: 'override', status: 'released' });
		},
		releaseWithPrices: async (item, reason, prices) => end([item.id], { item: item.id, reason, prices }),
	};
	return { desk, done };
}
