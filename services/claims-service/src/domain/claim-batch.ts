/** How claims of a batch were met at the door. */
export type ImportOutcome = 'accepted' | 'duplicate' | 'rejected';
export type Tally = Readonly<Record<ImportOutcome, number>>;

/** Claims that came together, and how they were met. */
export interface ClaimBatch extends Tally {
	readonly id: string;
	readonly name: string;
	readonly format: string;
	readonly expected: number | null;
	readonly submitted_by: string;
	readonly created_at: string;
}

export function tallyOf(outcomes: readonly ImportOutcome[]): Tally {
	const tally = { accepted: 0, duplicate: 0, rejected: 0 };
	for (const outcome of outcomes) tally[outcome]++;
	return tally;
}
