import type { Extra } from '../../claim';
import { type LoopSpec, parsePattern, type SegmentPattern } from '../schema/loop-spec';
import type { OutElement, OutSegment, PlaceInGuide } from './x12-writer';

/** A loop on its way out: `path` names it as extras do, `2300/2400[2]/2420A`. */
interface OutLoop {
	readonly path: string;
	readonly place: readonly number[];
	readonly segments: OutSegment[];
	/** How many of them came from canonical fields; those kept of the source follow. */
	readonly canonical: number;
}

const LAST = 10_000;

/** Segments that stand once in their loop: what was kept of one belongs to the one that is written. */
const ONCE = new Set([
	'ADX',
	'BGN',
	'BHT',
	'BPR',
	'CL1',
	'CLM',
	'CLP',
	'COB',
	'CTP',
	'DMG',
	'ENT',
	'HCR',
	'HD',
	'INS',
	'LX',
	'N3',
	'N4',
	'OI',
	'PAT',
	'RMR',
	'SBR',
	'SV1',
	'SV2',
	'SV3',
	'SVC',
	'SVD',
	'TRN',
	'UM',
]);

/** Elements (from 0) that the canonical form does not carry, and that are written with their usual code. */
const QUALIFIERS: Readonly<Record<string, readonly number[]>> = {
	BGN: [0],
	BHT: [0, 1, 4],
	N1: [2],
	NM1: [1, 7, 9],
	PWK: [4],
	TRN: [0],
};

/** Elements (from 0) by which two of these are known to name the same: a party by role, name and number, as an attachment. */
const TELLERS: Readonly<Record<string, readonly number[]>> = {
	DTP: [0, 2],
	N1: [0, 1, 3],
	NM1: [0, 2, 8],
	PRV: [0],
	PWK: [0, 1, 5],
	TOO: [0, 1],
};

/** A payer whom the examples of the 4010 guide name an insurer is written as the payer. */
const ROLES: Readonly<Record<string, string>> = { IN: 'PR' };

/** Elements (from 0) with the code by which they stand for "not known". */
const UNKNOWN: Readonly<Record<string, readonly [element: number, code: string]>> = {
	INS: [1, '21'],
	PAT: [0, '21'],
};

/**
 * The loops of a claim or a level in the order of the guide. The canonical fields are put first, then what was kept
 * of the source joins them: a kept element fills a gap in its segment, a kept segment joins its loop.
 */
export class LoopTree {
	private readonly loops: OutLoop[] = [];

	constructor(
		private readonly root: LoopSpec,
		private readonly tell: GuideTeller = {},
	) {}

	/** Adds a loop that the canonical form fills; the first segment is the one that begins it. */
	add(path: string, segments: readonly (OutSegment | undefined)[]): void {
		const present = segments.filter((segment) => segment !== undefined);
		this.push(path, present, present.length);
	}

	private push(path: string, segments: OutSegment[], canonical: number): void {
		if (segments.length > 0)
			this.loops.push({ path: plain(path), place: this.placeOf(path), segments, canonical });
	}

	keep(extra: Extra): void {
		if (!Array.isArray(extra.value)) return;
		const at = extra.path.lastIndexOf('/');
		const path = plain(extra.path.slice(0, at));
		const segment: OutSegment = { id: extra.path.slice(at + 1), elements: extra.value };
		const loop = this.loops.findLast((candidate) => candidate.path === path);
		if (!loop) this.push(path, [segment], 0);
		else if (!merge(loop, segment)) {
			if (loop.segments[0]?.id === segment.id && this.begins(path, segment.id)) this.push(path, [segment], 0);
			else loop.segments.push(segment);
		}
	}

	/** All segments, loops and segments in the order of the guide. */
	*segments(): Generator<OutSegment> {
		const closings: { readonly path: string; readonly segment: OutSegment }[] = [];
		for (const { path, segments } of this.loops.toSorted(byPlace)) {
			while (closings.length > 0 && !isInside(path, closings.at(-1)?.path))
				yield* closings.splice(-1).map(({ segment }) => segment);
			const spec = this.specOf(path);
			if (spec && this.tell.missing) tellRequired(spec, segments, this.tell.missing);
			const written = this.tell.leftOut ? this.knownOf(path, segments, this.tell.leftOut) : segments;
			const closing = spec?.closing && written.find(({ id }) => id === spec.closing);
			if (closing) closings.push({ path, segment: closing });
			const ahead = written.filter((segment) => segment !== closing);
			yield* spec ? ahead.toSorted((a, b) => rank(spec, a) - rank(spec, b)) : ahead;
		}
		for (const { segment } of closings.reverse()) yield segment;
	}

