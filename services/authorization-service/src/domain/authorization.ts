import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import type { Minor } from '@claims-askes/kernel/money';
import { type Problem, ProblemError } from '@claims-askes/kernel/problems';
import { AUTHORIZATION_PROBLEMS } from './problems';

export type AuthorizationStatus = 'requested' | 'approved' | 'denied' | 'cancelled';

/** What a letter promises the provider. */
export interface Terms {
	readonly from: CalendarDate;
	readonly to: CalendarDate;
	readonly benefits: readonly string[];
	/** The most that claims may draw; null is without a limit. */
	readonly amount: Minor | null;
}

export interface Authorization extends Terms {
	readonly id: string;
	readonly number: string;
	readonly member_id: string;
	readonly provider_id: string | null;
	readonly status: AuthorizationStatus;
	readonly codes: readonly { readonly system: string; readonly code: string }[];
	readonly currency: string;
	readonly reason: string | null;
	readonly requested_at: string;
	readonly decided_at: string | null;
}

/** What the payer decides about a request, or later about what it granted. */
export type Decision =
	| ({ readonly decision: 'approve' } & Changes)
	| ({ readonly decision: 'extend' } & Changes)
	| { readonly decision: 'deny' | 'cancel'; readonly reason: string };

type Changes = { readonly [Field in keyof Terms]?: Terms[Field] | undefined };

const NEXT = {
	requested: { approve: 'approved', deny: 'denied', cancel: 'cancelled' },
	approved: { extend: 'approved', cancel: 'cancelled' },
	denied: { approve: 'approved' },
	cancelled: {},
} as const satisfies Record<AuthorizationStatus, Partial<Record<Decision['decision'], AuthorizationStatus>>>;

/** The authorization after a decision. Throws where it cannot be decided so, or where the terms make no sense. */
export function decide(authorization: Authorization, decision: Decision, now: string): Authorization {
	const moves: Partial<Record<Decision['decision'], AuthorizationStatus>> = NEXT[authorization.status];
	const status = moves[decision.decision];
	if (!status) throw refused(AUTHORIZATION_PROBLEMS.AUTHORIZATION_ILLEGAL_TRANSITION);
	if ('reason' in decision) return { ...authorization, status, reason: decision.reason, decided_at: now };
	const terms = withChanges(authorization, decision);
	if (decision.decision === 'extend' && !isWider(terms, authorization))
		throw refused(AUTHORIZATION_PROBLEMS.EXTENSION_NOT_WIDER);
	return { ...authorization, ...terms, status, reason: null, decided_at: now };
}

function withChanges({ from, to, benefits, amount }: Terms, changes: Changes): Terms {
	const terms = {
		from: changes.from ?? from,
		to: changes.to ?? to,
		benefits: changes.benefits ?? benefits,
		amount: changes.amount === undefined ? amount : changes.amount,
	};
	assertDates(terms);
	return terms;
}

export function assertDates({ from, to }: Pick<Terms, 'from' | 'to'>): void {
	if (to < from) throw refused(AUTHORIZATION_PROBLEMS.AUTHORIZATION_DATES_INVERTED);
}

/** An extension takes nothing back from the provider who relies on the letter, and adds something. */
function isWider(after: Terms, before: Terms): boolean {
	const keeps =
		after.from <= before.from &&
		after.to >= before.to &&
		before.benefits.every((benefit) => after.benefits.includes(benefit)) &&
		ceilingOf(after) >= ceilingOf(before);
	const adds =
		after.from < before.from ||
		after.to > before.to ||
		after.benefits.length > before.benefits.length ||
		ceilingOf(after) > ceilingOf(before);
	return keeps && adds;
}

const ceilingOf = ({ amount }: Terms): number => amount ?? Number.POSITIVE_INFINITY;

const refused = (problem: Problem) => new ProblemError(problem);
