import {
	type Decision,
	decide,
	type Facts,
	historyOf,
	type Review,
	type Shortage,
	type Trace,
} from '@claims-askes/engine';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import type { Minor } from '@claims-askes/kernel/money';
import type { Balances } from './balances';
import { type Histories, historyFrom, type PastLine, pastLine } from './histories';
import type { PreparedClaim } from './prepared-claim';
import { denialOf, type Ground, refusalOf, type TracedDecision } from './refusal';

/** A decision with what it was made of and what it leaves behind. */
export interface Adjudicated {
	readonly prepared: PreparedClaim;
	readonly decision: Decision;
	readonly trace: Trace;
	readonly seen: Seen;
	/** The lines as later claims of the member will see them; a claim that was refused leaves none. */
	readonly history: readonly PastLine[];
	/** What it shares with others and had too little of: it is decided again when some of that is given back. */
	readonly shortages: readonly Shortage[];
}

/** What this service itself knew, at the moment of the decision. */
export interface Seen {
	readonly today: CalendarDate;
	readonly accumulators: ReadonlyMap<string, Minor>;
	/** The day to which earlier lines were looked at. */
	readonly historyFrom: CalendarDate;
	readonly review: Review;
	/** Set where a person denied the claim: no rule was asked any more. */
	readonly denial?: readonly Ground[];
	/** Set where it was decided again in date order: of the member's lines only those of earlier claims were looked at. */
	readonly inDateOrder?: boolean;
}

export interface OwnFacts {
	readonly today: CalendarDate;
	readonly balances: Balances;
	readonly histories: Histories;
	readonly review: Review;
	readonly denial?: readonly Ground[];
	readonly inDateOrder?: boolean;
}

/** Decides one claim and carries its movements and lines on to the next. */
export function adjudicate(prepared: PreparedClaim, own: OwnFacts): Adjudicated {
	const { claim, facts, parties } = prepared;
	const { balances, histories, today, review, denial, inDateOrder } = own;
	const from = historyFrom(claim, facts.plan);
	const { accumulators, seen } = balances.lookedAt(facts.currency.code);
	const history = histories.of(claim.member_id, from);
	const {
		trace,
		shortages = [],
		...decision
	}: TracedDecision = denial
		? denialOf(claim, denial, 'denied')
		: decideOrRefuse(prepared, { ...facts, today, accumulators, history }, review);
	balances.move(facts.currency.code, decision.movements);
	// Nobody has no history: two people whom we do not know are not the same person.
	const lines = parties.memberId === null || isRefused(trace) ? [] : historyOf(claim, decision);
	const left = lines.map((line) => pastLine(line, facts.plan));
	histories.replace(claim.id, left);
	return {
		prepared,
		decision,
		trace,
		history: left,
		shortages: decision.outcome === 'pended' ? [] : shortages,
		seen: {
			...{ today, accumulators: seen, historyFrom: from, review },
			...(denial && { denial }),
			...(inDateOrder && { inDateOrder }),
		},
	};
}

function decideOrRefuse({ claim, refusals }: PreparedClaim, facts: Facts, review: Review): TracedDecision {
	if (refusals.length > 0) return refusalOf(claim, refusals);
	const decision = decide(claim, facts, { trace: true, review });
	if (decision.outcome === 'rejected') return refusalOf(claim, decision.reasons ?? []);
	if (!decision.trace) throw new Error('the engine made a decision without a trace');
	return { ...decision, trace: decision.trace };
}

const isRefused = ({ entries }: Trace): boolean => entries.every(({ did }) => did === 'rejected');
