/** What kind of party a token speaks for. */
export type CallerRole = 'service' | 'client' | 'staff' | 'member' | 'provider' | 'group';

/** Who is calling, as their verified token says. */
export interface Caller {
	readonly subject: string;
	readonly role: CallerRole;
	readonly scopes: ReadonlySet<string>;
	/** Set for a token that may see only its own rows; such rows answer 404 to everybody else's. */
	readonly only: RowRule | null;
	/** How much they may decide otherwise than the rules: 1, the lowest, to 5. */
	readonly authority: number;
	/** When their token ends, and with it whatever stays open for it. */
	readonly expiresAt: Date;
}

/** The rows a restricted token may see: those of one member, one provider or one group. */
export type RowRule =
	| { readonly member_id: string }
	| { readonly provider_id: string }
	| { readonly group_id: string };

/** One request as a use case needs to know it: who asks, under which story, and whether it may be repeated. */
export interface Call {
	readonly caller: Caller;
	readonly requestId: string;
	readonly correlationId: string;
	readonly traceparent: string | null;
	/** The caller's own token, to be carried on where another service must judge by it. */
	readonly bearer?: string;
	readonly idempotency: IdempotencyRequest | null;
	/** The version in `If-Match`, unquoted. */
	readonly ifMatch: string | null;
}

/** A request that carries an Idempotency-Key, with what it is compared by. */
export interface IdempotencyRequest {
	readonly key: string;
	readonly method: string;
	/** The route with what the address names there, however that was spelled. */
	readonly path: string;
	/** SHA-256 of the body as it came. */
	readonly requestHash: string;
}
