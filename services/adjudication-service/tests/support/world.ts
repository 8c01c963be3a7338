import type {
	AuthorizationFacts,
	Coverage,
	MemberFacts,
	PolicyFacts,
} from '@claims-askes/contracts/coverage-facts';
import { PlanDocument, type PlanVersion } from '@claims-askes/contracts/plan-document';
import type { ContractFacts, ContractTerms, ProviderFacts } from '@claims-askes/contracts/provider-facts';
import { addDays } from '@claims-askes/kernel/calendar-date';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { z } from 'zod';
import type { FactSource, SubmittedClaim } from '../../src/usecases/facts/fact-source';
import { memberNumbersOf, providerNumbersOf } from '../../src/usecases/facts/unknown-numbers';
import type { ChangeFacts } from '../../src/usecases/recalculation/known-numbers';

type PlanInput = z.input<typeof PlanDocument>;

/** Everything that other services would know, in memory; what is asked of it is counted. */
export interface World extends FactSource {
	readonly asked: Record<keyof FactSource, number>;
	/** Fails every question until it is set to false again. */
	isDown: boolean;
	publishPlan(document: Partial<PlanInput>, version?: string): PlanVersion;
	issuePolicy(changes?: Partial<PolicyFacts>): PolicyFacts;
	register(
		changes?: Partial<Omit<ProviderFacts, 'contracts'>>,
		terms?: Partial<ContractTerms> | null,
	): ProviderFacts;
	enroll(changes?: Partial<MemberFacts>, coverage?: Partial<Coverage>): MemberFacts;
	hasMember(number: string): boolean;
	authorize(
		facts: Partial<AuthorizationFacts> & Pick<AuthorizationFacts, 'number' | 'member_id'>,
	): AuthorizationFacts;
	submit(member: MemberFacts | null, provider: ProviderFacts | null, changes?: ClaimChanges): AnnouncedClaim;
	/** A contract with other prices from a day on; the ones before it end the day before. */
	contract(provider: ProviderFacts, terms: Partial<ContractTerms>): ContractFacts;
	/** What is known of those who changed, for the search of the claims that they touch. */
	readonly changeFacts: ChangeFacts;
}

export interface ClaimChanges extends Partial<Omit<CanonicalClaim, 'lines'>> {
	readonly replaces?: string;
	readonly received_on?: string;
	readonly family_key?: string;
	readonly lines?: readonly LineChanges[];
}
export type LineChanges = Partial<CanonicalClaim['lines'][number]>;

const newId = () => Bun.randomUUIDv7();

/** A plan with an office visit that costs the member something in every way there is. */
const OFFICE_PLAN: PlanInput = {
	id: 'office',
	name: 'Office',
	currency: 'USD',
	benefits: { visit: {} },
	benefit_of: { '99213': 'visit' },
	cost_share: { in: { deductible: { member: '100.00', family: '150.00' }, coinsurance: 20 } },
	pools: [{ id: 'year', scope: 'family', per: 'year', amount: '1000.00' }],
};

/** A claim with the key that its events are kept in order by. */
export interface AnnouncedClaim extends SubmittedClaim {
	readonly family_key: string;
}

