import type { AskesClients } from '@claims-askes/sdk';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';

/** A plan of the examples: a deductible, a copay, coinsurance, and a person looks at claims that pay over 1,000. */
const PLAN = {
	id: 'examples-standard',
	name: 'Standard plan of the examples',
	currency: 'USD',
	benefits: { office: {}, imaging: {}, surgery: { surgery: true } },
	benefit_of: { '99213': 'office', '71046': 'imaging', '29881': 'surgery' },
	cost_share: {
		in: {
			deductible: { member: '50.00' },
			copay: { amount: '15.00', per: 'visit' as const },
			coinsurance: 20,
		},
	},
	audit: { claim_over: '1000.00' },
};

const CLINIC = {
	kind: 'facility' as const,
	name: 'Clinic of the examples',
	npi: '1234567893',
	tax_id: '900000001',
	specialties: [],
};
const PRICES = {
	...{ '99213': '100.00', '71046': '60.00', '29881': '1900.00' },
	...{ '99222': '1000.00', D1110: '120.00', V2020: '200.00' },
};

export interface Payer {
	readonly policyId: string;
	readonly groupId: string;
}

/** Publishes the plan, issues the policy and contracts the clinic. Known again by their numbers, all of it can be said twice. */
export async function openPayer(askes: AskesClients): Promise<Payer> {
	const version = { effective_from: '2025-01-01', document: PLAN };
	const known = await askes.benefits.POST('/api/v1/plans/batch-get', { body: { ids: [PLAN.id] } });
	if (known.data?.data.length === 0) await askes.benefits.POST('/api/v1/plans', { body: version });
	await askes.providers.POST('/api/v1/provider-imports', {
		body: {
			providers: [
				{
					provider: CLINIC,
					contract: {
						from: '2025-01-01',
						to: null,
						currency: 'USD',
						prices: Object.fromEntries(
							Object.entries(PRICES).map(([code, amount]) => [code, { basis: 'fee' as const, amount }]),
						),
					},
				},
			],
		},
	});
	const { data } = await askes.policies.POST('/api/v1/policy-imports', {
		body: {
			policies: [
				{
					group: { number: 'GROUP-EXAMPLES', name: 'Employer of the examples' },
					policy: {
						number: 'POL-EXAMPLES',
						currency: 'USD',
						from: '2025-01-01',
						classes: [{ class: 'standard', plan_id: PLAN.id }],
					},
				},
			],
		},
	});
	const [policy] = data?.data.results ?? [];
	if (!policy?.policy_id || !policy.group_id)
		throw new Error(policy?.problem?.message ?? 'no policy was issued');
	return { policyId: policy.policy_id, groupId: policy.group_id };
}

export interface Person {
	readonly memberNumber: string;
	readonly givenName: string;
	readonly familyName: string;
	readonly birthDate: string;
}

/** Somebody new, whom nobody has enrolled. */
export const aPerson = (): Person => ({
	memberNumber: `EX${Date.now().toString(36).toUpperCase()}`,
	givenName: 'Citra',
	familyName: 'Halim',
	birthDate: '1990-05-14',
});

/** Enrolls a person, by default somebody new whose deductible nobody has used. Said again with an end, it ends the coverage. */
export async function enroll(
	askes: AskesClients,
	{ policyId, groupId }: Payer,
	person: Person = aPerson(),
	to: string | null = null,
): Promise<Person> {
	const { memberNumber } = person;
	const { data } = await askes.members.POST('/api/v1/enrollments', {
		body: {
			people: [
				{
					member_number: memberNumber,
					subscriber_number: memberNumber,
					relationship: 'employee',
					given_name: person.givenName,
					family_name: person.familyName,
					birth_date: person.birthDate,
					sex: 'F',
					group_id: groupId,
					coverages: [{ policy_id: policyId, plan_id: PLAN.id, from: '2025-01-01', to }],
				},
			],
		},
	});
	const problem = data?.data.results[0]?.problem;
	if (problem) throw new Error(problem.message);
	return person;
}

/** What the clinic bills for one visit of a person. */
export function aClaimFor(
	person: Person,
	services: readonly (readonly [code: string, charge: string])[],
	serviceDate = '2026-06-10',
): CanonicalClaim {
	const name = { first_name: person.givenName, last_name: person.familyName };
	const cents = services.reduce((total, [, charge]) => total + Number(charge.replace('.', '')), 0);
	return {
		claim_id: `${person.memberNumber}-${Date.now().toString(36)}`,
		type: 'professional',
		use: 'claim',
		frequency_code: '1',
		currency: 'USD',
		total_charge: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
		billing_provider: { npi: CLINIC.npi, tax_id: CLINIC.tax_id, name: CLINIC.name },
		subscriber: { ...name, member_id: person.memberNumber },
		patient: { ...name, relationship: 'self', birth_date: person.birthDate, sex: 'female' },
		payer: { name: 'Payer of the examples' },
		other_payers: [],
		diagnoses: [{ code: 'J189', system: 'icd-10-cm', role: 'principal' }],
		lines: services.map(([code, charge], at) => ({
			number: at + 1,
			service_date: serviceDate,
			procedure_code: code,
			code_system: 'hcpcs',
			modifiers: [],
			units: 1,
			charge,
			diagnosis_pointers: [1],
		})),
		place_of_service: '11',
		source: { format: 'json' },
	};
}
