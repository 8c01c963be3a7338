import { expect, test } from 'bun:test';
import { contractFindings } from './contract-findings';
import { ContractTerms } from './provider-facts';

const terms = (changes: object = {}) =>
	ContractTerms.parse({
		from: '2026-01-01',
		to: null,
		currency: 'USD',
		prices: { '99213': { basis: 'fee', amount: '80.50' } },
		...changes,
	});
const placesOf = (changes: object) => contractFindings(terms(changes)).map(({ path, code }) => [path, code]);

test('a contract that says what it pays has no findings', () => {
	const rich = {
		default: { basis: 'percent', percent: '62.5' },
		multiple: { percents: [100, 50], codes: ['10060', '10061'] },
		endoscopy: { colon: { base: '45378', codes: ['45380', '45385'] } },
		case_rate: { by_class: { '1': '500.00', '2': '400.00' }, top_class: '1', above_top_percent: 75 },
		claim_discount: '50.00',
	};
	expect(placesOf(rich)).toEqual([]);
});

const contradictions: [what: string, changes: object, path: string, code: string][] = [
	['is in a currency that does not exist', { currency: 'XXQ' }, 'currency', 'CURRENCY_UNKNOWN'],
	['ends before it begins', { to: '2025-12-31' }, 'to', 'DATES_INVERTED'],
	['prices nothing', { prices: {} }, 'prices', 'NOTHING_PRICED'],
	[
		'names sen of a rupiah',
		{ currency: 'IDR', prices: { A1: { basis: 'case', amount: '1000.50' } } },
		'prices.A1.amount',
		'AMOUNT_TOO_PRECISE',
	],
	['names mills of a dollar', { claim_discount: '1.005' }, 'claim_discount', 'AMOUNT_TOO_PRECISE'],
	[
		'pays a second procedure more than whole',
		{ multiple: { percents: ['150.5', 100], codes: [] } },
		'multiple.percents.0',
		'PERCENT_OVER_100',
	],
	[
		'lists a code twice',
		{ multiple: { percents: [100], codes: ['1', '2', '1'] } },
		'multiple.codes.2',
		'CODE_REPEATED',
	],
	[
		'has a family without a priced base',
		{ endoscopy: { colon: { base: '45378', codes: [] } } },
		'endoscopy.colon.base',
		'BASE_NOT_PRICED',
	],
	[
		'has a code in two families',
		{
			endoscopy: { a: { base: '99213', codes: ['1'] }, b: { base: '99213', codes: ['2', '1'] } },
		},
		'endoscopy.b.codes.1',
		'CODE_REPEATED',
	],
	[
		'names a top class without a rate',
		{ case_rate: { by_class: { '2': '1.00' }, top_class: '1', above_top_percent: 75 } },
		'case_rate.top_class',
		'CLASS_UNKNOWN',
	],
];
test.each(contradictions)('a contract that %s is told where', (_, changes, path, code) => {
	expect(placesOf(changes)).toEqual([[path, code]]);
});
