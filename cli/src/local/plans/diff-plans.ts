import type { Limit, PlanDocument } from '@claims-askes/contracts/plan-document';
import {
	type FactValue,
	type ForMember,
	inWords,
	isSame,
	type PlanFact,
	sentenceOf,
	sizedUnit,
	withUnit,
} from './facts/plan-fact';
import { planFacts } from './facts/plan-facts';

export interface PlanChange {
	readonly kind: 'changed' | 'added' | 'removed' | 'benefit_added' | 'benefit_removed';
	/** Null: the plan as a whole. */
	readonly benefit: string | null;
	readonly path: string;
	/** As they stand in the documents. */
	readonly before: unknown;
	readonly after: unknown;
	readonly for_member: ForMember;
	/** `limit per visit goes from 500,000 to 400,000 IDR` */
	readonly text: string;
}

/** What changes for a member from one document to the other, in the order of the newer one; what is gone comes last. */
export function diffPlans(before: PlanDocument, after: PlanDocument): PlanChange[] {
	const known = new Map(planFacts(before).map((fact) => [fact.path, fact]));
	const facts = planFacts(after);
	const stated = new Set(facts.map(({ path }) => path));
	const changes: PlanChange[] = benefitsOnlyIn(after, before).map((id) =>
		benefitChange('benefit_added', after, id),
	);
	for (const fact of facts) changes.push(...changeOf(known.get(fact.path), fact));
	for (const fact of known.values()) {
		const isGoneWhole = fact.benefit !== null && !Object.hasOwn(after.benefits, fact.benefit);
		if (!stated.has(fact.path) && !isGoneWhole) changes.push(...changeOf(fact, undefined));
	}
	for (const id of benefitsOnlyIn(before, after)) changes.push(benefitChange('benefit_removed', before, id));
	return [...changes, ...orderChanges(before, after)];
}

const benefitsOnlyIn = (own: PlanDocument, other: PlanDocument): string[] =>
	Object.keys(own.benefits).filter((id) => !Object.hasOwn(other.benefits, id));

function benefitChange(
	kind: 'benefit_added' | 'benefit_removed',
	{ benefits }: PlanDocument,
	id: string,
): PlanChange {
	const isCovered = benefits[id]?.covered !== false;
	const isAdded = kind === 'benefit_added';
	return {
		...{ kind, benefit: id, path: `benefits.${id}` },
		before: isAdded ? null : benefits[id],
		after: isAdded ? benefits[id] : null,
		for_member: !isCovered ? 'different' : isAdded ? 'better' : 'worse',
		text: isAdded ? 'is a new benefit' : 'is no benefit any more',
	};
}

/** None or one. What the other document leaves to the rule holds there as well. */
function changeOf(before: PlanFact | undefined, after: PlanFact | undefined): PlanChange[] {
	const fact = after ?? before;
	if (!fact) return [];
	const [was, is] = [before?.value ?? fact.otherwise, after?.value ?? fact.otherwise];
	const told = {
		benefit: fact.benefit,
		path: fact.path,
		before: rawOf(before, was),
		after: rawOf(after, is),
	};
	if (was && is) {
		if (isSame(was, is)) return [];
		return [
			{ kind: 'changed', ...told, for_member: compared(fact, was, is), text: changedText(fact, was, is) },
		];
	}
	if (before && after) return [];
	if (after) return [{ kind: 'added', ...told, for_member: after.holds, text: `new: ${sentenceOf(after)}` }];
	return [
		{ kind: 'removed', ...told, for_member: opposite(fact.holds), text: `no longer: ${sentenceOf(fact)}` },
	];
}

const rawOf = (fact: PlanFact | undefined, value: FactValue | undefined): unknown =>
	value ? value.raw : fact ? true : null;

function compared({ more }: PlanFact, was: FactValue, is: FactValue): ForMember {
	if (was.size === undefined || is.size === undefined || !isOneMeasure(was, is)) return 'different';
	return is.size > was.size ? more : opposite(more);
}

/** Papers may be asked for over an amount, or over any. */
const isOneMeasure = (was: FactValue, is: FactValue): boolean =>
	was.unit === undefined || is.unit === undefined || sizedUnit(was) === sizedUnit(is);

const opposite = (effect: ForMember): ForMember =>
	effect === 'better' ? 'worse' : effect === 'worse' ? 'better' : 'different';

function changedText({ what }: PlanFact, was: FactValue, is: FactValue): string {
	const from = sizedUnit(was) === sizedUnit(is) ? was.text : withUnit(was);
	return `${what} goes from ${from} to ${withUnit(is)}`;
}

/** Limits are taken one after the other, so their order can decide what is left. */
function orderChanges(before: PlanDocument, after: PlanDocument): PlanChange[] {
	return Object.entries(after.benefits).flatMap(([benefit, { limits = [] }]): PlanChange[] => {
		const earlier = before.benefits[benefit]?.limits ?? [];
		const [was, is] = [idsIn(earlier, limits), idsIn(limits, earlier)];
		if (was.join() === is.join()) return [];
		const path = `benefits.${benefit}.limits`;
		const text = `order of the limits goes from ${was.map(inWords).join(', ')} to ${is.map(inWords).join(', ')}`;
		return [{ kind: 'changed', benefit, path, before: was, after: is, for_member: 'different', text }];
	});
}

const idsIn = (limits: readonly Limit[], others: readonly Limit[]): string[] =>
	limits.map(({ id }) => id).filter((id) => others.some((other) => other.id === id));
