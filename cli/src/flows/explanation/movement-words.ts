import { withThousands } from './page-money';

const KINDS: Readonly<Record<string, string>> = {
	'deductible.in': 'deductible in network',
	'deductible.out': 'deductible out of network',
	'oop.in': 'out-of-pocket maximum in network',
	'oop.out': 'out-of-pocket maximum out of network',
	'copay.visit': 'copay of the visit',
	'copay.day': 'copay of the day',
};
const PREFIXES: readonly (readonly [RegExp, string])[] = [
	[/^limit:(.+):(amount|count)$/, 'limit $1 ($2)'],
	[/^pool:(.+)$/, 'pool $1'],
	[/^auth:(.+)$/, 'authorization $1'],
	[/^fund:(.+)$/, 'fund $1'],
];

/** One accumulator that the claim moves: `deductible.in|member:7|2026` as "deductible in network, member 7, 2026: 150.00". */
export function movementInWords({ key, amount }: { readonly key: string; readonly amount: string }): string {
	const [kind = '', ...scope] = key.split('|');
	return `${[kindInWords(kind), ...scope.map((part) => part.replace(':', ' '))].join(', ')}: ${withThousands(amount)}`;
}

function kindInWords(kind: string): string {
	const known = KINDS[kind];
	if (known) return known;
	const [pattern, words] = PREFIXES.find(([prefix]) => prefix.test(kind)) ?? [];
	return pattern && words ? kind.replace(pattern, words) : kind;
}
