import type { ExplainedStep } from './explanation';
import type { PageMoney } from './page-money';

type Seen = Readonly<Record<string, unknown>>;
type Words = (seen: Seen, money: PageMoney) => string;

/** What a step looked at, in words; empty where there is nothing to say. */
export function sawInWords({ rule, saw }: ExplainedStep, money: PageMoney): string {
	if (saw === null) return '';
	const inWords = WORDS_OF[rule] ?? fieldsInWords;
	const seen = Array.isArray(saw.found) ? saw.found.map(asSeen) : [saw];
	return seen
		.map((one) => inWords(one, money))
		.filter(Boolean)
		.join('; ');
}

/** The steps of the money see prices, limits and balances; rules see plain facts. */
const WORDS_OF: Readonly<Record<string, Words>> = {
	S1: priceInWords,
	S2: (seen, money) =>
		'percent' in seen
			? `procedure ${seen.place} of the day, at ${seen.percent} %`
			: `of the family ${seen.family}, less its base of ${amountIn(seen.base, money)}`,
	S3: roomInWords,
	S4: limitInWords,
	S5: shareInWords,
	S6: shareInWords,
	S7: shareInWords,
	S9: limitInWords,
	S10: (seen, money) =>
		`the other payer allowed ${amountIn(seen.allowed, money)}, paid ${amountIn(seen.paid, money)} and left ${amountIn(seen.left, money)}`,
};

function priceInWords(seen: Seen, money: PageMoney): string {
	if (seen.kind === 'reviewed') return `a reviewer allowed ${amountIn(seen.allowed, money)}`;
	if (seen.kind === 'case_rate') return `one rate for the stay, ${rateInWords(asSeen(seen.rate), money)}`;
	const { basis, amount, percent } = asSeen(seen.price);
	const origin = seen.kind === 'out_of_network' ? 'out of network, ' : '';
	if (basis === 'percent') return `${origin}${percent} % of the bill`;
	if (basis === 'capitation') return `${origin}nothing beside the fixed fee`;
	return `${origin}${amountIn(amount, money)} ${basis === 'case' ? 'for the case' : basis === 'per_diem' ? 'a day' : 'a unit'}`;
}

function rateInWords({ amount, by_class }: Seen, money: PageMoney): string {
	if (amount !== undefined) return amountIn(amount, money);
	return Object.entries(asSeen(by_class))
		.map(([name, rate]) => `${amountIn(rate, money)} in class ${name}`)
		.join(', ');
}

function roomInWords(seen: Seen, money: PageMoney): string {
	if (seen.settlement !== undefined) return `${seen.settlement} % of what is covered`;
	if (seen.entitled !== undefined)
		return `in proportion to the room, ${amountIn(seen.entitled, money)} of ${amountIn(seen.allowed, money)}`;
	return `entitled to ${amountIn(seen.entitled_rate, money)} a day`;
}

const PERIODS: Readonly<Record<string, string>> = {
	line: 'a line',
	unit: 'a unit',
	day: 'a day',
	visit: 'a visit',
	case: 'a case',
	year: 'a year',
	two_years: 'in two years',
	lifetime: 'in a lifetime',
};

/** A deductible, copay or coinsurance, and what the out-of-pocket maximum gave back of it. */
function shareInWords({ most, left, amount, per, percent, given_back }: Seen, money: PageMoney): string {
	const ceilings = Object.entries(asSeen(most)).map(
		([scope, ceiling]) =>
			`${amountIn(ceiling, money)} a year for the ${scope}${leftInWords(asSeen(left)[scope], money)}`,
	);
	const terms = [
		ceilings.length > 0 && `at most ${ceilings.join(' and ')}`,
		amount !== undefined && `${amountIn(amount, money)} ${PERIODS[String(per)]}`,
		percent !== undefined && `${percent} % of what remains`,
		given_back !== undefined &&
			`${amountIn(given_back, money)} less, for the out-of-pocket maximum is reached`,
	];
	return terms.filter(Boolean).join('; ');
}

/** An inner limit, or a pool. */
function limitInWords(
	{ id, per, scope, amount, count, unit = 'unit', part, parts, left }: Seen,
	money: PageMoney,
): string {
	const period = PERIODS[String(per)] ?? '';
	const most = [
		amount === undefined
			? ''
			: `${shareOf(part, parts)}${amountIn(amount, money)} ${period}${leftInWords(asSeen(left).amount, money)}`,
		count === undefined
			? ''
			: `${count} ${count === 1 ? unit : `${unit}s`} ${period}${leftInWords(asSeen(left).count)}`,
	].filter(Boolean);
	if (most.length === 0) return '';
	const whose = scope === undefined || scope === 'member' ? '' : ` for the ${scope}`;
	return `${id}: at most ${most.join(' and ')}${whose}${part === undefined ? '' : `, the part of the ${part}`}`;
}

/** An amount, or without money how many. */
const leftInWords = (left: unknown, money?: PageMoney): string =>
	typeof left === 'number' ? ` (${money ? money.write(left) : left} left)` : '';

/** Of an amount that is split between several services each has its percent. */
function shareOf(part: unknown, parts: unknown): string {
	const own = Array.isArray(parts)
		? parts.find((entry) => Array.isArray(entry) && entry[0] === part)
		: undefined;
	return own ? `${own[1]} % of ` : '';
}

/** Fields of rules that are amounts, in minor units. */
const AMOUNTS: ReadonlySet<string> = new Set([
	'needs',
	'balance',
	'pays',
	'left',
	'claim_over',
	'over',
	'allowed',
]);

function fieldsInWords(seen: Seen, money: PageMoney): string {
	return Object.entries(seen)
		.filter(([, value]) => value !== null && value !== undefined)
		.map(([key, value]) => `${key.replaceAll('_', ' ')} ${valueInWords(key, value, money)}`)
		.join(', ');
}

function valueInWords(key: string, value: unknown, money: PageMoney): string {
	if (typeof value === 'number' && AMOUNTS.has(key)) return money.write(value);
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (Array.isArray(value)) {
		if (key === 'age') return agesInWords(value);
		return value.length === 0 ? 'none' : value.map((entry) => valueInWords(key, entry, money)).join(', ');
	}
	if (typeof value !== 'object' || value === null) return String(value);
	return 'from' in value || 'to' in value ? spanInWords(value) : fieldsInWords(asSeen(value), money);
}

/** Completed years, either bound of which may be open. */
const agesInWords = ([min, max]: readonly unknown[]): string =>
	[min != null && `from ${min}`, max != null && `up to ${max}`].filter(Boolean).join(' ') || 'any';

const spanInWords = ({ from, to }: { from?: unknown; to?: unknown }): string =>
	[from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ') || 'always';

const amountIn = (value: unknown, money: PageMoney): string =>
	typeof value === 'number' ? money.write(value) : 'an amount of its own';

const asSeen = (value: unknown): Seen => (typeof value === 'object' && value !== null ? (value as Seen) : {});
