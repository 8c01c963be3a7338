/**
 * Something about a claim that its receiver may mind. Levels are those of WEDI SNIP: 3 balancing, 4 situational,
 * 5 code sets, 7 the payer's own rules; 1 and 2, syntax and the guide, are found where a file is read.
 */
export interface ClaimFinding {
	readonly level: 3 | 4 | 5 | 7;
	readonly code: string;
	readonly message: string;
	/** Into the canonical claim: `['lines', 0, 'procedure_code']`. */
	readonly path: readonly (string | number)[];
	readonly severity: 'error' | 'warning';
}

export type Report = (finding: ClaimFinding) => void;
