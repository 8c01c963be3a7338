import type { CanonicalClaim, ClaimSource } from '../../claim';
import type { EnvelopeHeader } from '../envelope';
import type { X12Problem } from '../problem';
import type { TokenizerLimits } from '../tokenizer';
import type { TransactionSummary } from '../transaction-summary';
import type { ClaimOrigin } from './claim-origin';

/** How an 837 is read. */
export interface ReadClaimsOptions extends TokenizerLimits {
	/** The currency of amounts where the file names none. */
	readonly currency?: string;
	/** Also hold the file against its implementation guide (SNIP 1 and 2) and warn of what differs. */
	readonly check?: boolean;
	/** Also say where each transaction set begins, before its claims. */
	readonly openings?: boolean;
	/** Also hand out each claim as it stood in the file, to point into it or to hand it back. */
	readonly origins?: boolean;
	/** Noted in every claim's source. */
	readonly file?: string;
}

/** One thing found in a file, in the order of the file. */
export type ClaimReading =
	| {
			readonly kind: 'claim';
			readonly claim: CanonicalClaim;
			readonly warnings: readonly X12Problem[];
			/** Only where `origins` are asked for. */
			readonly origin: ClaimOrigin | undefined;
	  }
	| {
			readonly kind: 'rejected';
			readonly claim_id: string | undefined;
			readonly problems: readonly X12Problem[];
			readonly warnings: readonly X12Problem[];
			/** As far as it was read; its fields are not checked. */
			readonly claim: Partial<CanonicalClaim>;
			readonly source: ClaimSource;
			/** The claim's own segments, and those of the levels above it, as they stood in the file. */
			readonly text: string;
			readonly context: string;
			/** The headers of its interchange and group. */
			readonly envelope: string;
	  }
	| { readonly kind: 'problem'; readonly problem: X12Problem }
	/** A transaction set begins, in this envelope; only where `openings` are asked for. */
	| { readonly kind: 'opening'; readonly envelope: EnvelopeHeader }
	| { readonly kind: 'transaction'; readonly transaction: TransactionSummary };
