import { addDays, daysBetween } from '@claims-askes/kernel/calendar-date';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, mulDiv, parseAmount, sum } from '@claims-askes/kernel/money';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { currencyOfProvider, priceOf } from './generate-population';
import type { MemberToLoad, Population, ProviderToLoad } from './population';
import { type Random, randomFrom } from './random';
import {
	type GeneratedService,
	NOT_A_BENEFIT,
	SERVICES_RENDERED,
	WITHOUT_A_PRICE,
} from './service-catalogue';

export interface ClaimsOptions {
	readonly seed: number;
	readonly count: number;
	/** The dates of service lie between these, both inclusive. */
	readonly from: string;
	readonly to: string;
	/** How many services each claim is for; as it comes, one to three, unless said. */
	readonly lines?: number | undefined;
}

/** When generated claims happened unless said; fixed, so that a seed means the same claims next year. */
export const GENERATED_PERIOD = { from: '2026-01-01', to: '2026-06-30' };

/**
 * Claims of a population, as a year of a payer's mail looks: most are clean, a few name somebody unknown, come twice,
 * ask for what is no benefit, or have no price. Generated one after the other, so that any number needs no memory.
 */
export function* generateClaims(
	population: Population,
	{ seed, count, from, to, lines }: ClaimsOptions,
): Generator<CanonicalClaim> {
	const random = randomFrom(seed ^ 0x5eed);
	const people = byCurrency(population);
	const days = daysBetween(from, to);
	let last: CanonicalClaim | null = null;
	for (let at = 1; at <= count; at++) {
		const claim_id = `${seed}-${String(at).padStart(7, '0')}`;
		const isRepeated: boolean = last !== null && random.percent(2);
		const claim: CanonicalClaim =
			isRepeated && last
				? { ...last, claim_id }
				: aClaim(random, people, {
						claim_id,
						date: addDays(from, random.int(0, days)),
						submitted_at: `${to}T12:00`,
						lines,
					});
		last = claim;
		yield claim;
	}
}

interface Crowd {
	readonly members: readonly [MemberToLoad, ...MemberToLoad[]];
	readonly providers: readonly [ProviderToLoad, ...ProviderToLoad[]];
	/** By the number on the family's card. */
	readonly employees: ReadonlyMap<string, MemberToLoad>;
}

const CLINIC = { lines: ['1 Main Street'], city: 'Springfield', state: 'IL', postal_code: '627010001' };
const HOME = { lines: ['2 Oak Avenue'], city: 'Springfield', state: 'IL', postal_code: '62704' };

function byCurrency({ policies, members, providers }: Population): Map<string, Crowd> {
	const crowds = new Map<string, Crowd>();
	for (const { number, currency } of policies) {
		const [member, ...moreMembers] = members.filter(({ policy_number }) => policy_number === number);
		const [provider, ...moreProviders] = providers.filter((_, at) => currencyOfProvider(at) === currency);
		if (!member || !provider) continue;
		const crowd = [member, ...moreMembers] as const;
		const employees = crowd.filter(({ relationship }) => relationship === 'employee');
		crowds.set(currency, {
			members: crowd,
			providers: [provider, ...moreProviders],
			employees: new Map(employees.map((employee) => [employee.subscriber_number, employee])),
		});
	}
	return crowds;
}

function aClaim(
	random: Random,
	crowds: ReadonlyMap<string, Crowd>,
	{ claim_id, date, submitted_at, lines: count }: ClaimToMake,
): CanonicalClaim {
	const [currency, crowd] = aCrowd(random, crowds);
	const member = random.pick(crowd.members);
	const provider = random.pick(crowd.providers);
	const services = count === undefined ? someServices(random) : differentServices(random, count);
	const lines = services.map((service, at) => aLine(random, service, currency, date, at + 1));
	const diagnoses = [...new Set(services.map((service) => random.pick(service.diagnoses)))];
	return {
		claim_id,
		type: 'professional',
		use: 'claim',
		frequency_code: '1',
		currency,
		total_charge: totalOf(lines, currency),
		billing_provider: billerOf(provider),
		...partiesOf(member, crowd.employees.get(member.subscriber_number), random.percent(1)),
		payer: { id: 'ASKES01', name: 'CLAIMS-ASKES HEALTH PLAN' },
		other_payers: [],
		place_of_service: '11',
		...SIGNED,
		diagnoses: diagnoses.map((code, at) => ({
			code,
			system: 'icd-10-cm',
			role: at === 0 ? 'principal' : 'other',
		})),
		lines: lines.map((line) => ({ ...line, diagnosis_pointers: [1] })),
		source: { format: 'json', submitter: SUBMITTER, submitted_at },
	} as CanonicalClaim;
}

