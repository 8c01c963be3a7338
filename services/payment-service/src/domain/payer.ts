/** Who pays, as its statements show it. */
export interface Payer {
	readonly name: string;
	readonly id: string;
	/** A reason in the payer's own codes; null where it has none for it. */
	readonly localReason: (reason: {
		readonly group: string;
		readonly carc: string;
		readonly rule: string;
	}) => { readonly code: string; readonly text: string } | null;
}
