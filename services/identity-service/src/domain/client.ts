/** For whom a token speaks; a restricted party sees only its own rows. */
export type Party =
	| { readonly role: 'service' }
	/** `authority`: how much they may decide otherwise than the rules, 1 to 5. */
	| { readonly role: 'client' | 'staff'; readonly authority: number }
	| { readonly role: 'member'; readonly member_id: string }
	| { readonly role: 'provider'; readonly provider_id: string }
	| { readonly role: 'group'; readonly group_id: string };

/** Somebody who may ask for tokens with a secret of their own: a service, the operator or an integrator. */
export interface Client {
	readonly id: string;
	readonly party: Party;
	readonly scopes: readonly string[];
	/** Of the secrets that are good now. */
	readonly secretHashes: readonly string[];
}

/** Managing clients stays with the operator: a client that could make clients could not be withdrawn. */
const isOverClients = (scope: string) => scope.startsWith('clients:');

/** The wanted scopes that somebody with `own` scopes may not give away. */
export const scopesNotGrantable = (wanted: readonly string[], own: ReadonlySet<string>): string[] =>
	wanted.filter((scope) => isOverClients(scope) || !own.has(scope));