interface ClaimToMake {
	readonly claim_id: string;
	readonly date: string;
	readonly submitted_at: string;
	readonly lines: number | undefined;
}

const SIGNED = {
	provider_signature_on_file: true,
	accepts_assignment: 'assigned',
	benefits_assigned: 'yes',
	release_of_information: 'Y',
};
const SUBMITTER = {
	id: 'GENERATOR',
	name: 'CLAIMS-ASKES GENERATOR',
	contacts: [{ name: 'CLAIMS DESK', phone: '2175550100' }],
};

/** One claim in five is of those who are paid in the second currency. */
function aCrowd(random: Random, crowds: ReadonlyMap<string, Crowd>): readonly [string, Crowd] {
	const [first, second] = crowds;
	if (!first) throw new RangeError('a population needs a member and a provider in each of its currencies');
	return second && random.percent(20) ? second : first;
}

const billerOf = ({ npi, tax_id, name }: Crowd['providers'][number]) => ({
	npi: npi ?? undefined,
	tax_id: tax_id ?? undefined,
	tax_id_type: 'employer',
	name,
	address: CLINIC,
});

function totalOf(lines: readonly { readonly charge: string }[], currency: string): string {
	const decimals = decimalsOf(currency);
	return formatAmount(sum(lines.map(({ charge }) => parseAmount(charge, decimals))), decimals);
}

function someServices(random: Random): GeneratedService[] {
	if (random.percent(2)) return [NOT_A_BENEFIT];
	const services = Array.from({ length: random.int(1, 3) }, () => random.pick(SERVICES_RENDERED));
	if (random.percent(2)) services.push(WITHOUT_A_PRICE);
	return [...new Set(services)];
}

function differentServices(random: Random, count: number): GeneratedService[] {
	const services = new Set<GeneratedService>();
	while (services.size < Math.min(count, SERVICES_RENDERED.length))
		services.add(random.pick(SERVICES_RENDERED));
	return [...services];
}

function aLine(
	random: Random,
	{ code, price, maxUnits }: GeneratedService,
	currency: string,
	date: string,
	number: number,
) {
	const decimals = decimalsOf(currency);
	const units = random.int(1, maxUnits);
	const charge = mulDiv(priceOf(price, currency), units * random.int(100, 180), 100);
	return {
		number,
		service_date: date,
		procedure_code: code,
		code_system: 'hcpcs',
		modifiers: [],
		units,
		unit_basis: 'UN',
		charge: formatAmount(charge, decimals),
	};
}

/** The subscriber, and the patient where that is somebody else; a stranger has a number that nobody was given. */
function partiesOf(member: MemberToLoad, employee: MemberToLoad | undefined, isStranger: boolean) {
	const isSelf = member.relationship === 'employee';
	const patient = { ...personOf(member), address: HOME };
	const number = isStranger ? `X${member.subscriber_number.slice(1)}` : member.subscriber_number;
	const card = { member_id: number, filing_code: 'CI' };
	return {
		// Of a subscriber who is not the patient the guide wants no more than the name.
		subscriber: { ...card, ...(isSelf ? patient : nameOf(employee ?? member)) },
		patient: { relationship: isSelf ? 'self' : member.relationship, ...patient },
	};
}

const nameOf = ({ family_name, given_name }: MemberToLoad) => ({
	last_name: family_name.toUpperCase(),
	first_name: given_name.toUpperCase(),
});

const personOf = (member: MemberToLoad) => ({
	...nameOf(member),
	birth_date: member.birth_date,
	sex: member.sex === 'F' ? 'female' : 'male',
});
