/** What a simulation counts, before and after the change, and who moves most by it. */
import type { Decision } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';

export const OUTCOMES = ['approved', 'partially_approved', 'denied', 'pended'] as const;
export type SimulatedOutcome = (typeof OUTCOMES)[number];

const AMOUNTS = ['billed', 'allowed', 'paid', 'member_owes'] as const;
export type Amounts = Readonly<Record<(typeof AMOUNTS)[number], number>>;
export type BenefitAmounts = Amounts & { readonly benefit: string | null };

/** A claim as it stands, or would stand. */
export interface ClaimFigures {
	readonly outcome: SimulatedOutcome;
	readonly totals: Amounts;
	readonly lines: readonly BenefitAmounts[];
}

export interface ComparedClaim {
	readonly claimId: string;
	readonly claimNumber: string;
	readonly groupId: string | null;
	readonly providerId: string | null;
	readonly currency: string;
	/** It was decided by other terms than it stands by. */
	readonly isTouched: boolean;
	readonly before: ClaimFigures;
	readonly after: ClaimFigures;
}

export const figuresOf = ({ outcome, totals, lines }: Decision): ClaimFigures => ({
	outcome: outcome as SimulatedOutcome,
	totals,
	lines: lines.map(({ benefit, billed, allowed, paid, member_owes }) => ({
		benefit,
		billed,
		allowed,
		paid,
		member_owes,
	})),
});

/** Sums of many claims leave the safe integers. */
class Sums {
	private readonly sums = AMOUNTS.map(() => 0n);

	add(amounts: Amounts): void {
		for (const [at, name] of AMOUNTS.entries()) this.sums[at] = (this.sums[at] ?? 0n) + BigInt(amounts[name]);
	}

	get paid(): bigint {
		return this.sums[2] ?? 0n;
	}

	differsFrom(other: Sums): boolean {
		return this.sums.some((sum, at) => sum !== other.sums[at]);
	}

	write(decimals: number) {
		const [billed, allowed, paid, member_owes] = this.sums.map((sum) => writeSum(sum, decimals));
		return { billed, allowed, paid, member_owes } as Record<(typeof AMOUNTS)[number], string>;
	}
}