	/** What the guide has a place for: nothing of a loop that it begins otherwise, and no element that it does not use. */
	private knownOf(path: string, segments: readonly OutSegment[], tell: TellPlace): OutSegment[] {
		const spec = this.specOf(path);
		const patterns = spec ? [spec.start, ...spec.segments].map(parsePattern) : [];
		const begins = patterns[0] && segments.some((segment) => patterns[0] && fits(patterns[0], segment));
		const isWithin = spec === this.root || begins;
		return segments.flatMap((segment) => {
			if (isWithin && patterns.some((pattern) => fits(pattern, segment)))
				return [withoutUnused(spec, segment)];
			tell({ loop: spec?.id ?? idOf(path.split('/').at(-1) ?? ''), ...teller(segment) });
			return [];
		});
	}

	private specOf(path: string): LoopSpec | undefined {
		const [first, ...rest] = path.split('/').map(idOf);
		if (first !== this.root.id) return undefined;
		return rest.reduce<LoopSpec | undefined>(
			(spec, id) => spec?.loops.find((inner) => inner.id === id),
			this.root,
		);
	}

	private begins(path: string, id: string): boolean {
		const spec = this.specOf(path);
		return !spec || parsePattern(spec.start).id === id;
	}

	/** Child and repetition at every depth: comparing these lists orders the loops. */
	private placeOf(path: string): number[] {
		const place: number[] = [];
		let spec: LoopSpec | undefined = this.root;
		for (const step of path.split('/').slice(1)) {
			const index: number = spec?.loops.findIndex((inner) => inner.id === idOf(step)) ?? -1;
			place.push(index < 0 ? LAST : index, Number(/\[(\d+)\]/.exec(step)?.[1] ?? 1));
			spec = spec?.loops[index];
		}
		return place;
	}
}

type TellPlace = (place: Omit<PlaceInGuide, 'document' | 'claim_id'>) => void;

/** Who is told where the document and the guide that it is written by do not meet. */
export interface GuideTeller {
	/** Of each segment that a loop which is there lacks, though its guide requires it. */
	readonly missing?: TellPlace;
	/** Of each segment that the guide has no place for. Without it such segments are written all the same. */
	readonly leftOut?: TellPlace;
	/** Of each field that the guide has no segment for: it is never written. */
	readonly unsaid?: TellPlace;
}

function teller({ id, elements: [code] }: OutSegment) {
	return { segment_id: id, ...(typeof code === 'string' && code.length <= 3 ? { code } : {}) };
}

function withoutUnused(spec: LoopSpec | undefined, segment: OutSegment): OutSegment {
	const unused = spec?.unused?.[segment.id];
	if (!unused) return segment;
	const elements = segment.elements.map((element, n) => (unused.includes(n + 1) ? undefined : element));
	return { id: segment.id, elements };
}

/** The first of its kind needs no number. */
const plain = (path: string) => path.replaceAll('[1]', '');

const isInside = (path: string, outer = '') => path.startsWith(`${outer}/`);

const idOf = (step: string) => step.replace(/\[\d+\]/, '');

