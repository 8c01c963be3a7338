import { type CanonicalClaim, checkClaim, type PayerRule } from '@claims-askes/sdk/claim';
import { Failure } from '../../failure';

/** The levels of WEDI SNIP: 1 syntax, 2 the guide, 3 balancing, 4 situations, 5 code sets, 7 the payer's rules. */
export type SnipLevel = 1 | 2 | 3 | 4 | 5 | 7;

const LEVELS: readonly SnipLevel[] = [1, 2, 3, 4, 5, 7];

/** What a claim is rejected for, or warned of, in words that all formats share. */
export interface Reason {
	readonly code: string;
	readonly message: string;
	readonly place: string;
}

/** `1,2,5`, `1..5` and `1..5,7`. */
export function snipLevels(text: string): ReadonlySet<SnipLevel> {
	const named = text.split(',').flatMap((part) => {
		const [, from, to] = /^\s*(\d)(?:\.\.(\d))?\s*$/.exec(part) ?? [];
		const chosen = LEVELS.filter((level) => level >= Number(from) && level <= Number(to ?? from));
		if (chosen.length === 0)
			throw new Failure(
				'unusable',
				'SNIP_LEVEL_UNKNOWN',
				`"${part}" is no SNIP level; there are ${LEVELS.join(', ')}`,
			);
		return chosen;
	});
	return new Set(named);
}

/** What is wrong with a claim at the levels that were asked for; 1 and 2 are found where the file is read. */
export function checked(
	claim: CanonicalClaim,
	levels: ReadonlySet<SnipLevel>,
	payerRules: readonly PayerRule[],
): { readonly errors: readonly Reason[]; readonly warnings: readonly Reason[] } {
	const findings = checkClaim(claim, {
		levels: [...levels].filter((level): level is 3 | 4 | 5 | 7 => level > 2),
		payerRules,
	}).map(({ severity, code, message, path }) => ({ severity, code, message, place: path.join('.') }));
	const of = (wanted: 'error' | 'warning') =>
		findings.filter(({ severity }) => severity === wanted).map(({ severity: _, ...reason }) => reason);
	return { errors: of('error'), warnings: of('warning') };
}
