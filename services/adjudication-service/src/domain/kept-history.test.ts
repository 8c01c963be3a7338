import { expect, test } from 'bun:test';
import type { HistoryLine, Minor } from '@claims-askes/engine';
import { keptHistory, linesOf } from './kept-history';

test.each<[string, Partial<HistoryLine>]>([
	['of which nobody knows', {}],
	['that every limit has counted', { cut_days: [] }],
	['that no limit has counted', { cut_days: ['2026-03-01'] }],
	['that one of its limits has not counted', { cut_days_of: { visits: ['2026-03-01'] } }],
	['of both kinds', { cut_days: ['2026-03-02'], cut_days_of: { visits: ['2026-03-01'] } }],
])('a line with days %s is read as it was kept', (_, cut) => {
	const line: HistoryLine = {
		...{ claim_id: 'claim', n: 1, member_id: 'member', provider_id: 'provider', from: '2026-03-01' },
		...{ code: 'A', modifiers: [], units: 2, billed: 1 as Minor, outcome: 'pay', case_id: 'claim' },
		...{ voided: false, ...cut },
	};
	const kept = keptHistory([{ line, last: '2026-03-02' }]);
	expect(kept).not.toBeNull();
	const [read] = kept ? linesOf('claim', 'member', JSON.parse(JSON.stringify(kept))) : [];
	expect(read).toMatchObject({ line, last: '2026-03-02' });
	expect([read?.line.cut_days, read?.line.cut_days_of]).toEqual([line.cut_days, line.cut_days_of]);
});
