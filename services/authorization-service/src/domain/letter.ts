import type { Authorization, AuthorizationStatus, Terms } from './authorization';

/** A guarantee letter as it was sent to the provider. */
export interface Letter extends Terms {
	readonly authorization_id: string;
	/** The first letter is 1; each extension is a further one. */
	readonly revision: number;
	readonly issued_at: string;
}

export const numberOf = (authorizationNumber: string, revision: number): string =>
	`${authorizationNumber}-L${revision}`;

/** The letter that an approval or an extension brings about, after so many; other decisions bring none. */
export function letterFor(after: Authorization, issued: number): Letter | null {
	if (after.status !== 'approved' || after.decided_at === null) return null;
	const { id, from, to, benefits, amount, decided_at } = after;
	return { authorization_id: id, revision: issued + 1, issued_at: decided_at, from, to, benefits, amount };
}

/** Whether a provider may rely on this letter now. */
export function standingOf(revision: number, latest: number, status: AuthorizationStatus) {
	if (status !== 'approved') return 'withdrawn';
	return revision === latest ? 'valid' : 'replaced';
}
