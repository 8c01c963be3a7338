import { type CanonicalClaim, type ClaimFinding, checkClaim, type PayerRule } from '@claims-askes/sdk/claim';
import {
	type ClaimOrigin,
	FieldLocator,
	type PlacedFinding,
	placeFinding,
	placeIn,
} from '@claims-askes/sdk/x12';
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
	locator: FieldLocator | undefined,
): Checked {
	const findings = checkClaim(claim, {
		levels: [...levels].filter((level): level is 3 | 4 | 5 | 7 => level > 2),
		payerRules,
	});
	if (findings.length === 0) return NOTHING_FOUND;
	const found = findings.map((finding) => ({ finding, placed: placeFinding(claim, finding, locator) }));
	const of = (wanted: 'error' | 'warning') =>
		found
			.filter(({ finding }) => finding.severity === wanted)
			.map(({ finding, placed }) => reasonFor(finding, placed));
	const ofGuide = found.flatMap(({ finding, placed }) =>
		placed && finding.severity === 'error' && finding.level !== 7 ? [placed] : [],
	);
	return { errors: of('error'), warnings: of('warning'), ofGuide };
}

export interface Checked {
	readonly errors: readonly Reason[];
	readonly warnings: readonly Reason[];
	/** Errors against the guide, for the 999; a payer's own rules are the 277CA's matter. */
	readonly ofGuide: readonly PlacedFinding[];
}

export const NOTHING_FOUND: Checked = { errors: [], warnings: [], ofGuide: [] };

function reasonFor({ code, message, path }: ClaimFinding, placed: PlacedFinding | undefined): Reason {
	const place = path.join('.');
	if (!placed) return { code, message, place };
	const { segment, segment_id, loop, element, component, claim_status } = placed;
	return {
		code,
		message,
		segment,
		segment_id,
		loop,
		...(element ? { element } : {}),
		...(component ? { component } : {}),
		...(claim_status ? { claim_status } : {}),
		place,
	};
}

/** A reason against a claim that came as X12, whoever gave it, as its 277CA tells it. */
export function placedReason(
	claim: Partial<CanonicalClaim>,
	reason: Reason,
	origin: ClaimOrigin | undefined,
): PlacedFinding {
	const { code, message, place, claim_status } = reason;
	const path = place === '' ? [] : place.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
	const { type = 'professional', patient = { relationship: 'self' } } = claim;
	const meant = { ...claim, type, patient };
	return {
		level: 'error',
		code,
		message,
		path,
		...placeIn(meant, path, origin && new FieldLocator(meant, origin)),
		...(claim_status ? { claim_status } : {}),
	};
}
