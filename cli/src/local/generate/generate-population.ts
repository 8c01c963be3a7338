import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import type { ContractTerms } from '@claims-askes/contracts/provider-facts';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, type Minor, minor, mulDiv } from '@claims-askes/kernel/money';
import { npiOf } from '@claims-askes/kernel/npi';
import type { MemberToLoad, PolicyToLoad, Population, ProviderToLoad } from './population';
import { type Random, randomFrom } from './random';
import { SERVICES_RENDERED, WITHOUT_A_PRICE } from './service-catalogue';

export interface PopulationOptions {
	readonly seed: number;
	/** How many people, subscribers and dependants together. */
	readonly members: number;
	readonly providers: number;
	/** How many families in a hundred have a dental plan and a vision plan besides, in percent; none unless said. */
	readonly severalProducts?: number;
}

/** Coverage begins here, for all; before it, nobody is covered. */
export const COVERED_FROM = '2025-01-01';

/** How many of a currency's units the catalogue's price unit is worth. */
const PRICE_UNIT: Readonly<Record<string, number>> = { USD: 1, IDR: 10_000 };

/** A price of the catalogue in a currency's minor units. */
export const priceOf = (price: number, currency: string): Minor =>
	minor(price * (PRICE_UNIT[currency] ?? 1) * 10 ** decimalsOf(currency));

const GIVEN = [
	'Adi',
	'Budi',
	'Citra',
	'Dewi',
	'Eka',
	'Fajar',
	'Grace',
	'Hana',
	'Iris',
	'Joko',
	'Kevin',
	'Lina',
] as const;
const FAMILY = [
	'Santoso',
	'Wijaya',
	'Halim',
	'Brown',
	'Garcia',
	'Miller',
	'Putra',
	'Siregar',
	'Young',
	'Lestari',
] as const;

/** Two employers, one billed in dollars and one in rupiah, with their plans, people and providers. */
export function generatePopulation({
	seed,
	members,
	providers,
	severalProducts = 0,
}: PopulationOptions): Population {
	const random = randomFrom(seed);
	const policies: [PolicyToLoad, PolicyToLoad] = [
		{
			number: 'POL-USD-1',
			group_name: 'Northwind Traders',
			currency: 'USD',
			plan_id: 'usd-standard',
			from: COVERED_FROM,
		},
		{
			number: 'POL-IDR-1',
			group_name: 'Nusantara Raya',
			currency: 'IDR',
			plan_id: 'idr-standard',
			from: COVERED_FROM,
		},
	];
	return {
		plans: policies
			.flatMap(({ plan_id, currency }) => [
				standardPlan(plan_id, currency),
				...(severalProducts > 0 ? OTHER_PRODUCTS.map((product) => productPlan(product, currency)) : []),
			])
			.map((document) => ({ effective_from: COVERED_FROM, document })),
		policies,
		providers: Array.from({ length: providers }, (_, at) => aProvider(random, at)),
		members: withOtherProducts(somePeople(random, members, policies), policies, seed, severalProducts),
	};
}

/** A plan with a deductible, a copay, coinsurance, a limit on therapy and a yearly maximum. */
function standardPlan(id: string, currency: string): PlanDocument {
	const decimals = decimalsOf(currency);
	const amount = (units: number) => formatAmount(priceOf(units, currency), decimals);
	return {
		id,
		name: currency === 'IDR' ? 'Rawat Jalan Standar' : 'Standard Outpatient',
		currency,
		benefits: {
			office: {},
			diagnostics: {},
			therapy: {
				limits: [
					{ id: 'therapy-visits', per: 'year', count: 12, unit: 'visit' },
					{ id: 'therapy-amount', per: 'year', amount: amount(900) },
				],
			},
			emergency: { cost_share: { in: { copay: { amount: amount(50), per: 'visit' } } } },
			surgery: { surgery: true },
		},
		benefit_of: Object.fromEntries(
			[...SERVICES_RENDERED, WITHOUT_A_PRICE].map(({ code, benefit }) => [code, benefit]),
		),
		cost_share: {
			in: {
				deductible: { member: amount(100), family: amount(250) },
				copay: { amount: amount(15), per: 'visit' },
				coinsurance: 20,
			},
		},
		oop: { in: { member: amount(1_500), family: amount(3_000) } },
		pools: [{ id: 'annual', scope: 'member', per: 'year', amount: amount(5_000) }],
	};
}

interface OtherProduct {
	readonly product: string;
	readonly name: string;
	readonly codes: readonly string[];
	/** What it pays for a member in a year, in the catalogue's units. */
	readonly most: number;
}