function writeSum(sum: bigint, decimals: number): string {
	const sign = sum < 0n ? '-' : '';
	const digits = String(sum < 0n ? -sum : sum).padStart(decimals + 1, '0');
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Of one group, provider or benefit, or of everybody, in one currency. */
class Tally {
	claims = 0;
	changed = 0;
	readonly before = new Sums();
	readonly after = new Sums();

	constructor(
		readonly id: string | null,
		readonly currency: string,
	) {}

	count(isChanged: boolean): void {
		this.claims++;
		if (isChanged) this.changed++;
	}

	get moved(): bigint {
		return this.after.paid - this.before.paid;
	}

	write() {
		const decimals = decimalsOf(this.currency);
		return {
			currency: this.currency,
			claims: this.claims,
			changed: this.changed,
			before: this.before.write(decimals),
			after: this.after.write(decimals),
			paid_difference: writeSum(this.moved, decimals),
		};
	}
}

/** Of everybody: with how many outcomes moved, each as `approved denied`. */
class Total extends Tally {
	touched = 0;
	readonly moves = new Map<string, number>();
}

/** So many of each are told in each currency; the totals are of all. */
const MOST_MOVERS = 500;

/** Adds up claims one by one and keeps no claim but those that move most. */
export class SimulationFigures {
	private readonly totals = new Map<string, Total>();
	private readonly groups = new Map<string, Tally>();
	private readonly providers = new Map<string, Tally>();
	private readonly benefits = new Map<string, Tally>();
	private claims: ComparedClaim[] = [];

	add(claim: ComparedClaim): void {
		const { before, after, currency } = claim;
		const isChanged = isOtherwise(before, after);
		const total = this.totalOf(currency);
		if (claim.isTouched) total.touched++;
		const move = `${before.outcome} ${after.outcome}`;
		total.moves.set(move, (total.moves.get(move) ?? 0) + 1);
		for (const tally of [
			total,
			tallyIn(this.groups, claim.groupId, currency),
			tallyIn(this.providers, claim.providerId, currency),
		]) {
			tally.count(isChanged);
			tally.before.add(before.totals);
			tally.after.add(after.totals);
		}
		this.addBenefits(claim);
		if (isChanged) this.keepClaim(claim);
	}

	result() {
		return {
			totals: [...this.totals.values()].sort(byCurrency).map((total) => ({
				...total.write(),
				under_changed_terms: total.touched,
				outcomes: { before: outcomes(total.moves, 0), after: outcomes(total.moves, 1) },
				outcome_changes: [...total.moves].flatMap(([move, claims]) => {
					const [from = '', to = ''] = move.split(' ');
					return from === to ? [] : { from, to, claims };
				}),
			})),
			movers: {
				groups: movers(this.groups),
				providers: movers(this.providers),
				benefits: movers(this.benefits),
				claims: this.topClaims().map(writeClaim),
			},
		};
	}

	private totalOf(currency: string): Total {
		const known = this.totals.get(currency) ?? new Total(null, currency);
		this.totals.set(currency, known);
		return known;
	}

	private addBenefits({ before, after, currency }: ComparedClaim): void {
		const isOther = new Map<Tally, boolean>();
		for (const [side, lines] of [['before', before.lines] as const, ['after', after.lines] as const]) {
			for (const line of lines) {
				const tally = tallyIn(this.benefits, line.benefit, currency);
				tally[side].add(line);
				isOther.set(tally, isOther.get(tally) ?? false);
			}
		}
		if (before !== after)
			for (const tally of isOther.keys()) {
				const of = (lines: readonly BenefitAmounts[]) =>
					JSON.stringify(
						lines.filter(({ benefit }) => benefit === tally.id).map(({ paid, allowed }) => [paid, allowed]),
					);
				isOther.set(tally, of(before.lines) !== of(after.lines));
			}
		for (const [tally, other] of isOther) tally.count(other);
	}

	private keepClaim(claim: ComparedClaim): void {
		this.claims.push(claim);
		if (this.claims.length > MOST_MOVERS * 20) this.claims = this.topClaims();
	}

	private topClaims(): ComparedClaim[] {
		return firstOfEach(this.claims.sort((a, b) => byCurrency(a, b) || byMove(a, b)));
	}
}

export type SimulationResult = ReturnType<SimulationFigures['result']>;

const isOtherwise = (before: ClaimFigures, after: ClaimFigures): boolean =>
	before !== after &&
	(before.outcome !== after.outcome ||
		AMOUNTS.some((name) => before.totals[name] !== after.totals[name]) ||
		before.lines.some(
			(line, at) =>
				line.benefit !== after.lines[at]?.benefit ||
				AMOUNTS.some((name) => line[name] !== after.lines[at]?.[name]),
		));

function tallyIn(tallies: Map<string, Tally>, id: string | null, currency: string): Tally {
	const key = `${currency} ${id}`;
	const known = tallies.get(key) ?? new Tally(id, currency);
	tallies.set(key, known);
	return known;
}

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
/** A rupiah is no cent: amounts are compared within their currency. */
const byCurrency = (a: InCurrency, b: InCurrency): number =>
	a.currency === b.currency ? 0 : a.currency < b.currency ? -1 : 1;

type InCurrency = { readonly currency: string };

function firstOfEach<Entry extends InCurrency>(sorted: readonly Entry[]): Entry[] {
	const told = new Map<string, number>();
	return sorted.filter(({ currency }) => {
		const place = told.get(currency) ?? 0;
		told.set(currency, place + 1);
		return place < MOST_MOVERS;
	});
}

function movers(tallies: ReadonlyMap<string, Tally>) {
	const moved = [...tallies.values()]
		.filter(({ before, after }) => before.differsFrom(after))
		.sort((a, b) => byCurrency(a, b) || Number(size(b.moved) - size(a.moved)));
	return firstOfEach(moved).map((tally) => ({ id: tally.id, ...tally.write() }));
}

const paidMove = ({ before, after }: ComparedClaim): number => after.totals.paid - before.totals.paid;
const owedMove = ({ before, after }: ComparedClaim): number =>
	after.totals.member_owes - before.totals.member_owes;

const byMove = (a: ComparedClaim, b: ComparedClaim): number =>
	Math.abs(paidMove(b)) - Math.abs(paidMove(a)) ||
	Math.abs(owedMove(b)) - Math.abs(owedMove(a)) ||
	(a.claimNumber < b.claimNumber ? -1 : 1);

function writeClaim({ claimId, claimNumber, currency, before, after }: ComparedClaim) {
	const decimals = decimalsOf(currency);
	const write = ({ outcome, totals }: ClaimFigures) => ({
		outcome,
		...(Object.fromEntries(AMOUNTS.map((name) => [name, writeSum(BigInt(totals[name]), decimals)])) as Record<
			(typeof AMOUNTS)[number],
			string
		>),
	});
	return {
		claim_id: claimId,
		claim_number: claimNumber,
		currency,
		before: write(before),
		after: write(after),
		paid_difference: writeSum(BigInt(after.totals.paid - before.totals.paid), decimals),
	};
}

function outcomes(moves: ReadonlyMap<string, number>, side: 0 | 1): Record<SimulatedOutcome, number> {
	const counts = { approved: 0, partially_approved: 0, denied: 0, pended: 0 };
	for (const [move, claims] of moves) counts[move.split(' ')[side] as SimulatedOutcome] += claims;
	return counts;
}
