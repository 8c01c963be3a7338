import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { type Case, decideCase, parseCase, validatePlan } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { type Network, planOf } from './plan-of-document';

/** The ten published examples, each judged by claims whose amounts were worked out by hand, in minor units. */
const PLANS = join(import.meta.dir, '..', '..', '..', '..', '..', 'examples', 'plans');

async function planIn(file: string, network: Network) {
	const document = PlanDocument.parse(Bun.YAML.parse(await Bun.file(join(PLANS, `${file}.yaml`)).text()));
	const published = {
		id: Bun.randomUUIDv7(),
		plan_id: document.id,
		version: '1',
		effective_from: '2024-01-01',
	};
	return { currency: document.currency, plan: planOf({ ...published, document }, network) };
}

interface Bill {
	readonly lines: readonly {
		readonly code: string;
		readonly billed?: number;
		readonly [key: string]: unknown;
	}[];
	readonly [key: string]: unknown;
}

interface Story extends Bill {
	readonly plan: string;
	/** Without a contract the plan's out-of-network basis prices the claim. */
	readonly network?: Network;
	readonly prices?: object;
	readonly before?: readonly Bill[];
	readonly today?: string;
}

const DATE = '2026-06-10';

const billOf = ({ lines, ...bill }: Bill, at: number) => ({
	...{
		id: `claim-${at}`,
		member_id: 'member',
		provider_id: 'provider',
		diagnoses: ['J18'],
		authorization: 'letter',
	},
	received: '2026-06-30',
	...bill,
	lines: lines.map((line, nth) => ({ n: nth + 1, from: DATE, ...line })),
});

async function decided({
	plan: file,
	network = 'in',
	prices = {},
	before = [],
	today = '2026-11-23',
	...bill
}: Story) {
	const { plan, currency } = await planIn(file, network);
	const contract = {
		provider_id: 'provider',
		from: '2020-01-01',
		prices,
		default: { basis: 'percent', percent: 100 },
	};
	const member = {
		...{
			birth_date: '1990-05-14',
			sex: 'F',
			relationship: 'employee',
			family_id: 'family',
			group_id: 'group',
		},
		coverage: [{ from: '2024-01-01' }],
	};
	const document: unknown = {
		claim: billOf(bill, before.length + 1),
		before: before.map((earlier, at) => ({ claim: billOf(earlier, at + 1) })),
		facts: {
			today,
			currency: { code: currency, decimals: decimalsOf(currency) },
			members: { member },
			providers: { provider: { specialties: ['internal'] } },
			contracts: network === 'in' ? [contract] : [],
			plan,
			authorizations: [{ id: 'letter', member_id: 'member', from: '2024-01-01', to: '2028-12-31' }],
			accumulators: {},
			history: [],
		},
	};
	const { decision } = decideCase(parseCase(JSON.parse(JSON.stringify(document))) as Case);
	return {
		outcome: decision.outcome,
		lines: decision.lines.map(({ paid, adjustments }) => [
			Number(paid),
			adjustments.map(({ group, carc, amount }) => `${group}-${carc} ${amount}`).join(', '),
		]),
		paid: Number(decision.totals.paid),
		member_owes: Number(decision.totals.member_owes),
	};
}

type Expected = Awaited<ReturnType<typeof decided>>;
const stay = { admitted: DATE, discharged: '2026-06-13' };

