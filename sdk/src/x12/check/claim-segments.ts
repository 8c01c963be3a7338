import { mapOf } from '../claims/claim-maps';
import type { ClaimOrigin } from '../claims/claim-origin';
import { COMPOSITE_PLACE } from '../claims/composite-place';
import { packCode, type Segment } from '../segment';
import { bytesOf } from '../text';
import { Tokenizer } from '../tokenizer';

const CLM = packCode('CLM');

/** One segment of a claim or of the levels above it, and where it stands. */
export interface ClaimSegment {
	/** Place in the file, the first ISA being 1. */
	readonly number: number;
	readonly loop: string;
	readonly id: string;
	/** The segment's name first, so that an element stands at its own number. */
	readonly elements: readonly (string | string[])[];
	/** Which line, which other payer and which adjudication of the line it belongs to, from 1; 0 where to none. */
	readonly line: number;
	readonly payer: number;
	readonly adjudication: number;
}

/** Walks a claim's own text through the loops of its guide: for the few claims about which something was found. */
export function segmentsOf(origin: ClaimOrigin): ClaimSegment[] {
	const map = mapOf(origin.guide);
	const tokenizer = new Tokenizer();
	const segments: ClaimSegment[] = [];
	let at = map.root;
	let line = 0;
	let payer = 0;
	let adjudication = 0;
	const walk = (segment: Segment, number: number) => {
		if (segment.id === CLM) tokenizer.correctComponent(5, COMPOSITE_PLACE);
		const step = map.step(at, segment);
		if (step) at = step.to;
		if (step?.starts) {
			if (at.id === '2400') line++;
			if (at.id === '2320') payer++;
			if (at.id === '2430') adjudication++;
		}
		segments.push({
			number,
			loop: at.id,
			id: segment.name,
			elements: segment.elements(),
			line: at.path.includes('/2400') ? line : 0,
			payer: at.path.includes('/2320') ? payer : 0,
			adjudication: at.id === '2430' ? adjudication : 0,
		});
	};
	for (const piece of [{ text: origin.envelope, segment: 0 }, ...origin.levels, origin.claim]) {
		tokenizer.push(bytesOf(piece.text));
		for (let number = piece.segment; tokenizer.next(); number++)
			if (piece.segment > 0) walk(tokenizer.segment, number);
	}
	return segments;
}
