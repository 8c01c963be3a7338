/** Decides a case: what came before it in order, then its claim, compared with what was expected. */
import { type DecideOptions, decide, type TracedDecision } from '../decide';
import type { Case, Claim, Decision, EarlierEvent, Facts, HistoryLine, Minor } from '../types';
import { Book } from './book';
import { compareCase, type Difference } from './compare-case';

export interface CaseResult {
	readonly decision: TracedDecision;
	/** The decisions of the claims before, in order. */
	readonly before: readonly Decision[];
	readonly accumulators: Readonly<Record<string, Minor>>;
	readonly history: readonly HistoryLine[];
	/** What had been used of each balance that the claim looked at; where it is traced. */
	readonly seen: ReadonlyMap<string, Minor>;
	/** Where the decision is not as expected; empty where it is, or where nothing was expected. */
	readonly differences: readonly Difference[];
}

export function decideCase(aCase: Case, options: DecideOptions = {}): CaseResult {
	const book = new Book(aCase.facts);
	const before: Decision[] = [];
	for (const event of aCase.before ?? []) {
		if (isVoid(event)) book.reverse(event.void);
		else before.push(decideAndPost(book, event.claim, aCase.facts, {}));
	}
	const seen = new Map<string, Minor>();
	const decision = decideAndPost(book, aCase.claim, aCase.facts, options, options.trace ? seen : undefined);
	const { accumulators, history } = book;
	const differences = aCase.expected ? compareCase(aCase.expected, decision, accumulators) : [];
	return { decision, before, accumulators, history, seen, differences };
}

const isVoid = (event: EarlierEvent): event is { readonly void: string } => 'void' in event;

/**
 * A claim is decided after its original, or its own earlier decision, is undone. If it is rejected or waits, it never
 * entered, and what was undone stands.
 */
function decideAndPost(
	book: Book,
	claim: Claim,
	facts: Facts,
	options: DecideOptions,
	seen?: Map<string, Minor>,
): TracedDecision {
	const original = claim.replaces ? book.reverse(claim.replaces) : null;
	const itself = book.reverse(claim.id);
	const { history } = book;
	const accumulators = seen ? noting(book.accumulators, seen) : book.accumulators;
	const decision = decide(claim, { ...facts, accumulators, history }, options);
	if (decision.outcome !== 'rejected' && decision.outcome !== 'waiting') {
		book.post(claim, decision);
		return decision;
	}
	book.reinstate(itself);
	if (original) book.reinstate(original);
	return decision;
}

/** Balances that note which of them are looked at. */
const noting = (balances: Readonly<Record<string, Minor>>, seen: Map<string, Minor>) =>
	new Proxy(balances, {
		get(_, key) {
			const used = balances[key as string];
			if (used !== undefined) seen.set(key as string, used);
			return used;
		},
	});
