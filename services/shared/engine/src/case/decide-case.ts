/** Decides a case: what came before it in order, then its claim, compared with what was expected. */
import { type DecideOptions, decide, type TracedDecision } from '../decide';
import type { Case, Claim, Decision, EarlierEvent, Facts } from '../types';
import { type Book, openBook, post, reverse } from './book';
import { compareCase, type Difference } from './compare-case';

export interface CaseResult {
	readonly decision: TracedDecision;
	/** The decisions of the claims before, in order. */
	readonly before: readonly Decision[];
	readonly accumulators: Book['accumulators'];
	readonly history: Book['history'];
	/** Where the decision is not as expected; empty where it is, or where nothing was expected. */
	readonly differences: readonly Difference[];
}

export function decideCase(aCase: Case, options: DecideOptions = {}): CaseResult {
	let book = openBook(aCase.facts);
	const before: Decision[] = [];
	for (const event of aCase.before ?? []) {
		if (isVoid(event)) {
			book = reverse(book, event.void);
			continue;
		}
		const next = decideAndPost(book, event.claim, aCase.facts, {});
		before.push(next.decision);
		book = next.book;
	}
	const { decision, book: after } = decideAndPost(book, aCase.claim, aCase.facts, options);
	const { accumulators, history } = after;
	const differences = aCase.expected ? compareCase(aCase.expected, decision, accumulators) : [];
	return { decision, before, accumulators, history, differences };
}

const isVoid = (event: EarlierEvent): event is { readonly void: string } => 'void' in event;

/** A claim is decided after its original, or its own earlier decision, is undone; if it never enters, that stands. */
function decideAndPost(
	book: Book,
	claim: Claim,
	facts: Facts,
	options: DecideOptions,
): { readonly decision: TracedDecision; readonly book: Book } {
	const undone = reverse(claim.replaces ? reverse(book, claim.replaces) : book, claim.id);
	const { accumulators, history } = undone;
	const decision = decide(claim, { ...facts, accumulators, history }, options);
	const hasEntered = decision.outcome !== 'rejected' && decision.outcome !== 'waiting';
	return { decision, book: hasEntered ? post(undone, claim, decision) : book };
}