function byPlace(a: OutLoop, b: OutLoop): number {
	const depth = Math.max(a.place.length, b.place.length);
	for (let at = 0; at < depth; at++) {
		const difference = (a.place[at] ?? -1) - (b.place[at] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}

function tellRequired(
	{ id, segments: sources }: LoopSpec,
	segments: readonly OutSegment[],
	tell: TellPlace,
): void {
	for (const source of sources) {
		const pattern = parsePattern(source);
		if (!pattern.required || segments.some((segment) => fits(pattern, segment))) continue;
		const code = pattern.tests[0]?.codes[0];
		tell({ loop: id, segment_id: pattern.id, ...(code === undefined ? {} : { code }) });
	}
}

const fits = ({ id, tests }: SegmentPattern, segment: OutSegment): boolean =>
	id === segment.id &&
	tests.every(({ element, codes }) => codes.includes(String(segment.elements[element - 1])));

function rank(spec: LoopSpec, segment: OutSegment): number {
	if (parsePattern(spec.start).id === segment.id) return -1;
	const exact = spec.segments.findIndex((source) => fits(parsePattern(source), segment));
	if (exact >= 0) return exact;
	const alike = spec.segments.findIndex((source) => parsePattern(source).id === segment.id);
	return alike >= 0 ? alike : LAST;
}

/** Joins a kept segment with the written one that tells the same thing; false if there is none. */
function merge(loop: OutLoop, kept: OutSegment): boolean {
	if (kept.id === 'HI') return mergeCodes(loop, kept);
	const at = loop.segments.findIndex((written, n) => n < loop.canonical && tellsTheSame(written, kept));
	const written = loop.segments[at];
	if (!written) return false;
	const length = Math.max(written.elements.length, kept.elements.length);
	const qualifiers = QUALIFIERS[kept.id] ?? [];
	const [unknownAt, unknown] = UNKNOWN[kept.id] ?? [];
	const elements = Array.from({ length }, (_, n) => {
		const isGap = isEmpty(written.elements[n]) || (n === unknownAt && unknown === written.elements[n]);
		const isKept = isGap || (qualifiers.includes(n) && n < kept.elements.length);
		return isKept ? kept.elements[n] : mergeParts(written.elements[n], kept.elements[n]);
	});
	loop.segments[at] = { id: kept.id, elements };
	return true;
}

/** Codes of HI join the same code; those that could not be read stand in a segment of their own. */
function mergeCodes(loop: OutLoop, kept: OutSegment): boolean {
	const left: OutElement[] = [];
	for (const code of kept.elements) {
		const home = loop.segments
			.slice(0, loop.canonical)
			.find(({ id, elements }) => id === 'HI' && elements.some((written) => isSameCode(written, code)));
		if (!home) left.push(code);
		else {
			const elements = home.elements.map((written) =>
				isSameCode(written, code) ? mergeParts(written, code) : written,
			);
			loop.segments[loop.segments.indexOf(home)] = { id: 'HI', elements };
		}
	}
	if (left.length > 0) loop.segments.push({ id: 'HI', elements: left });
	return true;
}

const isSameCode = (written: OutElement, kept: OutElement) =>
	Array.isArray(written) && Array.isArray(kept) && written[0] === kept[0] && written[1] === kept[1];

/** Components that the canonical form does not carry come back; a qualifier it did not know was written as ZZ. */
function mergeParts(written: OutElement, kept: OutElement): OutElement {
	if (!Array.isArray(kept) || (!Array.isArray(written) && kept.length > 1 && !isEmpty(written)))
		return written;
	const parts = Array.isArray(written) ? written : [written];
	const length = Math.max(parts.length, kept.length);
	return Array.from({ length }, (_, n) =>
		isEmpty(parts[n]) || (n === 0 && parts[0] === 'ZZ') ? kept[n] : parts[n],
	);
}

function tellsTheSame(written: OutSegment, kept: OutSegment): boolean {
	if (written.id !== kept.id) return false;
	if (ONCE.has(kept.id)) return true;
	const tellers = TELLERS[kept.id];
	if (tellers)
		return (
			!isEmpty(kept.elements[0]) &&
			tellers.every((n) => agree(written.elements[n], n === 0 ? roleOf(kept) : kept.elements[n]))
		);
	return written.elements.every((element, n) => agree(element, kept.elements[n]));
}

const roleOf = ({ elements: [role] }: OutSegment): OutElement => ROLES[String(role)] ?? role;

const agree = (written: OutElement, kept: OutElement) =>
	isEmpty(written) || isEmpty(kept) || flat(written) === flat(kept);

const flat = (element: OutElement) => (Array.isArray(element) ? element.join(':') : String(element));

const isEmpty = (element: OutElement) =>
	element === undefined || element === '' || (Array.isArray(element) && element.every((part) => !part));
