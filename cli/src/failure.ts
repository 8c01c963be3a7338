/** What went wrong, in the kinds a script can tell apart by the exit code. */
export const EXIT_CODES = {
	/** Something broke, here or on this machine. */
	failed: 1,
	/** The command was used wrongly, or its input cannot be read. */
	unusable: 2,
	/** Part of the input was rejected; the rest went through. */
	partial: 3,
	/** The platform understood and said no. */
	refused: 4,
	/** The platform could not be reached, or cannot answer now: try again. */
	unavailable: 5,
	/** The user ended it. */
	cancelled: 130,
	/** Whoever read the output has read enough, as `head` has: what the signal PIPE would have ended with. */
	unread: 141,
} as const;

export type FailureKind = keyof typeof EXIT_CODES;

export interface FailureOptions extends ErrorOptions {
	/** What the user can do about it. */
	readonly suggestions?: string[];
	/** What `--json` shows beside code and message, as `{ file, line }`. */
	readonly facts?: Readonly<Record<string, unknown>>;
}

/** A failure that the user is told in one line and a script by code and exit code. */
export class Failure extends Error {
	override readonly name = 'Error';
	readonly suggestions: string[];
	readonly facts: Readonly<Record<string, unknown>>;
	/** Where oclif looks for the exit code. */
	readonly oclif: { readonly exit: number };

	constructor(
		readonly kind: FailureKind,
		readonly code: string,
		message: string,
		{ suggestions = [], facts = {}, ...options }: FailureOptions = {},
	) {
		super(message, options);
		this.suggestions = suggestions;
		this.facts = facts;
		this.oclif = { exit: EXIT_CODES[kind] };
	}
}
