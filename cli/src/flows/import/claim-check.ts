import { type CanonicalClaim, type ClaimFinding, checkClaim, type PayerRule } from '@claims-askes/sdk/claim';
import { type PlacedFinding, placeFinding, placeOfField } from '@claims-askes/sdk/x12';
import { Failure } from '../../failure';

/** The levels of WEDI SNIP: 1 syntax, 2 the guide, 3 balancing, 4 situations, 5 code sets, 7 the payer's rules. */
export type SnipLevel = 1 | 2 | 3 | 4 | 5 | 7;

const LEVELS: readonly SnipLevel[] = [1, 2, 3, 4, 5, 7];

/** What a claim is rejected for, or warned of, in words that all formats share. */
export interface Reason {
	readonly code: string;
	readonly message: string;
	readonly place: string;
	/** Of a claim that came as X12: where in it, for a program and for the 277CA. */
	readonly segment?: number;
	readonly segment_id?: string;
	readonly loop?: string;
	readonly element?: number;
	readonly component?: number;
	readonly claim_status?: PlacedFinding['claim_status'];
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
	});
	const of = (wanted: 'error' | 'warning') =>
		findings.filter(({ severity }) => severity === wanted).map((finding) => reasonFor(claim, finding));
	return { errors: of('error'), warnings: of('warning') };
}

function reasonFor(claim: CanonicalClaim, finding: ClaimFinding): Reason {
	const { code, message, path } = finding;
	const placed = placeFinding(claim, finding);
	if (!placed) return { code, message, place: path.join('.') };
	const { level: _, path: __, ...rest } = placed;
	return { ...rest, place: path.join('.') };
}

/** A reason against a claim that came as X12, whoever gave it, as its 277CA tells it. */
export function placedReason(claim: Partial<CanonicalClaim>, reason: Reason): PlacedFinding {
	const { code, message, place, claim_status } = reason;
	const path = place === '' ? [] : place.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
	const { type = 'professional', patient = { relationship: 'self' } } = claim;
	return {
		level: 'error',
		code,
		message,
		path,
		segment: claim.source?.segment ?? 0,
		...placeOfField({ type, patient }, path),
		...(claim_status ? { claim_status } : {}),
	};
}
