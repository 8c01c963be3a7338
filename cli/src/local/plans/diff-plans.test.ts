import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { checkPlan } from './check-plan';
import { diffPage } from './diff-page';
import { diffPlans } from './diff-plans';

const aPlan = (changes: object = {}): PlanDocument =>
	PlanDocument.parse({
		id: 'GOLD',
		name: 'Gold',
		currency: 'IDR',
		benefits: {
			specialist: { limits: [{ id: 'sp', per: 'visit', amount: '500000' }] },
			gp: { cost_share: { in: { copay: { amount: '25000', per: 'visit' } } } },
		},
		benefit_of: { S1: 'specialist', G1: 'gp' },
		...changes,
	});
const specialist = (terms: object) => aPlan({ benefits: { ...aPlan().benefits, specialist: terms } });
const limited = (...limits: object[]) => specialist({ limits });

test.each<
	[before: PlanDocument, after: PlanDocument, benefit: string | null, forMember: string, text: string]
>([
	[
		aPlan(),
		limited({ id: 'sp', per: 'visit', amount: '400000' }),
		'specialist',
		'worse',
		'limit per visit goes from 500,000 to 400,000 IDR',
	],
	[
		aPlan(),
		aPlan({
			benefits: {
				...aPlan().benefits,
				gp: { cost_share: { in: { copay: { amount: '20000', per: 'visit' } } } },
			},
		}),
		'gp',
		'better',
		'copay per visit in the network goes from 25,000 to 20,000 IDR',
	],
	[
		limited({ id: 'v', per: 'year', count: 10, unit: 'visit', scope: 'family' }),
		limited({ id: 'v', per: 'year', count: 12, unit: 'visit', scope: 'family' }),
		'specialist',
		'better',
		'number of visits per year for the whole family goes from 10 to 12',
	],
	[specialist({}), specialist({ waiting_days: 1 }), 'specialist', 'worse', 'new: waiting period 1 day'],
	[
		specialist({ waiting_days: 1 }),
		specialist({ waiting_days: 30 }),
		'specialist',
		'worse',
		'waiting period goes from 1 to 30 days',
	],
	[specialist({ sex: 'F' }), specialist({}), 'specialist', 'better', 'no longer: only for women'],
	[specialist({}), specialist({ covered: false }), 'specialist', 'worse', 'new: is not covered'],
	[
		specialist({ documents: [{ document: 'referral' }] }),
		specialist({ documents: [{ document: 'referral', over: '1000000' }] }),
		'specialist',
		'better',
		'amount over which document referral is asked for goes from nothing to 1,000,000 IDR',
	],
	[
		aPlan(),
		aPlan({ benefit_of: { S1: 'specialist', G1: 'specialist' } }),
		'specialist',
		'different',
		'code G1 goes from gp to specialist',
	],
	[
		aPlan(),
		aPlan({ exclusions: { diagnoses: ['Z41.1'] } }),
		null,
		'worse',
		'new: diagnosis Z41.1 is excluded',
	],
	[aPlan(), aPlan({ channels: ['reimbursement'] }), null, 'worse', 'no longer: cashless claims are taken'],
	[aPlan({ settlement: 80 }), aPlan(), null, 'better', 'part that is settled goes from 80 to 100 percent'],
	[
		aPlan(),
		aPlan({ rules: { '28': 'off' } }),
		null,
		'different',
		'rule 28 (The ASO balance of the group holds the claim) goes from pend to off',
	],
	[
		aPlan({ pools: [{ id: 'y', scope: 'member', per: 'year', amount: '1000000' }] }),
		aPlan({ pools: [{ id: 'y', scope: 'member', per: 'year', amount: '2000000' }] }),
		null,
		'better',
		'most that is paid for a member a year (y) goes from 1,000,000 to 2,000,000 IDR',
	],
	[
		limited({ id: 'a', per: 'line', amount: '2' }, { id: 'b', per: 'unit', amount: '1' }),
		limited({ id: 'b', per: 'unit', amount: '1' }, { id: 'a', per: 'line', amount: '2' }),
		'specialist',
		'different',
		'order of the limits goes from a, b to b, a',
	],
])(
	'%#: a change is told in words, with what it means for a member',
	(before, after, benefit, for_member, text) => {
		expect(diffPlans(before, after)).toMatchObject([{ benefit, for_member, text }]);
	},
);

