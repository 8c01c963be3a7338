import { add, ZERO } from '@claims-askes/kernel/money';
import type { Explanation } from './explanation';
import type { PageMoney } from './page-money';

const KINDS: Readonly<Record<string, string>> = {
	'deductible.in': 'deductible in network',
	'deductible.out': 'deductible out of network',
	'oop.in': 'out-of-pocket maximum in network',
	'oop.out': 'out-of-pocket maximum out of network',
	'copay.visit': 'copay of the visit',
	'copay.day': 'copay of the day',
};
const PREFIXES: readonly (readonly [RegExp, string])[] = [
	[/^limit:(.+):amount$/, 'limit $1'],
	[/^limit:(.+):count$/, 'count of limit $1'],
	[/^pool:(.+)$/, 'pool $1'],
	[/^auth:(.+)$/, 'authorization $1'],
	[/^fund:(.+)$/, 'fund $1'],
];

/** What the lines of the claim use together of each accumulator, as "deductible in network of the member, 2026: 150.00". */
export function movementsInWords(movements: Explanation['movements'], money: PageMoney): string[] {
	const used = new Map<string, string[]>();
	for (const { key, amount } of movements) used.set(key, [...(used.get(key) ?? []), amount]);
	return [...used].map(
		([key, amounts]) => `${keyInWords(key)}: ${isCount(key) ? counted(amounts) : summed(amounts, money)}`,
	);
}

/** A limit may count visits or days; all else that is used is an amount. */
export const isCount = (key: string): boolean => /^limit:[^|]*:count\|/.test(key);

const counted = (amounts: readonly string[]): string =>
	String(amounts.reduce((total, amount) => total + Number(amount), 0));

const summed = (amounts: readonly string[], money: PageMoney): string =>
	money.write(amounts.reduce((total, amount) => add(total, money.read(amount)), ZERO));

/** Whose it is goes without its id: there is one member, one family and one policy here. */
function keyInWords(key: string): string {
	const [kind = '', owner = '', period = ''] = key.split('|');
	const of = owner === '' ? '' : ` of the ${owner.replace(/:.*$/, '')}`;
	const when = period.replace(/@.*$/, '');
	return [`${kindInWords(kind)}${of}`, when].filter(Boolean).join(', ');
}

function kindInWords(kind: string): string {
	const known = KINDS[kind];
	if (known) return known;
	const [pattern, words] = PREFIXES.find(([prefix]) => prefix.test(kind)) ?? [];
	return pattern && words ? kind.replace(pattern, words) : kind;
}
