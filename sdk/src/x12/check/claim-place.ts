import type { CanonicalClaim, ClaimFinding } from '../../claim';
import { DENTAL_5010 } from '../schema/837d';
import { INSTITUTIONAL_5010 } from '../schema/837i';
import { PROFESSIONAL_5010 } from '../schema/837p';
import type { LoopSpec } from '../schema/loop-spec';
import type { FieldLocator } from './locate-field';

/** Where a field of a canonical claim stands in an 837. */
export interface ClaimPlace {
	readonly loop: string;
	readonly segment_id: string;
	readonly element?: number;
	readonly component?: number;
}

/** What was found about a claim that came as X12, with where in the 837 it stands. */
export interface PlacedFinding extends ClaimPlace {
	readonly level: 'error' | 'warning';
	readonly code: string;
	readonly message: string;
	readonly path: ClaimFinding['path'];
	/** Of the file; the CLM of the claim where the claim's text is not at hand. */
	readonly segment: number;
	/** The same, counted from ST, as the 999 tells it; only where the claim's text is at hand. */
	readonly transaction_segment?: number;
	/** What stands there; it may be a person's data, so it is shown but never logged. */
	readonly value?: string;
	/** The file does not have it: the place is where it would belong. */
	readonly is_missing?: 'segment' | 'element';
	/** What a payer's own rule says of itself. */
	readonly claim_status?: Extract<ClaimFinding, { level: 7 }>['claim_status'];
}

type Place = readonly [
	loop: string,
	segment: string,
	element?: number | undefined,
	component?: number | undefined,
];
type Kind = 'professional' | 'institutional' | 'dental';

/** Fields that stand at one place in every kind of claim; of lists, the items are left out of the path. */
const COMMON: Readonly<Record<string, Place>> = {
	claim_id: ['2300', 'CLM', 1],
	total_charge: ['2300', 'CLM', 2],
	place_of_service: ['2300', 'CLM', 5, 1],
	facility_type: ['2300', 'CLM', 5, 1],
	frequency_code: ['2300', 'CLM', 5, 3],
	provider_signature_on_file: ['2300', 'CLM', 6],
	accepts_assignment: ['2300', 'CLM', 7],
	benefits_assigned: ['2300', 'CLM', 8],
	release_of_information: ['2300', 'CLM', 9],
	related_cause: ['2300', 'CLM', 11],
	'related_cause.state': ['2300', 'CLM', 11, 4],
	'related_cause.country': ['2300', 'CLM', 11, 5],
	original_claim_number: ['2300', 'REF', 2],
	authorization_number: ['2300', 'REF', 2],
	referral_number: ['2300', 'REF', 2],
	medical_record_number: ['2300', 'REF', 2],
	patient_paid: ['2300', 'AMT', 2],
	attachments: ['2300', 'PWK'],
	dates: ['2300', 'DTP', 3],
	admission_date: ['2300', 'DTP', 3],
	discharge_date: ['2300', 'DTP', 3],
	statement_from: ['2300', 'DTP', 3],
	statement_through: ['2300', 'DTP', 3],
	diagnoses: ['2300', 'HI'],
	'diagnoses.code': ['2300', 'HI', 1, 2],
	'billing_provider.taxonomy': ['2000A', 'PRV', 3],
	subscriber: ['2010BA', 'NM1'],
	'subscriber.member_id': ['2010BA', 'NM1', 9],
	'subscriber.last_name': ['2010BA', 'NM1', 3],
	'subscriber.first_name': ['2010BA', 'NM1', 4],
	'subscriber.birth_date': ['2010BA', 'DMG', 2],
	'subscriber.sex': ['2010BA', 'DMG', 3],
	'subscriber.group_number': ['2000B', 'SBR', 3],
	'subscriber.group_name': ['2000B', 'SBR', 4],
	'subscriber.payer_responsibility': ['2000B', 'SBR', 1],
	'subscriber.filing_code': ['2000B', 'SBR', 9],
	payer: ['2010BB', 'NM1'],
	'payer.name': ['2010BB', 'NM1', 3],
	'payer.id': ['2010BB', 'NM1', 9],
	other_payers: ['2320', 'SBR'],
	'other_payers.paid': ['2320', 'AMT', 2],
	'other_payers.adjustments': ['2320', 'CAS'],
	'other_payers.lines': ['2430', 'SVD'],
	'other_payers.lines.paid': ['2430', 'SVD', 2],
	'other_payers.lines.adjustments': ['2430', 'CAS'],
	lines: ['2400', 'LX'],
	'lines.service_date': ['2400', 'DTP', 3],
	'lines.service_date_end': ['2400', 'DTP', 3],
	'lines.authorization_number': ['2400', 'REF', 2],
};

