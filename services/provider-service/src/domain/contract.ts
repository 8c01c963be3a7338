import type { ContractTerms } from '@claims-askes/contracts/provider-facts';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';
import { type ProblemDetail, ProblemError } from '@claims-askes/kernel/problems';
import { PROVIDER_PROBLEMS } from './problems';

/** A published contract by the days on which it holds; its terms are recognised by their hash. */
export interface HeldContract {
	readonly id: string;
	readonly currency: string;
	readonly from: CalendarDate;
	readonly to: CalendarDate | null;
	readonly hash: string;
}

/** Terms that somebody wants to publish. */
export interface ProposedContract {
	readonly terms: ContractTerms;
	readonly hash: string;
	/** Where the terms contradict themselves. */
	readonly findings: readonly ProblemDetail[];
}

/** The contract with the very same terms, if it still holds as they say. */
export const alreadyPublished = (
	held: readonly HeldContract[],
	{ terms, hash }: ProposedContract,
): HeldContract | null => held.find((one) => one.hash === hash && one.to === terms.to) ?? null;

/** The contracts with another one; throws where it is not sound, or two in one currency would hold on one day. */
export function withContract(
	held: readonly HeldContract[],
	{ terms: { currency, from, to }, hash, findings }: ProposedContract,
	id: string,
): HeldContract[] {
	if (findings.length > 0) throw new ProblemError(PROVIDER_PROBLEMS.CONTRACT_INVALID, findings);
	const overlaps = held.some(
		(one) =>
			one.currency === currency && (to === null || one.from <= to) && (one.to === null || from <= one.to),
	);
	if (overlaps) throw new ProblemError(PROVIDER_PROBLEMS.CONTRACT_OVERLAPS);
	return [...held, { id, currency, from, to, hash }].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/**
 * Whether a contract may get this last day: an earlier one than it has, down to the day before it begins, for a contract
 * that should never have held.
 */
export function assertEndsEarlier(
	{ from, to }: Pick<HeldContract, 'from' | 'to'>,
	lastDay: CalendarDate,
): void {
	const isEarlier = to === null || lastDay < to;
	if (!isEarlier || lastDay < addDays(from, -1))
		throw new ProblemError(PROVIDER_PROBLEMS.CONTRACT_END_NOT_EARLIER);
}

/**
 * The last day of a contract in whose place another comes: the day before that one's first, or before its own where it is
 * to have never held.
 */
export const lastDayBefore = ({ from }: Pick<HeldContract, 'from'>, first: CalendarDate): CalendarDate =>
	addDays(first < from ? from : first, -1);

/** The contracts with another one in the place of one of them; throws where that one has ended by then, or others hold. */
export function withReplacement(
	held: readonly HeldContract[],
	replacedId: string,
	proposed: ProposedContract,
	id: string,
): HeldContract[] {
	const ended = held.map((one) => {
		if (one.id !== replacedId) return one;
		const to = lastDayBefore(one, proposed.terms.from);
		assertEndsEarlier(one, to);
		return { ...one, to };
	});
	return withContract(
		ended.filter(({ from, to }) => to === null || from <= to),
		proposed,
		id,
	);
}