export function aWorld(): World {
	const members: MemberFacts[] = [];
	const providers: ProviderFacts[] = [];
	const contracts: ContractFacts[] = [];
	const policies: PolicyFacts[] = [];
	const plans: PlanVersion[] = [];
	const authorizations: AuthorizationFacts[] = [];
	const claims = new Map<string, AnnouncedClaim>();
	let numbers = 0;

	const world: World = {
		asked: {
			claims: 0,
			members: 0,
			providers: 0,
			contracts: 0,
			policies: 0,
			planVersionsOf: 0,
			planVersions: 0,
			authorizations: 0,
		},
		isDown: false,
		publishPlan(document, version = '1') {
			const parsed = PlanDocument.parse({ ...OFFICE_PLAN, ...document });
			const published = {
				id: newId(),
				plan_id: parsed.id,
				version,
				effective_from: '2026-01-01',
				document: parsed,
			};
			plans.push(published);
			return published;
		},
		issuePolicy(changes = {}) {
			const policy: PolicyFacts = {
				id: newId(),
				number: `P-${++numbers}`,
				group_id: newId(),
				currency: 'USD',
				from: '2026-01-01',
				to: null,
				aso: null,
				excess: null,
				...changes,
			};
			policies.push(policy);
			return policy;
		},
		register(changes = {}, terms = {}) {
			const id = newId();
			const contract: ContractFacts = {
				id: newId(),
				provider_id: id,
				terms: {
					from: '2026-01-01',
					to: null,
					currency: 'USD',
					prices: { '99213': { basis: 'fee', amount: '80.00' } },
					...terms,
				},
			};
			if (terms) contracts.push(contract);
			const { currency, from, to } = contract.terms;
			const provider: ProviderFacts = {
				id,
				kind: 'facility',
				name: 'Clinic',
				npi: npiOf(++numbers),
				tax_id: null,
				status: 'active',
				licence_to: null,
				specialties: [],
				channels: [],
				contracts: terms ? [{ id: contract.id, currency, from, to }] : [],
				...changes,
			};
			providers.push(provider);
			return provider;
		},
		enroll(changes = {}, coverage = {}) {
			const policy = policies[0] ?? world.issuePolicy();
			const number = `M-${++numbers}`;
			const member: MemberFacts = {
				id: newId(),
				member_number: number,
				subscriber_number: number,
				family_id: newId(),
				group_id: policy.group_id,
				relationship: 'employee',
				given_name: 'Sari',
				family_name: 'Putri',
				birth_date: '1990-05-05',
				death_date: null,
				sex: 'F',
				status: 'active',
				is_disabled: false,
				is_student: false,
				pre_existing: [],
				coverages: [
					{
						id: newId(),
						policy_id: policy.id,
						plan_id: plans[0]?.plan_id ?? 'office',
						product: null,
						from: '2026-01-01',
						to: null,
						...coverage,
					},
				],
				coordination: null,
				other_coverage: null,
				...changes,
			};
			members.push(member);
			return member;
		},
		contract(provider, terms) {
			const contract: ContractFacts = {
				id: newId(),
				provider_id: provider.id,
				terms: { from: '2026-01-01', to: null, currency: 'USD', prices: {}, ...terms },
			};
			contracts.push(contract);
			const { currency, from, to } = contract.terms;
			const earlier = provider.contracts
				.filter((span) => span.from < from)
				.map((span) => ({ ...span, to: addDays(from, -1) }));
			provider.contracts.splice(0, Infinity, ...earlier, { id: contract.id, currency, from, to });
			return contract;
		},
		changeFacts: {
			memberNumbers: async (ids) =>
				new Map(members.filter(({ id }) => ids.includes(id)).map((one) => [one.id, memberNumbersOf(one)])),
			providerNumbers: async (ids) =>
				new Map(
					providers.filter(({ id }) => ids.includes(id)).map((one) => [one.id, providerNumbersOf(one)]),
				),
			planVersions: async (ids) =>
				new Map(
					ids.map((id) => [id, plans.filter(({ plan_id }) => plan_id === id).map((version) => version.id)]),
				),
		},
		hasMember: (number) => members.some(({ member_number }) => member_number === number),
		authorize(facts) {
			const authorization: AuthorizationFacts = {
				id: newId(),
				provider_id: null,
				status: 'approved',
				from: '2026-01-01',
				to: '2026-12-31',
				benefits: [],
				amount: null,
				currency: 'USD',
				...facts,
			};
			authorizations.push(authorization);
			return authorization;
		},
		submit(member, provider, { replaces, received_on = '2026-11-01', family_key, lines, ...changes } = {}) {
			const given = lines ?? [{}];
			const id = newId();
			const claim: CanonicalClaim = {
				claim_id: `C-${++numbers}`,
				type: 'professional',
				use: 'claim',
				frequency_code: replaces ? '7' : '1',
				currency: 'USD',
				total_charge: '100.00',
				billing_provider: { npi: provider?.npi ?? '1999999984' },
				subscriber: { member_id: member?.subscriber_number ?? 'NOBODY' },
				patient: {
					relationship: member?.relationship === 'employee' ? 'self' : 'child',
					member_id: member?.member_number ?? 'NOBODY',
				},
				payer: { id: 'ASKES' },
				diagnoses: [{ code: 'J069', system: 'icd-10', role: 'principal' }],
				lines: given.map((line, at) => ({
					number: at + 1,
					service_date: '2026-03-01',
					procedure_code: '99213',
					code_system: 'hcpcs',
					modifiers: [],
					units: 1,
					charge: '100.00',
					diagnosis_pointers: [1],
					...line,
				})),
				other_payers: [],
				source: { format: 'json' },
				...changes,
			};
			const submitted: AnnouncedClaim = {
				id,
				claim_number: `CLM-2026-${String(numbers).padStart(8, '0')}`,
				family_key: family_key ?? member?.subscriber_number ?? 'NOBODY',
				received_on,
				replaces: replaces ?? null,
				claim,
			};
			claims.set(id, submitted);
			return submitted;
		},
		claims: async (ids) =>
			answer(
				'claims',
				ids.flatMap((id) => claims.get(id) ?? []),
			),
		members: async (people) =>
			answer(
				'members',
				people.map((person) => {
					const member = members.find((m) => m.member_number === person.member_number);
					return member ? { ...member, subscriber_id: holderOf(member)?.id ?? null } : null;
				}),
			),
		providers: async ({ npis, taxIds }) =>
			answer(
				'providers',
				providers.filter(({ npi, tax_id }) => npis.includes(npi ?? '') || taxIds.includes(tax_id ?? '')),
			),
		contracts: async (ids) =>
			answer(
				'contracts',
				contracts.filter(({ id }) => ids.includes(id)),
			),
		policies: async (ids) =>
			answer(
				'policies',
				policies.filter(({ id }) => ids.includes(id)),
			),
		planVersionsOf: async (ids) =>
			answer(
				'planVersionsOf',
				plans
					.filter(({ plan_id }) => ids.includes(plan_id))
					.map(({ document: _, ...span }) => ({ ...span, effective_to: null })),
			),
		planVersions: async (ids) =>
			answer(
				'planVersions',
				plans.filter(({ id }) => ids.includes(id)),
			),
		authorizations: async (given) =>
			answer(
				'authorizations',
				authorizations.filter(({ number }) => given.includes(number)),
			),
	};

	const holderOf = ({ family_id }: MemberFacts) =>
		members.find((one) => one.family_id === family_id && one.relationship === 'employee');

	function answer<T>(question: keyof FactSource, facts: T): T {
		if (world.isDown) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
		world.asked[question]++;
		return facts;
	}
	return world;
}

/** Valid NPIs: the check digit is Luhn's over 80840 and the number. */
function npiOf(serial: number): string {
	const body = `1${String(serial).padStart(8, '0')}`;
	const digits = [...`80840${body}`].reverse().map(Number);
	const sum = digits.reduce((total, digit, at) => {
		const counted = at % 2 === 0 ? digit * 2 : digit;
		return total + (counted > 9 ? counted - 9 : counted);
	}, 0);
	return `${body}${(10 - (sum % 10)) % 10}`;
}