test('a benefit that comes is told with all its terms, one that goes in a line', () => {
	const more = aPlan({ benefits: { ...aPlan().benefits, dental: { waiting_days: 90 } } });
	expect(diffPage(diffPlans(aPlan(), more))).toBe(
		[
			'dental\n  + is a new benefit\n  - new: waiting period 90 days',
			'2 changes for a member: 1 better (+), 1 worse (-), 0 otherwise (~)',
		].join('\n\n'),
	);
	expect(diffPlans(more, aPlan())).toMatchObject([
		{ kind: 'benefit_removed', benefit: 'dental', text: 'is no benefit any more', after: null },
	]);
});

test('the same said otherwise is no change', () => {
	const before = aPlan({ settlement: '80.0' });
	const after = aPlan({
		settlement: 80,
		year_start: '01-01',
		cob: 'standard',
		channels: ['reimbursement', 'cashless'],
		benefits: {
			gp: aPlan().benefits.gp,
			specialist: {
				covered: true,
				limits: [{ id: 'sp', per: 'visit', amount: '500000.00', scope: 'member' }],
			},
		},
	});
	expect(diffPlans(before, after)).toEqual([]);
	expect(diffPage([])).toBe('Nothing changes for a member.');
});

test('a program is told what stood and what stands in the documents', () => {
	const [change] = diffPlans(aPlan(), limited({ id: 'sp', per: 'visit', amount: '400000' }));
	expect(change).toEqual({
		kind: 'changed',
		benefit: 'specialist',
		path: 'benefits.specialist.limits.sp.visit.amount',
		before: '500000',
		after: '400000',
		for_member: 'worse',
		text: 'limit per visit goes from 500,000 to 400,000 IDR',
	});
});

const PLANS = join(import.meta.dir, '..', '..', '..', '..', 'examples', 'plans');
const files = [...new Bun.Glob('*/*.yaml').scanSync(PLANS)].sort();

test.each(files)(
	'whatever is taken out of %s shows as a change, and so does whatever comes back',
	async (file) => {
		const checked = checkPlan(await Bun.file(join(PLANS, file)).bytes());
		if (checked.kind !== 'plan') throw new Error(`${file} is no plan`);
		const silent: string[] = [];
		let tried = 0;
		for (const path of pathsIn(checked.document)) {
			const parsed = PlanDocument.safeParse(without(checked.document, path));
			// What a plan cannot be without, or what says what holds anyway.
			if (!parsed.success || isSaidForNothing(checked.document, path)) continue;
			tried++;
			for (const [before, after] of [
				[checked.document, parsed.data] as const,
				[parsed.data, checked.document] as const,
			])
				if (diffPlans(before, after).length === 0) silent.push(path.join('.'));
		}
		expect(tried).toBeGreaterThan(20);
		expect(silent).toEqual([]);
	},
);

type Path = readonly (string | number)[];

function pathsIn(value: unknown, at: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return at.length > 0 ? [at] : [];
	const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
	const inner = keys.flatMap((key) =>
		pathsIn((value as Record<string | number, unknown>)[key], [...at, key]),
	);
	return at.length > 0 ? [at, ...inner] : inner;
}

function without(document: PlanDocument, path: Path): unknown {
	const copy = structuredClone(document) as unknown;
	let holder = copy as Record<string | number, unknown>;
	for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
	const last = path.at(-1) ?? '';
	if (Array.isArray(holder)) holder.splice(Number(last), 1);
	else delete holder[last];
	return copy;
}

/** A setting that states its own default, and lists of which the first of two equal ones goes. */
const isSaidForNothing = (document: PlanDocument, path: Path): boolean => {
	const value = path.reduce<unknown>(
		(holder, key) => (holder as Record<string | number, unknown>)[key],
		document,
	);
	const [section, key] = path;
	const rule = section === 'rules' && key !== undefined ? RULE_EFFECTS.get(String(key)) : undefined;
	return (
		(section === 'year_start' && value === '01-01') ||
		(section === 'cob' && value === 'standard') ||
		(path.at(-1) === 'scope' && value === 'member') ||
		(path.at(-1) === 'unit' && value === 'unit') ||
		(path.at(-1) === 'method' && value === 'none') ||
		(section === 'channels' && path.length === 1 && (value as string[]).length === 2) ||
		(rule === value && rule !== undefined)
	);
};
const { RULES } = await import('@claims-askes/engine');
const RULE_EFFECTS = new Map<string, unknown>(RULES.map(({ number, effect }) => [String(number), effect]));