/** What an employer buys beside the plan for everything else. */
const OTHER_PRODUCTS: readonly [OtherProduct, ...OtherProduct[]] = [
	{ product: 'dental', name: 'Dental', codes: ['D0120', 'D1110', 'D2391'], most: 600 },
	{ product: 'vision', name: 'Vision', codes: ['92014', 'V2020', 'V2100'], most: 200 },
];

const planOfProduct = (product: string, currency: string): string => `${currency.toLowerCase()}-${product}`;

function productPlan({ product, name, codes, most }: OtherProduct, currency: string): PlanDocument {
	const amount = formatAmount(priceOf(most, currency), decimalsOf(currency));
	return {
		id: planOfProduct(product, currency),
		name,
		product,
		currency,
		benefits: { [product]: {} },
		benefit_of: Object.fromEntries(codes.map((code) => [code, product])),
		cost_share: { in: { coinsurance: 20 } },
		pools: [{ id: 'annual', scope: 'member', per: 'year', amount }],
	};
}

/** Whole families, drawn apart from all else: the people are the same whatever share of them has more. */
function withOtherProducts(
	people: readonly MemberToLoad[],
	policies: readonly PolicyToLoad[],
	seed: number,
	share: number,
): MemberToLoad[] {
	if (share === 0) return [...people];
	const random = randomFrom(seed);
	const currencyOf = new Map(policies.map(({ number, currency }) => [number, currency]));
	const families = Map.groupBy(people, ({ subscriber_number }) => subscriber_number);
	return [...families.values()].flatMap((family) => {
		if (!random.percent(share)) return family;
		// A few have only one of the two.
		const products = random.percent(30) ? [random.pick(OTHER_PRODUCTS)] : OTHER_PRODUCTS;
		return family.map((member) => ({
			...member,
			other_plans: products.map(({ product }) =>
				planOfProduct(product, currencyOf.get(member.policy_number) ?? 'USD'),
			),
		}));
	});
}

function aProvider(random: Random, at: number): ProviderToLoad {
	const isFacility = random.percent(40);
	const currency = currencyOfProvider(at);
	return {
		kind: isFacility ? 'facility' : 'practitioner',
		name: isFacility
			? `${random.pick(FAMILY)} Clinic ${at + 1}`
			: `Dr ${random.pick(GIVEN)} ${random.pick(FAMILY)}`,
		npi: npiOf(`1${String(at + 1).padStart(3, '0')}${random.digits(5)}`),
		tax_id: random.digits(9),
		specialties: [],
		contract: aContract(random, currency),
	};
}

/** Every fifth provider works for the insurer that pays in rupiah. */
export const currencyOfProvider = (at: number): string => (at % 5 === 4 ? 'IDR' : 'USD');

function aContract(random: Random, currency: string): ContractTerms {
	const level = random.int(85, 115);
	const prices = SERVICES_RENDERED.map(({ code, price }) => {
		const amount = formatAmount(mulDiv(priceOf(price, currency), level, 100), decimalsOf(currency));
		return [code, { basis: 'fee' as const, amount }];
	});
	const surgeries = SERVICES_RENDERED.filter(({ benefit }) => benefit === 'surgery').map(({ code }) => code);
	return {
		from: COVERED_FROM,
		to: null,
		currency,
		prices: Object.fromEntries(prices),
		multiple: { percents: [100, 50, 25], codes: surgeries },
	};
}

function somePeople(
	random: Random,
	count: number,
	[usd, idr]: readonly [PolicyToLoad, PolicyToLoad],
): MemberToLoad[] {
	const people: MemberToLoad[] = [];
	for (let family = 1; people.length < count; family++) {
		const policy = family % 5 === 0 ? idr : usd;
		const subscriber = `M${String(family).padStart(6, '0')}${random.digits(3)}`;
		const family_name = random.pick(FAMILY);
		const size = Math.min(random.pick([1, 1, 2, 3, 4]), count - people.length);
		for (let at = 0; at < size; at++) {
			const relationship = at === 0 ? 'employee' : at === 1 ? 'spouse' : 'child';
			const born = relationship === 'child' ? random.int(2008, 2022) : random.int(1965, 1998);
			people.push({
				member_number: at === 0 ? subscriber : `${subscriber}-${at}`,
				subscriber_number: subscriber,
				policy_number: policy.number,
				plan_id: policy.plan_id,
				relationship,
				given_name: random.pick(GIVEN),
				family_name,
				birth_date: `${born}-${twoDigits(random.int(1, 12))}-${twoDigits(random.int(1, 28))}`,
				sex: random.pick(['F', 'M']),
				from: COVERED_FROM,
				to: random.percent(3) ? '2026-02-28' : null,
			});
		}
	}
	return people;
}

const twoDigits = (value: number) => String(value).padStart(2, '0');
