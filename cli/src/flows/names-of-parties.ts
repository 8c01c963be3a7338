import type { AskesClients } from '@claims-askes/sdk';

/** What groups, providers and members are called, and the numbers of policies, by their ids. */
export type PartyNames = ReadonlyMap<string, string>;

/** Whose names are wanted; an id that is null is of nobody. */
export interface Parties {
	readonly groups?: readonly (string | null)[];
	readonly providers?: readonly (string | null)[];
	readonly members?: readonly (string | null)[];
	readonly policies?: readonly (string | null)[];
}

interface Payee {
	readonly payee_id: string;
	readonly payee_kind: 'provider' | 'member';
}

/** Who is paid, whether a provider or a member. */
export function payeesOf(payments: readonly Payee[]): Parties {
	const idsOf = (kind: Payee['payee_kind']) =>
		payments.flatMap(({ payee_id, payee_kind }) => (payee_kind === kind ? payee_id : []));
	return { providers: idsOf('provider'), members: idsOf('member') };
}

/** Asks for all of them at once. Figures without names are better than none: who may not read them sees the ids. */
export async function namesOfParties(
	askes: AskesClients,
	{ groups = [], providers = [], members = [], policies = [] }: Parties,
): Promise<PartyNames> {
	const named = await Promise.all([
		namesOf<Named>(groups, (body) => askes.policies.POST('/api/v1/groups/batch-get', { body }), nameOf),
		namesOf<Named>(
			providers,
			(body) => askes.providers.POST('/api/v1/providers/batch-get', { body }),
			nameOf,
		),
		namesOf<Person>(members, (body) => askes.members.POST('/api/v1/members/batch-get', { body }), fullName),
		namesOf<Numbered>(
			policies,
			(body) => askes.policies.POST('/api/v1/policies/batch-get', { body }),
			numberOf,
		),
	]);
	return new Map(named.flat());
}

interface FullName {
	readonly given_name: string;
	readonly family_name: string;
}

type Identified<T> = T & { readonly id: string };
type Named = Identified<{ readonly name: string }>;
type Numbered = Identified<{ readonly number: string }>;
type Person = Identified<FullName>;

const nameOf = ({ name }: Named): string => name;
const numberOf = ({ number }: Numbered): string => number;
export const fullName = ({ given_name, family_name }: FullName): string => `${given_name} ${family_name}`;

async function namesOf<T extends { readonly id: string }>(
	parties: readonly (string | null)[],
	ask: (body: { ids: string[] }) => Promise<{ data?: { data: readonly T[] } | undefined }>,
	called: (party: T) => string,
): Promise<readonly (readonly [string, string])[]> {
	const ids = [...new Set(parties.filter((id) => id !== null))];
	if (ids.length === 0) return [];
	try {
		return ((await ask({ ids })).data?.data ?? []).map((party) => [party.id, called(party)] as const);
	} catch {
		return [];
	}
}
