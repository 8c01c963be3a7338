import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { isNpi } from '@claims-askes/kernel/npi';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { MemberToLoad, PolicyToLoad, Population, ProviderToLoad } from './population';

/** Anybody's claims are older than this installation; coverage begins before all of them. */
const COVERED_FROM = '1990-01-01';
/** What a provider of somebody else's file is paid of what it bills, for we do not know its prices. */
const PERCENT_OF_BILLED = 80;
const UNKNOWN_BIRTH = '1970-01-01';

/**
 * The people, coverage, providers and contracts that claims speak of, so that anybody's file can be run to the end. What
 * a claim does not say (a member without a number, a provider without NPI or tax id) is not made up: it stays unknown.
 */
export class PopulationOfClaims {
	readonly #policies = new Map<string, PolicyToLoad>();
	readonly #providers = new Map<string, ProviderToLoad>();
	readonly #members = new Map<string, MemberToLoad>();

	add(claim: CanonicalClaim): void {
		const policy = this.#policyFor(claim.currency);
		this.#addProvider(claim);
		this.#addPeople(claim, policy);
	}

	get population(): Population {
		const policies = [...this.#policies.values()];
		return {
			plans: policies.map(({ plan_id, currency }) => ({
				effective_from: COVERED_FROM,
				document: openPlan(plan_id, currency),
			})),
			policies,
			providers: [...this.#providers.values()],
			members: [...this.#members.values()],
		};
	}

	#policyFor(currency: string): PolicyToLoad {
		const known = this.#policies.get(currency);
		if (known) return known;
		const policy = {
			number: `POL-FILE-${currency}`,
			group_name: `Members of imported files, ${currency}`,
			currency,
			plan_id: `file-${currency.toLowerCase()}`,
			from: COVERED_FROM,
		};
		this.#policies.set(currency, policy);
		return policy;
	}

	#addProvider({ billing_provider: provider, currency }: CanonicalClaim): void {
		// Test data has NPIs that are none; such a provider is known by its tax id alone.
		const npi = provider.npi && isNpi(provider.npi) ? provider.npi : null;
		const key = npi ?? provider.tax_id;
		if (!key || this.#providers.has(key)) return;
		const person = [provider.first_name, provider.last_name].filter(Boolean).join(' ');
		this.#providers.set(key, {
			kind: person ? 'practitioner' : 'facility',
			name: provider.name ?? (person || `Provider ${key}`),
			npi,
			tax_id: provider.tax_id ?? null,
			specialties: provider.taxonomy ? [provider.taxonomy] : [],
			contract: {
				from: COVERED_FROM,
				to: null,
				currency,
				prices: {},
				default: { basis: 'percent', percent: PERCENT_OF_BILLED },
			},
		});
	}

	#addPeople({ subscriber, patient }: CanonicalClaim, policy: PolicyToLoad): void {
		const number = subscriber.member_id;
		if (!number) return;
		const shared = {
			subscriber_number: number,
			policy_number: policy.number,
			plan_id: policy.plan_id,
			from: COVERED_FROM,
			to: null,
		};
		const isSelf = patient.relationship === 'self';
		this.#remember({ ...shared, ...personOf(subscriber), member_number: number, relationship: 'employee' });
		if (isSelf) return;
		const dependant = personOf(patient);
		const member_number =
			patient.member_id ?? `${number}-${shortHash(`${dependant.birth_date} ${dependant.given_name}`)}`;
		const relationship = patient.relationship === 'spouse' ? 'spouse' : 'child';
		this.#remember({ ...shared, ...dependant, member_number, relationship });
	}

	#remember(member: MemberToLoad): void {
		if (!this.#members.has(member.member_number)) this.#members.set(member.member_number, member);
	}
}

/** Tells a family's dependants apart without writing a birth date or a name into a number. */
const shortHash = (text: string): string =>
	new Bun.CryptoHasher('sha256').update(text).digest('hex').slice(0, 8);

type Person = Pick<CanonicalClaim['subscriber'], 'first_name' | 'last_name' | 'birth_date' | 'sex'>;

const personOf = ({ first_name, last_name, birth_date, sex }: Person) => ({
	given_name: first_name ?? 'UNKNOWN',
	family_name: last_name ?? 'UNKNOWN',
	birth_date: birth_date ?? UNKNOWN_BIRTH,
	sex: sex === 'female' ? ('F' as const) : sex === 'male' ? ('M' as const) : ('U' as const),
});

/** A plan that covers whatever is billed, with ordinary cost sharing. */
function openPlan(id: string, currency: string): PlanDocument {
	return {
		id,
		name: `Open plan for imported files, ${currency}`,
		currency,
		benefits: { any: {} },
		default_benefit: 'any',
		cost_share: { in: { coinsurance: 10 } },
	};
}
