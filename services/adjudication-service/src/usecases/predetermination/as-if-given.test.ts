import { expect, test } from 'bun:test';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { asIfGiven } from './as-if-given';

const TODAY = '2026-11-23';
const asked = (dates: (string | undefined)[], changes: Partial<CanonicalClaim> = {}) => {
	const lines = dates.map((service_date, at) => ({ number: at + 1, ...(service_date && { service_date }) }));
	return asIfGiven({ lines, ...changes } as CanonicalClaim, TODAY);
};

test('care without a day is given today, or on the first day of the bill', () => {
	const { claim, asOf } = asked([undefined]);
	expect([claim.lines[0]?.service_date, asOf]).toEqual([TODAY, TODAY]);
	const ofStay = asked([undefined, '2026-12-03'], { statement_from: '2026-12-01' });
	expect(ofStay.claim.lines.map(({ service_date }) => service_date)).toEqual(['2026-12-01', '2026-12-03']);
});

test('the bill comes on the last day of care, and never before today', () => {
	expect(asked(['2027-01-02', '2026-12-01']).asOf).toBe('2027-01-02');
	expect(asked(['2026-12-01'], { discharge_date: '2026-12-09' }).asOf).toBe('2026-12-09');
	expect(asked(['2026-01-02']).asOf).toBe(TODAY);
});
