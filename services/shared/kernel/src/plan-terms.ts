/**
 * What holds of the terms of plans and contracts however they are written: as a document in decimal amounts, or as a case in
 * minor units.
 */
import type { Percent } from './money';

export type SwitchedEffect = 'deny' | 'pend' | 'warn' | 'off';

/** Rules 3 to 31 without the limits; 7 and 18 never warn or pass, 28 and 31 never deny (ADJUDICATION 3.4, Switching). */
export function maySwitch(rule: number, effect: SwitchedEffect): boolean {
	if (rule < 3 || rule > 31 || rule === 22 || rule === 23 || rule === 30) return false;
	if (rule === 7 || rule === 18) return effect === 'deny' || effect === 'pend';
	if (rule === 28 || rule === 31) return effect !== 'deny';
	return true;
}

export interface LimitTerms {
	readonly per: string;
	readonly amount?: number | string | undefined;
	readonly count?: number | undefined;
	readonly unit?: string | undefined;
	readonly scope?: string | undefined;
	readonly parts?: readonly (readonly [name: string, percent: Percent])[] | undefined;
	readonly part?: string | undefined;
}

/** Equal for limits that are one and the same, whichever part of it each draws on. */
export const termsOfLimit = ({
	per,
	amount,
	count,
	unit = 'unit',
	scope = 'member',
	parts,
}: LimitTerms): string =>
	JSON.stringify([
		...[per, amount === undefined || Number(amount), count, count === undefined || unit, scope],
		parts?.map(([name, percent]) => [name, Number(percent)]),
	]);

/** What a limit has let through is kept under this name: each part of a split has its own. */
export const accountOfLimit = ({
	id,
	part,
}: {
	readonly id: string;
	readonly part?: string | undefined;
}): string => (part ? `${id}.${part}` : id);

/** Whoever draws on a part names one of parts that are no more than the whole, no two of one name. */
export function isSplitSound({ parts = [], part }: Pick<LimitTerms, 'parts' | 'part'>): boolean {
	if (parts.length === 0 && part === undefined) return true;
	const names = parts.map(([name]) => name);
	return (
		part !== undefined && names.includes(part) && new Set(names).size === names.length && restOf(parts) >= 0
	);
}

/** A hundred percent in millionths, for sums of decimals are not exact. */
const WHOLE = 100_000_000;

const restOf = (parts: NonNullable<LimitTerms['parts']>): number =>
	WHOLE - parts.reduce((sum, [, percent]) => sum + Math.round(Number(percent) * 1_000_000), 0);

/**
 * Whether a split leaves a rest that nobody draws on. The little that rounding each part's decimals down has lost, as of thirds,
 * is none: it is the last part's.
 */
export function leavesRest({ parts = [] }: Pick<LimitTerms, 'parts'>): boolean {
	if (parts.length === 0) return false;
	const decimals = Math.max(...parts.map(([, percent]) => String(percent).split('.')[1]?.length ?? 0));
	const lost = decimals === 0 ? 0 : parts.length * 10 ** (6 - decimals) - 1;
	return restOf(parts) > lost;
}

/** The places of a list of percentages at which a later procedure would be paid more of than the one before it. */
export const risesOf = (percents: readonly Percent[]): number[] =>
	percents.flatMap((percent, at) => (Number(percent) > Number(percents[at - 1] ?? percent) ? at : []));
