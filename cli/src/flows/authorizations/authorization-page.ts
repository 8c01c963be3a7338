import { momentOf } from '../moment';
import type { PartyNames } from '../names-of-parties';

/** What is granted, as an authorization and its letter both say it. */
interface Granted {
	readonly member_id: string;
	readonly provider_id: string | null;
	readonly from: string;
	readonly to: string;
	readonly benefits: readonly string[];
	readonly currency: string;
	readonly amount: string | null;
}

interface ShownAuthorization extends Granted {
	readonly number: string;
	readonly status: string;
	readonly codes: readonly { readonly system: string; readonly code: string }[];
	readonly reason: string | null;
	readonly requested_at: string;
	readonly decided_at: string | null;
}

interface Consumption {
	readonly claim_id: string;
	readonly amount: string;
	readonly currency: string;
	readonly recorded_at: string;
}

interface ShownLetter extends Granted {
	readonly number: string;
	readonly authorization_number: string;
	readonly revision: number;
	readonly standing: string;
	readonly issued_at: string;
}

/** An authorization on one page, for a person, with the claims that have used it. */
export function authorizationPage(
	authorization: ShownAuthorization,
	consumptions: readonly Consumption[],
	names: PartyNames,
): string {
	const { number, status, codes, reason, requested_at, decided_at } = authorization;
	return [
		`${number}  ${status}${reason ? `: ${reason}` : ''}`,
		`requested ${momentOf(requested_at)}${decided_at ? `, decided ${momentOf(decided_at)}` : ''}`,
		...granted(authorization, names),
		...(codes.length > 0
			? [`planned: ${codes.map(({ system, code }) => `${system} ${code}`).join(', ')}`]
			: []),
		...consumptions.map(
			({ claim_id, amount, currency, recorded_at }) =>
				`used: ${amount} ${currency} by claim ${claim_id}, ${momentOf(recorded_at)}`,
		),
	].join('\n');
}

/** A guarantee letter as it went out. */
export const letterPage = (letter: ShownLetter, names: PartyNames): string =>
	[
		`Guarantee letter ${letter.number}, ${letter.standing}`,
		`of authorization ${letter.authorization_number}, revision ${letter.revision}, issued ${momentOf(letter.issued_at)}`,
		...granted(letter, names),
	].join('\n');

const granted = (
	{ member_id, provider_id, from, to, benefits, amount, currency }: Granted,
	names: PartyNames,
): string[] => [
	`for ${names.get(member_id) ?? member_id}, by ${provider_id === null ? 'any provider' : (names.get(provider_id) ?? provider_id)}`,
	`from ${from} to ${to}: ${benefits.join(', ')}`,
	amount === null ? 'without a limit' : `up to ${amount} ${currency}`,
];
