import type { Story } from '@claims-askes/chassis/peers/peers';
import { billerNumber, type PersonAsked, TAX } from '@claims-askes/contracts/claim-identities';
import type { AuthorizationFacts, MemberMatch } from '@claims-askes/contracts/coverage-facts';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { FactSource } from './fact-source';
import type { ReadClaim } from './read-claim';

/** Whom and what the claims of a batch name, as far as they are known. */
export interface NamedParties {
	memberOf(claim: ReadClaim): MemberMatch | undefined;
	providerOf(claim: ReadClaim): ProviderFacts | undefined;
	/** By number. */
	readonly authorizations: ReadonlyMap<string, AuthorizationFacts>;
}

/** Asks for everybody at once: one question to each service. */
export async function nameParties(
	source: FactSource,
	claims: readonly ReadClaim[],
	story: Story,
): Promise<NamedParties> {
	const [members, providers, authorizations] = await Promise.all([
		findMembers(source, claims, story),
		findProviders(source, claims, story),
		findAuthorizations(source, claims, story),
	]);
	return {
		authorizations,
		memberOf: ({ patientKey }) => members.get(patientKey),
		providerOf: ({ biller }) => providers.get(biller),
	};
}

async function findMembers(source: FactSource, claims: readonly ReadClaim[], story: Story) {
	const people = new Map<string, PersonAsked>();
	for (const { patient, patientKey } of claims) if (patient !== null) people.set(patientKey, patient);
	const found = people.size > 0 ? await source.members([...people.values()], story) : [];
	const members = new Map<string, MemberMatch>();
	let at = 0;
	for (const key of people.keys()) {
		const member = found[at++];
		if (member) members.set(key, member);
	}
	return members;
}

async function findProviders(source: FactSource, claims: readonly ReadClaim[], story: Story) {
	const billers = new Set(claims.map(({ biller }) => biller));
	const npis: string[] = [];
	const taxIds: string[] = [];
	for (const number of billers) {
		if (number.startsWith(TAX)) taxIds.push(number.slice(TAX.length));
		else if (number !== '') npis.push(number);
	}
	const found = npis.length + taxIds.length > 0 ? await source.providers({ npis, taxIds }, story) : [];
	const byNumber = new Map<string, ProviderFacts>();
	for (const facts of found) {
		if (facts.npi) byNumber.set(billerNumber({ npi: facts.npi }), facts);
		if (facts.tax_id) byNumber.set(billerNumber({ tax_id: facts.tax_id }), facts);
	}
	return byNumber;
}

async function findAuthorizations(source: FactSource, claims: readonly ReadClaim[], story: Story) {
	const numbers = new Set<string>();
	for (const { authorizationNumbers } of claims)
		for (const number of authorizationNumbers) numbers.add(number);
	const found = numbers.size > 0 ? await source.authorizations([...numbers], story) : [];
	return new Map(found.map((facts) => [facts.number, facts]));
}
