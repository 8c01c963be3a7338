import type { ClaimGuide } from './claim-maps';

/** A claim as it stood in its file, so that what is found about it later can be pointed at, or the claim handed back. */
export interface ClaimOrigin {
	/** The headers of its interchange and group. */
	readonly envelope: string;
	/** The header of the transaction set and the levels above the claim, each with the segment of the file that begins it. */
	readonly levels: readonly ClaimPiece[];
	readonly claim: ClaimPiece;
	/** Of the file, before the transaction set. */
	readonly segmentsBefore: number;
	readonly guide: ClaimGuide;
}

export interface ClaimPiece {
	readonly text: string;
	readonly segment: number;
}

/** The claim and what stands above it, as `writeRejected` takes them. */
export const textsOf = ({ envelope, levels, claim }: ClaimOrigin) => ({
	envelope,
	context: levels.map(({ text }) => text).join(''),
	text: claim.text,
});
