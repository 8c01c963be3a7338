/** Claims of three lines, and facts that give every rule and step of the engine something to do. */
import { type Case, type Claim, parseCase } from '@claims-askes/engine';
import { aMember, fee } from '@claims-askes/engine/testing';

const CODES = ['99213', '80053', '71046', '36415', '93000', '85025'];
const CLAIMS = 4_096;

const byCode = <T>(value: (code: string, at: number) => T): Record<string, T> =>
	Object.fromEntries(CODES.map((code, at) => [code, value(code, at)]));

const plan = {
	id: 'bench',
	version: 1,
	benefits: {
		visit: {
			settings: ['office'],
			specialty: 'medicine',
			age: [0, 120],
			waiting_days: 10,
			authorization: true,
			documents: ['invoice'],
			limits: [
				{ id: 'visits', per: 'year', count: 1_000_000, unit: 'visit' },
				{ id: 'visit-amount', per: 'visit', amount: 50_000 },
				{ id: 'outpatient', per: 'year', amount: 9_000_000_000 },
			],
		},
		laboratory: {
			limits: [{ id: 'outpatient', per: 'year', amount: 9_000_000_000 }],
			cost_share: { coinsurance: 10 },
		},
		imaging: { frequency: { days: 3 }, limits: [{ id: 'outpatient', per: 'year', amount: 9_000_000_000 }] },
	},
	benefit_of: byCode((_, at) => ['visit', 'laboratory', 'imaging'][at % 3]),
	cost_share: {
		in: {
			deductible: { member: 150_000, family: 300_000 },
			copay: { amount: 1_500, per: 'visit' },
			coinsurance: 20,
		},
	},
	oop: { in: { member: 500_000, family: 900_000 } },
	pools: [
		{ id: 'annual', scope: 'member', per: 'year', amount: 900_000_000_000 },
		{ id: 'family', scope: 'family', per: 'year', amount: 900_000_000_000 },
		{ id: 'lifetime', scope: 'member', per: 'lifetime', amount: 9_000_000_000_000 },
	],
	filing_days: 365,
	child_max_age: 21,
	waiting: { general_days: 30, pre_existing_days: 365 },
	exclusions: { diagnoses: ['Z41'], codes: ['COSM'], causes: ['war'] },
	non_medical: ['TV'],
	channels: ['cashless', 'reimbursement'],
	documents: [{ document: 'report', over: 5_000_000 }],
	audit: { claim_over: 90_000_000, surgeries_per_day: 3 },
};

export function benchCase(): Case {
	return parseCase({
		claim: { id: 'none', lines: [] },
		facts: {
			today: '2026-11-23',
			currency: { code: 'USD', decimals: 2 },
			members: {
				'member-1': aMember({
					pre_existing: ['E11'],
					cob: { relationship: 'employee', since: '2020-01-01' },
					other_coverage: { relationship: 'spouse', since: '2021-01-01' },
				}),
			},
			providers: {
				'provider-1': {
					npi: '1234567893',
					licence_to: '2030-12-31',
					specialties: ['medicine'],
					channels: ['cashless'],
				},
			},
			contracts: [
				{
					provider_id: 'provider-1',
					from: '2025-01-01',
					prices: byCode((_, at) => fee(9_000 + at * 100)),
					multiple: { percents: [100, 50], codes: ['71046', '93000'] },
				},
			],
			plan,
			policy: {
				id: 'policy-1',
				aso: { amount: 9_000_000_000_000 },
				excess: { mode: 'any_cause', fund: 'buffer', amount: 9_000_000 },
			},
			authorizations: [{ id: 'letter', member_id: 'member-1', amount: 9_000_000_000_000 }],
			codes: {
				diagnoses: { 'J18.9': [null, null], I10: [null, null] },
				procedures: byCode(() => ['2020-01-01', null]),
				bounds: byCode(() => ({ age: [0, 120] })),
				ptp: CODES.map((col1) => ({ col1, col2: 'J1885', indicator: 1 })),
				mue: byCode(() => ({ max: 9, mai: 3 })),
				included: [{ code: '36416', in: '80053' }],
				exclusive: [['93000', '93005']],
				add_on: { '99417': ['99215'] },
				necessity: { '71046': ['J', 'I'] },
				experimental: ['0001X'],
			},
			accumulators: {
				'deductible.in|member:member-1|2026': 100_000,
				'pool:annual|member:member-1|2026': 4_500_000,
			},
			history: Array.from({ length: 12 }, (_, at) => ({
				claim_id: `earlier-${at}`,
				n: 1,
				member_id: 'member-1',
				provider_id: 'provider-1',
				from: `2026-0${1 + (at % 5)}-1${at % 10}`,
				code: CODES[at % CODES.length],
				billed: 9_999,
				benefit: ['visit', 'laboratory', 'imaging'][at % 3],
				outcome: 'pay',
			})),
		},
	});
}

export function benchClaims(): Claim[] {
	return Array.from({ length: CLAIMS }, (_, at) => {
		const day = 10 + (at % 18);
		const document = {
			claim: {
				id: `claim-${at}`,
				member_id: 'member-1',
				provider_id: 'provider-1',
				received: '2026-10-30',
				diagnoses: at % 2 ? ['J18.9'] : ['I10', 'J18.9'],
				setting: 'office',
				documents: ['invoice'],
				authorization: 'letter',
				lines: [0, 1, 2].map((n) => ({
					n: n + 1,
					from: `2026-${at % 2 ? '07' : '09'}-${day}`,
					code: CODES[(n + 3 * (at % 2)) % CODES.length],
					modifiers: n === 2 ? ['26'] : [],
					units: 1 + (at % 3),
					billed: 10_000 + ((at * 37 + n * 911) % 30_000),
				})),
			},
			facts: {
				today: '2026-11-23',
				currency: { code: 'USD', decimals: 2 },
				plan: { id: 'p', version: 1, benefits: {} },
			},
		};
		return parseCase(document).claim;
	});
}
