import type { Story } from '@claims-askes/chassis/peers/peers';
import type { AuthorizationFacts, MemberFacts } from '@claims-askes/contracts/coverage-facts';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { FactSource, SubmittedClaim } from './fact-source';
import { billerNumber, patientOn, personKey, TAX } from './identities';

/** Whom and what the claims of a batch name, as far as they are known. */
export interface NamedParties {
	memberOf(claim: CanonicalClaim): MemberFacts | undefined;
	providerOf(claim: CanonicalClaim): ProviderFacts | undefined;
	/** By number. */
	readonly authorizations: ReadonlyMap<string, AuthorizationFacts>;
}

/** Asks for everybody at once: one question to each service. */
export async function nameParties(
	source: FactSource,
	submitted: readonly SubmittedClaim[],
	story: Story,
): Promise<NamedParties> {
	const claims = submitted.map(({ claim }) => claim);
	const [members, providers, authorizations] = await Promise.all([
		findMembers(source, claims, story),
		findProviders(source, claims, story),
		findAuthorizations(source, claims, story),
	]);
	return {
		authorizations,
		memberOf(claim) {
			const person = patientOn(claim);
			return person ? members.get(personKey(person)) : undefined;
		},
		providerOf: ({ billing_provider }) => providers.get(billerNumber(billing_provider)),
	};
}

async function findMembers(source: FactSource, claims: readonly CanonicalClaim[], story: Story) {
	const people = new Map(
		claims.flatMap((claim) => {
			const person = patientOn(claim);
			return person ? [[personKey(person), person] as const] : [];
		}),
	);
	const found = people.size > 0 ? await source.members([...people.values()], story) : [];
	return new Map([...people.keys()].flatMap((key, at) => (found[at] ? [[key, found[at]] as const] : [])));
}

async function findProviders(source: FactSource, claims: readonly CanonicalClaim[], story: Story) {
	const billers = claims.map(({ billing_provider }) => billerNumber(billing_provider)).filter(Boolean);
	const npis = new Set(billers.filter((number) => !number.startsWith(TAX)));
	const taxIds = new Set(
		billers.flatMap((number) => (number.startsWith(TAX) ? number.slice(TAX.length) : [])),
	);
	const numbers = { npis: [...npis], taxIds: [...taxIds] };
	const found = npis.size + taxIds.size > 0 ? await source.providers(numbers, story) : [];
	const byNumber = new Map<string, ProviderFacts>();
	for (const facts of found) {
		if (facts.npi) byNumber.set(billerNumber({ npi: facts.npi }), facts);
		if (facts.tax_id) byNumber.set(billerNumber({ tax_id: facts.tax_id }), facts);
	}
	return byNumber;
}

async function findAuthorizations(source: FactSource, claims: readonly CanonicalClaim[], story: Story) {
	const numbers = new Set(
		claims.flatMap(({ authorization_number, lines }) =>
			[authorization_number, ...lines.map((line) => line.authorization_number)].flatMap(
				(number) => number ?? [],
			),
		),
	);
	const found = numbers.size > 0 ? await source.authorizations([...numbers], story) : [];
	return new Map(found.map((facts) => [facts.number, facts]));
}
