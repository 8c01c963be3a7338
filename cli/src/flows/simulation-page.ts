import { renderTable } from '../table';
import type { PartyNames } from './names-of-parties';
import type { SimulationResult } from './wait-for-simulation';

type Total = SimulationResult['totals'][number];
type Mover = SimulationResult['movers']['groups'][number];
type Claim = SimulationResult['movers']['claims'][number];

const AMOUNTS = ['billed', 'allowed', 'paid', 'member_owes'] as const;
const OUTCOMES = ['approved', 'partially_approved', 'denied', 'pended'] as const;
const words = (name: string): string => name.replaceAll('_', ' ');

/** Totals before and after, then who moves most: groups, providers, benefits, claims. */
export function simulationPage(
	{ totals, movers }: SimulationResult,
	most: number,
	names: PartyNames = new Map(),
): string {
	if (totals.length === 0) return 'No claims were decided in this span.';
	return [
		...totals.map(totalPage),
		moversPage('groups', movers.groups, most, names),
		moversPage('providers', movers.providers, most, names),
		moversPage('benefits', movers.benefits, most, names),
		claimsPage(movers.claims, most),
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

function totalPage(total: Total): string {
	const { currency, claims, under_changed_terms, changed, before, after, outcomes, outcome_changes } = total;
	const amounts = AMOUNTS.map((name) => [
		words(name),
		before[name],
		after[name],
		minus(after[name], before[name]),
	]);
	const counts = OUTCOMES.map((name) => [
		words(name),
		String(outcomes.before[name]),
		String(outcomes.after[name]),
		signed(String(outcomes.after[name] - outcomes.before[name])),
	]);
	const moves = outcome_changes.map(
		({ from, to, claims }) => `${claims} from ${words(from)} to ${words(to)}`,
	);
	return [
		`${currency}: ${claims} claims, ${under_changed_terms} under what was changed, ${changed} come out otherwise`,
		renderTable(['', 'before', 'after', 'difference'], [...amounts, ...counts]),
		...(moves.length > 0 ? [`outcomes: ${moves.join(', ')}`] : []),
	].join('\n');
}

function moversPage(title: string, movers: readonly Mover[], most: number, names: PartyNames): string {
	if (movers.length === 0) return '';
	return renderTable(
		[title, 'currency', 'claims', 'changed', 'paid before', 'paid after', 'difference', 'member owes'],
		firstOfEach(movers, most).map(({ id, currency, claims, changed, before, after, paid_difference }) => [
			...[
				names.get(id ?? '') ?? id ?? 'unknown',
				currency,
				String(claims),
				String(changed),
				before.paid,
				after.paid,
			],
			...[signed(paid_difference), minus(after.member_owes, before.member_owes)],
		]),
	);
}

function claimsPage(claims: readonly Claim[], most: number): string {
	if (claims.length === 0) return '';
	return renderTable(
		['claims', 'currency', 'before', 'after', 'paid before', 'paid after', 'difference', 'member owes'],
		firstOfEach(claims, most).map(({ claim_number, currency, before, after, paid_difference }) => [
			...[claim_number, currency, words(before.outcome), words(after.outcome), before.paid, after.paid],
			...[signed(paid_difference), minus(after.member_owes, before.member_owes)],
		]),
	);
}

/** They come currency by currency, those that move most first. */
function firstOfEach<Entry extends { readonly currency: string }>(
	movers: readonly Entry[],
	most: number,
): Entry[] {
	const byCurrency = Object.groupBy(movers, ({ currency }) => currency);
	return Object.values(byCurrency).flatMap((some = []) => some.slice(0, most));
}

const signed = (amount: string): string => (/^-|^0+(\.0+)?$/.test(amount) ? amount : `+${amount}`);

/** Of two decimals with as many places: sums of many claims are more than a float can hold. */
function minus(a: string, b: string): string {
	const places = a.split('.')[1]?.length ?? 0;
	const difference = BigInt(a.replace('.', '')) - BigInt(b.replace('.', ''));
	const digits = String(difference < 0n ? -difference : difference).padStart(places + 1, '0');
	const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
	return signed(difference < 0n ? `-${text}` : text);
}
