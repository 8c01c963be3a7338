/** The funds that a policy may have, by the names that the API has for them. */
export const FUNDS = ['aso', 'buffer', 'non_benefit'] as const;
export type FundName = (typeof FUNDS)[number];

/** A fund of a policy, and what was ever put into it. */
export interface Fund {
	readonly fund: FundName;
	readonly credited: string;
}

interface Funded {
	readonly aso: { readonly amount: string } | null;
	readonly excess: { readonly fund: 'buffer' | 'non_benefit' | null; readonly amount: string } | null;
}

/** Those that a policy has: the group's own balance, and the one that pays what is above limits. */
export const fundsOf = ({ aso, excess }: Funded): Fund[] => [
	...(aso ? [{ fund: 'aso' as const, credited: aso.amount }] : []),
	...(excess?.fund ? [{ fund: excess.fund, credited: excess.amount }] : []),
];
