import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { addDays, type CalendarDate } from '@claims-askes/kernel/calendar-date';
import { ProblemError } from '@claims-askes/kernel/problems';
import { PLAN_PROBLEMS } from './problems';

export interface Plan {
	readonly id: string;
	readonly name: string;
	readonly currency: string;
	/** Null: the product of all plans that name none. */
	readonly product: string | null;
	readonly draft: PlanDocument | null;
	/** By number. */
	readonly versions: readonly PublishedVersion[];
}

/** A version without its document, which is recognised by its hash. */
export interface PublishedVersion {
	readonly id: string;
	readonly number: number;
	readonly effective_from: CalendarDate;
	readonly hash: string;
}

export interface HeldVersion extends PublishedVersion {
	readonly effective_to: CalendarDate | null;
}

/**
 * The versions that hold on any day: each from its first day until one that was published later takes over. One that was
 * taken over from its first day on is not among them.
 */
export function heldVersions(versions: readonly PublishedVersion[]): HeldVersion[] {
	return versions
		.map((version) => ({ ...version, effective_to: lastDayOf(version, versions) }))
		.filter(({ effective_from, effective_to }) => effective_to === null || effective_from <= effective_to)
		.sort((a, b) => (a.effective_from < b.effective_from ? -1 : 1));
}

function lastDayOf({ number }: PublishedVersion, versions: readonly PublishedVersion[]): CalendarDate | null {
	const later = versions.filter((other) => other.number > number).map(({ effective_from }) => effective_from);
	const [takenOver] = later.sort();
	return takenOver === undefined ? null : addDays(takenOver, -1);
}

export const versionOn = (
	versions: readonly PublishedVersion[],
	date: CalendarDate,
): PublishedVersion | null =>
	heldVersions(versions).findLast(
		({ effective_from, effective_to }) =>
			effective_from <= date && (effective_to === null || date <= effective_to),
	) ?? null;

/** A document that somebody wants to publish, and what it is recognised by. */
export interface ProposedVersion {
	readonly document: PlanDocument;
	readonly hash: string;
	readonly effective_from: CalendarDate;
}

/** The version that says the same from the same day on and still holds then: to publish it again would change nothing. */
export function alreadyPublished(plan: Plan | null, proposed: ProposedVersion): PublishedVersion | null {
	const held = versionOn(plan?.versions ?? [], proposed.effective_from);
	const isSame = held?.hash === proposed.hash && held.effective_from === proposed.effective_from;
	return isSame ? held : null;
}

/** Members were enrolled under what was published: their spans are told apart by its product. */
export const isOfOtherProduct = (plan: Plan | null, document: PlanDocument): boolean =>
	plan !== null && plan.versions.length > 0 && plan.product !== (document.product ?? null);

/** The number that a new version gets; throws where the document is not one of this plan. */
export function nextNumber(plan: Plan | null, planId: string, { document }: ProposedVersion): number {
	if (document.id !== planId) throw new ProblemError(PLAN_PROBLEMS.PLAN_ID_DIFFERS);
	if (plan && plan.versions.length > 0 && plan.currency !== document.currency)
		throw new ProblemError(PLAN_PROBLEMS.PLAN_CURRENCY_DIFFERS);
	if (isOfOtherProduct(plan, document)) throw new ProblemError(PLAN_PROBLEMS.PLAN_PRODUCT_DIFFERS);
	return Math.max(0, ...(plan?.versions ?? []).map(({ number }) => number)) + 1;
}
