import { expect, test } from 'bun:test';
import { isNpi } from '@claims-askes/kernel/npi';
import { CanonicalClaim } from '@claims-askes/sdk/claim';
import { readEnrolments } from '@claims-askes/sdk/x12';
import { generateClaims } from './generate-claims';
import { generatePopulation } from './generate-population';
import { membersAs834 } from './members-as-834';
import { PopulationOfClaims } from './population-of-claims';

const population = generatePopulation({ seed: 7, members: 200, providers: 20 });
const period = { from: '2026-01-01', to: '2026-06-30' };

test('the same seed gives the same population and claims, another seed others', () => {
	const again = generatePopulation({ seed: 7, members: 200, providers: 20 });
	expect(again).toEqual(population);
	const claims = (seed: number) =>
		JSON.stringify([...generateClaims(population, { seed, count: 50, ...period })]);
	expect(claims(7)).toBe(claims(7));
	expect(claims(8)).not.toBe(claims(7));
});

test('people have unique numbers and families, providers valid NPIs', () => {
	expect(population.members).toHaveLength(200);
	expect(new Set(population.members.map(({ member_number }) => member_number)).size).toBe(200);
	expect(population.providers.every(({ npi }) => npi !== null && isNpi(npi))).toBe(true);
	const numbers = new Set(population.members.map(({ member_number }) => member_number));
	expect(population.members.every(({ subscriber_number }) => numbers.has(subscriber_number))).toBe(true);
});

test('every generated claim is canonical, in both currencies, and its lines sum to its charge', () => {
	const claims = [...generateClaims(population, { seed: 3, count: 500, ...period })];
	for (const claim of claims) {
		const parsed = CanonicalClaim.safeParse(claim);
		if (!parsed.success) throw parsed.error;
		const total = claim.lines.reduce((sum, { charge }) => sum + Number(charge.replace('.', '')), 0);
		expect(total).toBe(Number(claim.total_charge.replace('.', '')));
	}
	expect(new Set(claims.map(({ currency }) => currency))).toEqual(new Set(['USD', 'IDR']));
	expect(new Set(claims.map(({ claim_id }) => claim_id)).size).toBe(500);
});

test('claims are for as many different services as are asked for', () => {
	for (const { lines } of generateClaims(population, { seed: 3, count: 50, lines: 3, ...period }))
		expect(new Set(lines.map(({ procedure_code }) => procedure_code)).size).toBe(3);
});

test('a share of the families has other products besides, and all else is as without them', async () => {
	const more = generatePopulation({ seed: 7, members: 200, providers: 20, severalProducts: 40 });
	expect(more).toEqual(generatePopulation({ seed: 7, members: 200, providers: 20, severalProducts: 40 }));
	expect(more.members.map(({ other_plans: _, ...member }) => member)).toEqual([...population.members]);
	expect(more.plans.map(({ document }) => document.product ?? null)).toEqual([
		null,
		'dental',
		'vision',
		null,
		'dental',
		'vision',
	]);
	const families = Map.groupBy(more.members, ({ subscriber_number }) => subscriber_number);
	const withMore = [...families.values()].filter(([first]) => first?.other_plans);
	expect(withMore.length / families.size).toBeWithin(0.25, 0.55);
	for (const family of withMore)
		expect(new Set(family.map(({ other_plans }) => String(other_plans))).size).toBe(1);
	const lines = new Set<string>();
	for await (const reading of readEnrolments([...membersAs834(more)].join(''))) {
		if (reading.kind !== 'document') throw new Error(JSON.stringify(reading));
		expect(reading.warnings).toEqual([]);
		for (const { insurance_line, plan } of reading.document.coverages) lines.add(`${insurance_line} ${plan}`);
	}
	expect([...lines].sort()).toEqual([
		'DEN idr-dental',
		'DEN usd-dental',
		'HLT idr-standard',
		'HLT usd-standard',
		'VIS idr-vision',
		'VIS usd-vision',
	]);
});

test('the population of a file has each person and provider once, and makes up no numbers', () => {
	const people = new PopulationOfClaims();
	const [claim] = generateClaims(population, { seed: 1, count: 1, ...period });
	if (!claim) throw new Error('one claim was asked for');
	people.add(claim);
	people.add(claim);
	people.add({ ...claim, subscriber: { last_name: 'NOBODY' }, billing_provider: { name: 'NAMELESS' } });
	const { members, providers, plans } = people.population;
	expect([providers.length, plans.length]).toEqual([1, 1]);
	expect(members.every(({ subscriber_number }) => subscriber_number === claim.subscriber.member_id)).toBe(
		true,
	);
});

test('the members as 834 are read back, each with number, family and coverage', async () => {
	const numbers: string[] = [];
	for await (const reading of readEnrolments([...membersAs834(population)].join(''))) {
		if (reading.kind !== 'document') throw new Error(JSON.stringify(reading));
		const { identifiers, subscriber_number, coverages } = reading.document;
		expect(reading.warnings).toEqual([]);
		const number = identifiers?.find(({ qualifier }) => qualifier === '23')?.value ?? '';
		expect(number.startsWith(subscriber_number ?? '?')).toBe(true);
		expect(coverages).toHaveLength(1);
		numbers.push(number);
	}
	expect(numbers.sort()).toEqual(population.members.map(({ member_number }) => member_number).sort());
});

test('a dependant is claimed for under the name of the employee whose card it is', () => {
	const employees = new Map(
		population.members
			.filter(({ relationship }) => relationship === 'employee')
			.map((employee) => [employee.subscriber_number, employee.given_name.toUpperCase()]),
	);
	const named = [...generateClaims(population, { seed: 3, count: 200, ...period })].filter(
		({ patient, subscriber }) => patient.relationship !== 'self' && employees.has(subscriber.member_id ?? ''),
	);
	expect(named).not.toBeEmpty();
	for (const { subscriber } of named)
		expect(subscriber.first_name).toBe(employees.get(subscriber.member_id ?? ''));
});
