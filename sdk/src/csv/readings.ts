import type { CanonicalClaim, ClaimSource } from '../claim';
import type { CsvProblem } from './problem';

/** One thing found in a file, in the order of the file. */
export type CsvReading =
	| ({
			readonly kind: 'claim';
			readonly claim: CanonicalClaim;
			readonly warnings: readonly CsvProblem[];
	  } & OriginalRows)
	| ({
			readonly kind: 'rejected';
			readonly claim_id: string | undefined;
			readonly problems: readonly CsvProblem[];
			readonly warnings: readonly CsvProblem[];
			/** As far as it was read; its fields are not checked. */
			readonly claim: Partial<CanonicalClaim>;
			readonly source: ClaimSource;
	  } & OriginalRows)
	| { readonly kind: 'problem'; readonly problem: CsvProblem }
	| { readonly kind: 'file'; readonly file: FileSummary };

/** The claim's rows as they stood in the file, cell by cell, under the names of their columns. */
export interface OriginalRows {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

/** What the file held, once it is over. */
export interface FileSummary {
	readonly rows: number;
	readonly accepted: number;
	readonly rejected: number;
}