const PATIENT: Readonly<Record<string, readonly [segment: string, element?: number]>> = {
	patient: ['NM1'],
	'patient.last_name': ['NM1', 3],
	'patient.first_name': ['NM1', 4],
	'patient.birth_date': ['DMG', 2],
	'patient.sex': ['DMG', 3],
};

const DRUG: Readonly<Record<string, Place>> = {
	'lines.drug': ['2410', 'LIN', 3],
	'lines.drug.ndc': ['2410', 'LIN', 3],
	'lines.drug.quantity': ['2410', 'CTP', 4],
};

/** What only one kind of claim has, or has elsewhere. */
const BY_KIND: Readonly<Record<Kind, Readonly<Record<string, Place>>>> = {
	professional: {
		'lines.procedure_code': ['2400', 'SV1', 1, 2],
		'lines.code_system': ['2400', 'SV1', 1, 1],
		'lines.modifiers': ['2400', 'SV1', 1, 3],
		'lines.charge': ['2400', 'SV1', 2],
		'lines.units': ['2400', 'SV1', 4],
		'lines.place_of_service': ['2400', 'SV1', 5],
		'lines.diagnosis_pointers': ['2400', 'SV1', 7],
		...DRUG,
	},
	institutional: {
		admission_type: ['2300', 'CL1', 1],
		admission_source: ['2300', 'CL1', 2],
		patient_status: ['2300', 'CL1', 3],
		hospital_codes: ['2300', 'HI'],
		'lines.revenue_code': ['2400', 'SV2', 1],
		'lines.procedure_code': ['2400', 'SV2', 2, 2],
		'lines.code_system': ['2400', 'SV2', 2, 1],
		'lines.modifiers': ['2400', 'SV2', 2, 3],
		'lines.charge': ['2400', 'SV2', 3],
		'lines.units': ['2400', 'SV2', 5],
		...DRUG,
	},
	dental: {
		'lines.procedure_code': ['2400', 'SV3', 1, 2],
		'lines.code_system': ['2400', 'SV3', 1, 1],
		'lines.modifiers': ['2400', 'SV3', 1, 3],
		'lines.charge': ['2400', 'SV3', 2],
		'lines.place_of_service': ['2400', 'SV3', 3],
		'lines.units': ['2400', 'SV3', 6],
		'lines.diagnosis_pointers': ['2400', 'SV3', 11],
	},
};

/** Code list 98, by the field of the claim or line that the provider stands in. */
export const PROVIDER_ENTITIES: Readonly<Record<string, string>> = {
	billing_provider: '85',
	rendering_provider: '82',
	referring_provider: 'DN',
	supervising_provider: 'DQ',
	ordering_provider: 'DK',
	purchased_service_provider: 'QB',
	attending_provider: '71',
	operating_provider: '72',
	assistant_surgeon: 'DD',
	service_facility: '77',
};

const isProvider = (word: string) => Object.hasOwn(PROVIDER_ENTITIES, word);

/** Where a provider's fields stand in its loop. */
const PROVIDER: Readonly<Record<string, readonly [segment: string, element: number]>> = {
	npi: ['NM1', 9],
	name: ['NM1', 3],
	last_name: ['NM1', 3],
	taxonomy: ['PRV', 3],
	tax_id: ['REF', 2],
};

const SPECS = { professional: PROFESSIONAL_5010, institutional: INSTITUTIONAL_5010, dental: DENTAL_5010 };

