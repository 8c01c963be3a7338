/** Who pays, as its statements show it. */
export interface Payer {
	readonly name: string;
	readonly id: string;
	readonly taxId?: string | undefined;
	readonly address?:
		| {
				readonly lines: string[];
				readonly city: string;
				readonly state?: string;
				readonly postal_code?: string;
		  }
		| undefined;
	/** Whom a payee asks about the remittance itself. */
	readonly contact?: { readonly name?: string; readonly phone?: string; readonly email?: string } | undefined;
	/** A reason in the payer's own codes; null where it has none for it. */
	readonly localReason: (reason: {
		readonly group: string;
		readonly carc: string;
		readonly rule: string;
	}) => { readonly code: string; readonly text: string } | null;
}
