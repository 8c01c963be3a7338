import { expect, test } from 'bun:test';
import type { Minor } from '@claims-askes/kernel/money';
import { type FundNotice, thatSayMore } from './fund-notices';

const notice = (changes: Partial<FundNotice>): FundNotice => ({
	...{ claimId: 'c', policyId: 'p', groupId: 'g', fund: 'aso', key: 'fund:aso|policy:p' },
	...{ credited: 10_000 as Minor, percent: 75, short: null },
	...changes,
});
const short = { currency: 'USD', needed: '100.00', available: '60.00' };

test('of what a batch has to say of one fund only what says more than before is left, in its order', () => {
	const said = thatSayMore([
		notice({ percent: 75 }),
		notice({ percent: 90 }),
		notice({ percent: 75 }),
		notice({ percent: 90, credited: 5_000 as Minor }),
		notice({ percent: 75, credited: 20_000 as Minor }),
	]);
	expect(said.map(({ percent, credited }) => [percent, credited as number])).toEqual([
		[75, 10_000],
		[90, 10_000],
		[75, 20_000],
	]);
});

test('a fund that is short is said once, whatever else is said of it or of another', () => {
	const said = thatSayMore([
		notice({ percent: 100, short }),
		notice({ percent: 100, short }),
		notice({ percent: 90 }),
		notice({ percent: 100, short, key: 'fund:aso|policy:q' }),
	]);
	expect(said.map(({ key, percent }) => `${key} ${percent}`)).toEqual([
		'fund:aso|policy:p 100',
		'fund:aso|policy:p 90',
		'fund:aso|policy:q 100',
	]);
});