const STORIES: [what: string, story: Story, expected: Expected][] = [
	[
		'three nights above class I: the room to 1,000,000, what varies by 10/16, medicine and ambulance whole',
		{
			plan: 'rimba-raya/inpatient',
			...{ setting: 'inpatient', stay },
			lines: [
				{ code: 'RB', units: 3, billed: 4_800_000 },
				{ code: 'IP-DOCTOR', units: 3, billed: 1_200_000 },
				{ code: 'IP-LAB', billed: 2_400_000 },
				{ code: 'IP-MED', billed: 3_000_000 },
				{ code: 'AMB', billed: 1_000_000 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[3_000_000, 'PR-78 1800000'],
				[750_000, 'PR-78 450000'],
				[1_500_000, 'PR-78 900000'],
				[3_000_000, ''],
				[1_000_000, ''],
			],
			...{ paid: 9_250_000, member_owes: 3_150_000 },
		},
	],
	[
		'a major surgery: 60, 25 and 15 percent of 50,000,000 for surgeon, theatre and anaesthesia',
		{
			plan: 'rimba-raya/inpatient',
			...{ setting: 'inpatient', stay, documents: ['itemised_bill'] },
			lines: [
				{ code: 'SX-MAJOR', billed: 40_000_000 },
				{ code: 'OT-MAJOR', billed: 10_000_000 },
				{ code: 'AN-MAJOR', billed: 9_000_000 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[30_000_000, 'PR-119 10000000'],
				[10_000_000, ''],
				[7_500_000, 'PR-119 1500000'],
			],
			...{ paid: 47_500_000, member_owes: 11_500_000 },
		},
	],
	[
		'day 30 before a stay is in the window and day 31 is not; three nights give three days of cash',
		{
			plan: 'rimba-raya/inpatient',
			...{ setting: 'inpatient', stay },
			lines: [
				{ code: 'PRE', from: '2026-05-10', billed: 400_000 },
				{ code: 'PRE', from: '2026-05-11', billed: 500_000 },
				{ code: 'RB', units: 3, billed: 2_700_000 },
				{ code: 'CASH', units: 5 },
			],
		},
		{
			outcome: 'partially_approved',
			lines: [
				[0, 'PR-96 400000'],
				[500_000, ''],
				[2_700_000, ''],
				[750_000, ''],
			],
			...{ paid: 3_950_000, member_owes: 400_000 },
		},
	],
	[
		'a readmission within two weeks goes on with the case and what its limits have left',
		{
			plan: 'rimba-raya/inpatient',
			setting: 'inpatient',
			stay: { admitted: '2026-06-20', discharged: '2026-06-21' },
			before: [
				{
					setting: 'inpatient',
					stay,
					documents: ['itemised_bill'],
					lines: [{ code: 'MISC', billed: 30_000_000 }],
				},
			],
			lines: [{ code: 'MISC', from: '2026-06-20', billed: 8_000_000 }],
		},
		{
			outcome: 'approved',
			lines: [[5_000_000, 'PR-119 3000000']],
			...{ paid: 5_000_000, member_owes: 3_000_000 },
		},
	],
	[
		'a visit to the doctor: 200,000 at most, 25,000 of it copay; a brand medicine at 80 percent',
		{
			plan: 'rimba-raya/outpatient',
			setting: 'office',
			lines: [
				{ code: 'GP', billed: 260_000 },
				{ code: 'MED-BRAND', billed: 150_000 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[175_000, 'PR-119 60000, PR-3 25000'],
				[120_000, 'PR-2 30000'],
			],
			...{ paid: 295_000, member_owes: 115_000 },
		},
	],
	[
		'a doctor without a contract, paid back: the reference price less the copay',
		{
			plan: 'rimba-raya/outpatient',
			network: 'out',
			...{ setting: 'office', channel: 'reimbursement', documents: ['original_receipt'] },
			lines: [{ code: 'GP', billed: 180_000 }],
		},
		{
			outcome: 'approved',
			lines: [[125_000, 'PR-45 30000, PR-3 25000']],
			...{ paid: 125_000, member_owes: 55_000 },
		},
	],
	[
		'a root canal settled at 80 percent, of which the member bears 20; two fillings, each within its 750,000',
		{
			plan: 'rimba-raya/dental',
			documents: ['dental_xray'],
			lines: [
				{ code: 'ROOT-CANAL', billed: 2_000_000 },
				{ code: 'FILLING', units: 2, billed: 1_800_000 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[1_280_000, 'PR-2 400000, PR-2 320000'],
				[1_440_000, 'PR-2 360000'],
			],
			...{ paid: 2_720_000, member_owes: 1_080_000 },
		},
	],
	[
		'a second frame within two years comes too soon',
		{
			plan: 'rimba-raya/optical',
			network: 'out',
			...{ channel: 'reimbursement', documents: ['original_receipt', 'refraction_result'] },
			before: [aFrame('2025-03-01')],
			lines: [{ code: 'FRAME', billed: 1_800_000 }],
		},
		{ outcome: 'denied', lines: [[0, 'PR-151 1800000']], paid: 0, member_owes: 1_800_000 },
	],
	[
		'on the second anniversary the next frame is in time, and the limit of two years is whole again',
		{
			...{ plan: 'rimba-raya/optical', network: 'out', today: '2027-03-10' },
			before: [aFrame('2025-03-01')],
			...aFrame('2027-03-01'),
		},
		{
			outcome: 'approved',
			lines: [[1_500_000, 'PR-119 300000']],
			...{ paid: 1_500_000, member_owes: 300_000 },
		},
	],
	[
		'a caesarean takes its whole package, and what the hospital bills beside it finds nothing left',
		{
			plan: 'rimba-raya/maternity',
			...{ diagnoses: ['O82'], stay },
			lines: [
				{ code: 'CSECTION', billed: 38_000_000 },
				{ code: 'CSECTION-EXTRA', billed: 2_000_000 },
			],
		},
		{
			outcome: 'partially_approved',
			lines: [
				[35_000_000, 'PR-119 3000000'],
				[0, 'PR-119 2000000'],
			],
			...{ paid: 35_000_000, member_owes: 5_000_000 },
		},
	],
	[
		'three nights at 900 with deductible and copay; of the coinsurance of a knee what the maximum of 3,000 leaves',
		{
			plan: 'harbourlight/inpatient',
			...{ setting: 'inpatient', stay },
			lines: [
				{ code: '0120', units: 3, billed: 3_600_00 },
				{ code: '27447', billed: 40_000_00 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[1_750_00, 'PR-78 90000, PR-1 50000, PR-3 45000'],
				[32_950_00, 'PR-119 500000, PR-2 205000'],
			],
			...{ paid: 34_700_00, member_owes: 8_900_00 },
		},
	],
	[
		'a visit and a tier 3 drug at their copays; laboratory and X-ray after the deductible, then 80 percent',
		{
			plan: 'harbourlight/outpatient',
			prices: { '99213': { basis: 'fee', amount: 100_00 } },
			lines: [
				{ code: '99213', billed: 140_00 },
				{ code: 'RX-3', billed: 250_00 },
				{ code: '80053', billed: 200_00 },
				{ code: '71046', billed: 600_00 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[70_00, 'CO-45 4000, PR-3 3000'],
				[170_00, 'PR-3 8000'],
				[0, 'PR-1 20000'],
				[240_00, 'PR-1 30000, PR-2 6000'],
			],
			...{ paid: 480_00, member_owes: 670_00 },
		},
	],
	[
		'a crown as the second payer: the lowest of three differences, and the member owes nothing',
		{
			plan: 'harbourlight/dental',
			documents: ['dental_xray'],
			primary: { lines: { '1': { paid: 600_00, allowed: 900_00, left: 300_00 } } },
			lines: [{ code: 'D2740', billed: 1_000_00 }],
		},
		{ outcome: 'approved', lines: [[400_00, 'OA-23 60000']], paid: 400_00, member_owes: 0 },
	],
	[
		'a frame to its allowance, and one copay for lenses and exam of one visit',
		{
			plan: 'harbourlight/optical',
			lines: [
				{ code: 'V2020', billed: 250_00 },
				{ code: 'V2100', billed: 120_00 },
				{ code: '92014', billed: 90_00 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[180_00, 'PR-119 7000'],
				[95_00, 'PR-3 2500'],
				[90_00, ''],
			],
			...{ paid: 365_00, member_owes: 95_00 },
		},
	],
	[
		'a caesarean to 15,000: deductible, and coinsurance up to the maximum; antenatal care is free',
		{
			plan: 'harbourlight/maternity',
			diagnoses: ['O82'],
			lines: [
				{ code: '59514', billed: 18_000_00 },
				{ code: '59426', billed: 150_00 },
			],
		},
		{
			outcome: 'approved',
			lines: [
				[12_000_00, 'PR-119 300000, PR-1 50000, PR-2 250000'],
				[150_00, ''],
			],
			...{ paid: 12_150_00, member_owes: 6_000_00 },
		},
	],
	[
		'a birth outside the network: 60 percent of the bill, its own deductible, and 40 percent of the rest',
		{
			plan: 'harbourlight/maternity',
			network: 'out',
			lines: [{ code: '59400', billed: 10_000_00 }],
		},
		{
			outcome: 'approved',
			lines: [[2_700_00, 'PR-45 400000, PR-1 150000, PR-2 180000']],
			...{ paid: 2_700_00, member_owes: 7_300_00 },
		},
	],
];

test.each(STORIES)('%s', async (_, story, expected) => {
	expect(await decided(story)).toEqual(expected);
});

function aFrame(from: string): Bill {
	return {
		...{ channel: 'reimbursement', documents: ['original_receipt', 'refraction_result'], received: from },
		lines: [{ code: 'FRAME', from, billed: 1_800_000 }],
	};
}

test('every example is judged at least once, and the engine accepts each in both networks', async () => {
	const files = [...new Bun.Glob('*/*.yaml').scanSync(PLANS)].map((file) => file.replace('.yaml', '')).sort();
	expect([...new Set(STORIES.map(([, { plan }]) => plan))].sort()).toEqual(files);
	for (const file of files)
		for (const network of ['in', 'out'] as const) {
			const { plan } = await planIn(file, network);
			expect({ file, findings: validatePlan(JSON.parse(JSON.stringify(plan))) }).toEqual({
				file,
				findings: [],
			});
		}
});
