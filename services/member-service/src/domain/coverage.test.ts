import { expect, test } from 'bun:test';
import { checkEligibility, withCoverages, withEnd } from './coverage';

const POLICY = '019a0000-0000-7000-8000-000000000011';
let ids = 0;
const newId = () => `id-${String(++ids).padStart(3, '0')}`;
const aSpan = (from: string, to: string | null, plan_id = 'GOLD') => ({
	id: newId(),
	policy_id: POLICY,
	plan_id,
	product: null as string | null,
	from,
	to,
});
const codeOf = (work: () => unknown): string => {
	try {
		work();
		return 'none';
	} catch (error) {
		return (error as { problem: { code: string } }).problem.code;
	}
};

test('a coverage that is asked for again is given its new end and keeps its id', () => {
	const [known] = [aSpan('2026-01-01', null)];
	const { id: _, ...wanted } = { ...known, to: '2026-06-30' };
	expect(withCoverages([known], [wanted], newId)).toEqual([{ ...known, to: '2026-06-30' }]);
});

test('the day after one coverage ends another may begin, the same day it may not', () => {
	const first = aSpan('2026-01-01', '2026-06-30');
	const { id: _, ...next } = aSpan('2026-07-01', null, 'SILVER');
	expect(withCoverages([first], [next], newId)).toHaveLength(2);
	expect(codeOf(() => withCoverages([first], [{ ...next, from: '2026-06-30' }], newId))).toBe(
		'COVERAGE_OVERLAPS',
	);
});

test('products are held together, and of one product one plan at a time', () => {
	const { id: _, ...medical } = aSpan('2026-01-01', null);
	const dental = { ...medical, plan_id: 'DENTAL', product: 'dental' };
	const held = withCoverages([], [medical, dental], newId);
	expect(held.map(({ product }) => product)).toEqual([null, 'dental']);
	const richer = { ...dental, plan_id: 'DENTAL-2', from: '2026-07-01' };
	expect(() => withCoverages(held, [richer], newId)).toThrow(
		expect.objectContaining({
			problem: expect.objectContaining({ code: 'COVERAGE_OVERLAPS' }),
			details: [
				{
					field: 'coverages',
					code: 'COVERAGE_OVERLAPS',
					message: 'DENTAL from 2026-01-01 and DENTAL-2 from 2026-07-01 are both of dental',
				},
			],
		}),
	);
});

test('nobody is covered by a plan that is not published; what is covered by it already may end', () => {
	const known = aSpan('2026-01-01', null, 'LOST');
	const { id: _, ...wanted } = { ...known, product: undefined, to: '2026-06-30' };
	expect(withCoverages([known], [wanted], newId)).toEqual([{ ...known, to: '2026-06-30' }]);
	expect(codeOf(() => withCoverages([], [wanted], newId))).toBe('PLAN_UNKNOWN');
});

test('a renewal in one list ends the old coverage and begins the new one', () => {
	const old = aSpan('2025-01-01', null);
	const { id: _, ...ended } = { ...old, to: '2025-12-31' };
	const { id: __, ...renewed } = aSpan('2026-01-01', null, 'SILVER');
	const spans = withCoverages([old], [renewed, ended], newId);
	expect(spans.map(({ from, to }) => [from, to])).toEqual([
		['2025-01-01', '2025-12-31'],
		['2026-01-01', null],
	]);
});

test('a coverage cannot end before it begins, nor one be ended that is not there', () => {
	const span = aSpan('2026-03-01', null);
	expect(codeOf(() => withEnd([span], span.id, '2026-02-28'))).toBe('COVERAGE_DATES_INVERTED');
	expect(withEnd([span], 'another', '2026-12-31')).toBeNull();
});

const member = {
	birth_date: '2000-01-01',
	death_date: '2026-11-30' as string | null,
	status: 'active' as const,
	coverages: [aSpan('2026-01-01', '2026-03-31'), aSpan('2026-05-01', '2026-12-31')],
};

const dates: [date: string, reason: string | null][] = [
	['1999-12-31', 'unborn'],
	['2025-12-31', 'before_coverage'],
	['2026-01-01', null],
	['2026-03-31', null],
	['2026-04-01', 'lapse'],
	['2026-11-30', null],
	['2026-12-01', 'deceased'],
];
test.each(dates)('on %s the reason against coverage is %s', (date, reason) => {
	const eligibility = checkEligibility(member, date);
	expect([eligibility.is_eligible, eligibility.reason]).toEqual([reason === null, reason as never]);
	expect(eligibility.coverage === null).toBe(reason !== null);
});

test('of several products each is told apart, and the member is covered while any is', () => {
	const dental = { ...aSpan('2026-01-01', '2026-03-31', 'DENTAL'), product: 'dental' };
	const coverages = [...member.coverages, dental];
	const on = (date: string) => {
		const { is_eligible, products } = checkEligibility({ ...member, death_date: null, coverages }, date);
		return [is_eligible, ...products.map(({ product, reason }) => [product, reason])];
	};
	expect(on('2026-02-01')).toEqual([true, [null, null], ['dental', null]]);
	expect(on('2026-06-01')).toEqual([true, [null, null], ['dental', 'after_coverage']]);
	expect(on('2026-04-01')).toEqual([false, [null, 'lapse'], ['dental', 'after_coverage']]);
	const june = checkEligibility({ ...member, death_date: null, coverages }, '2026-06-01');
	expect(june.products.map(({ coverage }) => coverage.from)).toEqual(['2026-05-01', '2026-01-01']);
});

test('after the last coverage, or once a membership has ended, nobody is eligible', () => {
	expect(checkEligibility({ ...member, death_date: null }, '2027-01-01').reason).toBe('after_coverage');
	expect(checkEligibility({ ...member, status: 'ended' }, '2026-01-01').reason).toBe('ended');
});
