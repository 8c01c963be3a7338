import type { EnvelopeHeader } from './envelope';

/** What a transaction set held, once it is over: what an acknowledgement answers. */
export interface TransactionSummary {
	readonly envelope: EnvelopeHeader;
	/** False where the transaction is none of ours, or of a version that is not read. */
	readonly is_read: boolean;
	readonly segments: number;
	readonly accepted: number;
	readonly rejected: number;
	/** The file ended, or could not be read on, inside it. */
	readonly is_cut_off?: boolean;
}