/** The last word of a path that names a provider, or its first word: whose field is meant. */
export const fieldOf = (path: ClaimFinding['path']): string =>
	wordsOf(path).findLast(isProvider) ?? String(path[0] ?? '');

const wordsOf = (path: ClaimFinding['path']): string[] =>
	path.filter((step): step is string => typeof step === 'string' && !/^\d+$/.test(step));

/** The loop, segment and element of an 837 that a path into its canonical claim leads to; the nearest that is known. */
export function placeOfField(
	claim: Pick<CanonicalClaim, 'type' | 'patient'>,
	path: ClaimFinding['path'],
): ClaimPlace {
	const kind = claim.type in SPECS ? (claim.type as Kind) : 'professional';
	for (let words = wordsOf(path); words.length > 0; words = words.slice(0, -1)) {
		const place = knownPlace(claim, kind, words);
		if (place) return place;
	}
	return { loop: '2300', segment_id: 'CLM' };
}

function knownPlace(
	{ patient }: Pick<CanonicalClaim, 'patient'>,
	kind: Kind,
	words: readonly string[],
): ClaimPlace | undefined {
	const name = words.join('.');
	const told = BY_KIND[kind][name] ?? COMMON[name];
	if (told) return placed(told);
	const [segment, element] = PATIENT[name] ?? [];
	if (segment) return placed([patient.relationship === 'self' ? '2010BA' : '2010CA', segment, element]);
	return providerPlace(kind, words);
}

/** Every provider loop of the guide says which field it stands for. */
function providerPlace(kind: Kind, words: readonly string[]): ClaimPlace | undefined {
	const at = words.findLastIndex(isProvider);
	const field = words[at];
	if (field === undefined) return undefined;
	const loop =
		field === 'billing_provider'
			? '2010AA'
			: loopFilling(SPECS[kind].root, field, words[0] === 'lines' ? '2400' : '2300');
	const [segment, element] = PROVIDER[words[at + 1] ?? ''] ?? ['NM1'];
	return loop === undefined ? undefined : placed([loop, segment, element]);
}

function loopFilling(root: LoopSpec, field: string, owner: string): string | undefined {
	if (root.id === owner) return root.loops.find(({ as }) => as === field)?.id;
	for (const inner of root.loops) {
		const found = loopFilling(inner, field, owner);
		if (found) return found;
	}
	return undefined;
}

const placed = ([loop, segment_id, element, component]: Place): ClaimPlace => ({
	loop,
	segment_id,
	...(element ? { element } : {}),
	...(component ? { component } : {}),
});

/** The same with its segment: with a locator the one that holds the field, else the CLM as far as it is known. */
export const placeIn = (
	claim: Pick<CanonicalClaim, 'type' | 'patient'> & Partial<Pick<CanonicalClaim, 'source'>>,
	path: ClaimFinding['path'],
	locator?: FieldLocator,
): ClaimPlace & Pick<PlacedFinding, 'segment'> =>
	locator?.locate(path) ?? { segment: claim.source?.segment ?? 0, ...placeOfField(claim, path) };

/**
 * A finding with its place in the 837 that the claim came in; undefined where it came otherwise. With a locator the place
 * is the segment itself.
 */
export function placeFinding(
	claim: CanonicalClaim,
	finding: ClaimFinding,
	locator?: FieldLocator,
): PlacedFinding | undefined {
	if (!claim.source.format.startsWith('x12-837')) return undefined;
	const { code, message, path, severity } = finding;
	return {
		level: severity,
		code,
		message,
		path,
		...placeIn(claim, path, locator),
		...(finding.level === 7 && finding.claim_status ? { claim_status: finding.claim_status } : {}),
	};
}

/** Places that are known, for a test to hold against the guide. */
export const KNOWN_PLACES: Readonly<Record<Kind, readonly Place[]>> = {
	professional: [...Object.values(COMMON), ...Object.values(BY_KIND.professional)],
	institutional: [...Object.values(COMMON), ...Object.values(BY_KIND.institutional)],
	dental: [...Object.values(COMMON), ...Object.values(BY_KIND.dental)],
};
