import { LoopMap } from '../loops';
import { DENTAL_4010, DENTAL_5010 } from '../schema/837d';
import { INSTITUTIONAL_4010, INSTITUTIONAL_5010, INSTITUTIONAL_PREDETERMINATION } from '../schema/837i';
import { PROFESSIONAL_4010, PROFESSIONAL_5010, PROFESSIONAL_PREDETERMINATION } from '../schema/837p';
import type { TransactionSpec } from '../schema/loop-spec';
import type { ClaimAssembly, ClaimKind } from './claim-assembly';
import { claimLoop } from './claim-readings';
import { lineLoop } from './line-readings';
import { otherPayerLoops } from './other-payer-readings';
import { billingLoops, partnerLoops, patientLoops, providerLoop, subscriberLoops } from './party-readings';

export type ClaimMap = LoopMap<ClaimAssembly>;

export interface ClaimGuide {
	readonly kind: ClaimKind;
	readonly isOld: boolean;
	readonly spec: TransactionSpec;
	/** As the claim's source names it. */
	readonly format: string;
}

const guide = (kind: ClaimKind, spec: TransactionSpec, { isOld }: { isOld: boolean }): ClaimGuide => ({
	kind,
	isOld,
	spec,
	format: `x12-${spec.name.toLowerCase()}`,
});

const GUIDES: Readonly<Record<ClaimKind, ClaimGuide>> = {
	professional: guide('professional', PROFESSIONAL_5010, { isOld: false }),
	institutional: guide('institutional', INSTITUTIONAL_5010, { isOld: false }),
	dental: guide('dental', DENTAL_5010, { isOld: false }),
};
const OLD_GUIDES: Readonly<Record<ClaimKind, ClaimGuide>> = {
	professional: guide('professional', PROFESSIONAL_4010, { isOld: true }),
	institutional: guide('institutional', INSTITUTIONAL_4010, { isOld: true }),
	dental: guide('dental', DENTAL_4010, { isOld: true }),
};
const PREDETERMINATIONS = [
	guide('professional', PROFESSIONAL_PREDETERMINATION, { isOld: false }),
	guide('institutional', INSTITUTIONAL_PREDETERMINATION, { isOld: false }),
];
const ALL_GUIDES = [...PREDETERMINATIONS, ...Object.values(GUIDES), ...Object.values(OLD_GUIDES)];

const READINGS = {
	segments: {
		...partnerLoops,
		...billingLoops,
		...subscriberLoops,
		...patientLoops,
		...claimLoop,
		...lineLoop,
		...otherPayerLoops,
		...providerLoop,
	},
};

const maps = new Map<ClaimGuide, ClaimMap>();

/** The guide's loops, made ready on first use. */
export function mapOf(guide: ClaimGuide): ClaimMap {
	const known = maps.get(guide);
	if (known) return known;
	const map = new LoopMap<ClaimAssembly>(guide.spec.root, READINGS);
	maps.set(guide, map);
	return map;
}

/** The same release of the guide for another kind of claim. */
export const guideFor = (kind: ClaimKind, isOld: boolean): ClaimGuide => (isOld ? OLD_GUIDES : GUIDES)[kind];

export const namedGuide = (version: string): ClaimGuide | undefined =>
	ALL_GUIDES.find(({ spec }) => spec.versions.some((known) => version.startsWith(known)));

/**
 * The guide that a version names. One we do not know by its number (masked files have 999999X999X9) is read as a
 * professional claim of its release until its content says otherwise.
 */
export function guideOf(version: string): ClaimGuide | undefined {
	const named = namedGuide(version);
	if (named) return named;
	if (/^00[123]/.test(version)) return undefined;
	return guideFor('professional', !/^00[5-9]/.test(version));
}

/** Guides for asking, not billing: what would be paid if it were done. */
export const isPredetermination = (version: string) => /^\d{6}X29[12]/.test(version);
