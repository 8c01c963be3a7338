import type { CanonicalClaim, ClaimFinding } from '../../claim';
import type { ClaimOrigin } from '../claims/claim-origin';
import { CLAIM_DATES, HEALTH_CODES } from '../codes/claim-codes';
import { type ClaimPlace, placeOfField } from './claim-place';
import { type ClaimSegment, segmentsOf } from './claim-segments';

/** Where in its file a field of a claim stands. */
export interface LocatedField extends ClaimPlace {
	readonly segment: number;
	readonly transaction_segment: number;
	/** What stands there; it may be a person's data, so it is shown but never logged. */
	readonly value?: string;
	/** The file does not have it: the place is where it would belong. */
	readonly is_missing?: 'segment' | 'element';
}

type Path = ClaimFinding['path'];
type Claim = Pick<CanonicalClaim, 'type' | 'patient'> & Partial<CanonicalClaim>;

/** Segments that say by their first element which of several fields they hold. */
const QUALIFIERS: Readonly<Record<string, readonly string[]>> = {
	original_claim_number: ['F8'],
	authorization_number: ['G1'],
	referral_number: ['9F'],
	medical_record_number: ['EA'],
	patient_paid: ['F5'],
	admission_date: ['435'],
	discharge_date: ['096'],
	statement_from: ['434'],
	statement_through: ['434'],
	service_date: ['472'],
	service_date_end: ['472'],
	paid: ['D'],
	tax_id: ['EI', 'SY', 'TJ'],
};

const DIAGNOSES = new Set(HEALTH_CODES.flatMap(([code, { kind }]) => (kind === 'diagnosis' ? [code] : [])));

/** Finds a field in the text that its claim came as. */
export class FieldLocator {
	#segments: ClaimSegment[] | undefined;

	constructor(
		private readonly claim: Claim,
		private readonly origin: ClaimOrigin,
	) {}

	locate(path: Path): LocatedField {
		const place = placeOfField(this.claim, path);
		if (place.segment_id === 'HI' && path[0] === 'diagnoses') return this.diagnosis(path, place);
		const element = elementAt(place, path);
		const scope = this.scopeOf(path);
		const wanted = this.qualifiersOf(path);
		const found = scope.find(
			({ loop, id, elements }) =>
				loop === place.loop &&
				id === place.segment_id &&
				(place.segment_id === 'SVD' || !wanted || wanted.includes(text(elements[1]))),
		);
		return found ? this.told(found, { ...place, ...element }) : this.missing(scope, { ...place, ...element });
	}

	/** The segments among which a field of a line or of another payer is to be sought. */
	private scopeOf(path: Path): readonly ClaimSegment[] {
		const [list, at, inner, innerAt] = path;
		if (typeof at !== 'number') return this.all;
		if (list === 'lines') return this.all.filter(({ line }) => line === at + 1);
		if (list !== 'other_payers') return this.all;
		if (inner !== 'lines') return this.all.filter(({ payer }) => payer === at + 1);
		const id = this.claim.other_payers?.[at]?.payer.id;
		const adjudications = this.all.filter(
			({ id: name, elements }) => name === 'SVD' && text(elements[1]) === id,
		);
		const meant = adjudications[typeof innerAt === 'number' ? innerAt : 0];
		return meant ? this.all.filter(({ adjudication }) => adjudication === meant.adjudication) : [];
	}

	private qualifiersOf(path: Path): readonly string[] | undefined {
		if (path[0] === 'dates') {
			const dates = this.claim.dates ?? [];
			const kinds = typeof path[1] === 'number' ? dates.slice(path[1], path[1] + 1) : [];
			return kinds.map(({ kind }) => CLAIM_DATES.code(kind));
		}
		const field = path.findLast((step): step is string => typeof step === 'string' && step in QUALIFIERS);
		return field === undefined ? undefined : QUALIFIERS[field];
	}

	/** Diagnoses are counted through all HI segments of the claim; a code of another kind between them is none. */
	private diagnosis(path: Path, place: ClaimPlace): LocatedField {
		const [, wanted] = path;
		const codes = this.all
			.filter(({ loop, id }) => loop === place.loop && id === 'HI')
			.flatMap((segment) =>
				segment.elements.flatMap((_, element) =>
					element > 0 && DIAGNOSES.has(partOf(segment, element, 1)) ? [{ segment, element }] : [],
				),
			);
		const first = codes[0];
		if (typeof wanted !== 'number') {
			const whole = { loop: place.loop, segment_id: 'HI' };
			return first ? this.told(first.segment, whole) : this.missing(this.all, whole);
		}
		const code = this.claim.diagnoses?.[wanted]?.code;
		const isSame = (at: (typeof codes)[number] | undefined) =>
			at && partOf(at.segment, at.element, 2).replace('.', '').toUpperCase() === code;
		// One that could not be read is no diagnosis of the claim: those behind it have moved up.
		const meant = isSame(codes[wanted]) ? codes[wanted] : (codes.find(isSame) ?? codes[wanted] ?? first);
		if (!meant) return this.missing(this.all, place);
		return this.told(meant.segment, { ...place, element: meant.element, component: 2 });
	}

	private told(found: ClaimSegment, { loop, element, component }: ClaimPlace): LocatedField {
		const value = element === undefined ? '' : partOf(found, element, component);
		return {
			loop,
			segment_id: found.id,
			...this.numbers(found.number),
			...(element ? { element } : {}),
			...(component ? { component } : {}),
			...(value ? { value } : element ? { is_missing: 'element' as const } : {}),
		};
	}

	/** What is not there has the place of the segment it would follow: the one that begins its loop, else its claim. */
	private missing(scope: readonly ClaimSegment[], place: ClaimPlace): LocatedField {
		const owner =
			scope.find(({ loop }) => loop === place.loop) ??
			(scope === this.all ? undefined : scope[0]) ??
			this.all.find(({ id }) => id === 'CLM');
		return {
			...place,
			...this.numbers(owner?.number ?? this.origin.claim.segment),
			is_missing: 'segment',
		};
	}

	private numbers(segment: number) {
		return { segment, transaction_segment: segment - this.origin.segmentsBefore };
	}

	private get all(): readonly ClaimSegment[] {
		this.#segments ??= segmentsOf(this.origin);
		return this.#segments;
	}
}

/** An item of a list that stands in neighbouring components has the one of its number. */
function elementAt({ component }: ClaimPlace, path: Path): { component?: number } {
	const at = path.at(-1);
	const list = path.at(-2);
	if (typeof at !== 'number') return component ? { component } : {};
	if (list === 'modifiers') return { component: (component ?? 3) + at };
	return list === 'diagnosis_pointers' ? { component: at + 1 } : component ? { component } : {};
}

const text = (element: string | string[] | undefined): string =>
	Array.isArray(element) ? (element[0] ?? '') : (element ?? '');

function partOf({ elements }: ClaimSegment, element: number, component: number | undefined): string {
	const whole = elements[element] ?? '';
	if (component === undefined) return Array.isArray(whole) ? whole.join(':') : whole;
	return Array.isArray(whole) ? (whole[component - 1] ?? '') : component === 1 ? whole : '';
}
