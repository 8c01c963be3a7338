import type { Benefit, CostShare, Limit, PlanDocument } from '@claims-askes/contracts/plan-document';

export type NotCovered = 'not_a_benefit' | 'not_covered' | 'excluded' | 'non_medical';

/** What a plan says of one code, before anything is known of the member, the provider or what was used. */
export interface BenefitTerms {
	readonly benefit: string | null;
	/** Whether the plan names the code itself; else it takes it with the rest, or not at all. */
	readonly is_named: boolean;
	readonly is_covered: boolean;
	readonly reason: NotCovered | null;
	readonly limits: readonly Limit[];
	/** The pools that this benefit draws on. */
	readonly pools: NonNullable<PlanDocument['pools']>;
	readonly cost_share: { readonly in: CostShare; readonly out: CostShare };
	readonly needs_authorization: boolean;
	readonly waiting_days: number;
	readonly age: Benefit['age'] | null;
	readonly sex: Benefit['sex'] | null;
}

export function inquire(document: PlanDocument, code: string): BenefitTerms {
	const id = benefitOf(document, code);
	const benefit = id === null ? null : (document.benefits[id] ?? null);
	const reason = reasonAgainst(document, benefit, code);
	return {
		benefit: id,
		is_named: isNamed(document, code),
		is_covered: reason === null,
		reason,
		limits: benefit?.limits ?? [],
		pools: (document.pools ?? []).filter(({ benefits }) => id !== null && (benefits?.includes(id) ?? true)),
		cost_share: costShareOf(document, benefit),
		needs_authorization: benefit?.authorization ?? false,
		waiting_days: Math.max(benefit?.waiting_days ?? 0, document.waiting?.general_days ?? 0),
		age: benefit?.age ?? null,
		sex: benefit?.sex ?? null,
	};
}

/** What a plan says of care as such, before any code: what holds for every benefit. */
export function inquireInGeneral(document: PlanDocument): BenefitTerms {
	return {
		benefit: null,
		is_named: false,
		is_covered: true,
		reason: null,
		limits: [],
		pools: (document.pools ?? []).filter(({ benefits }) => benefits === undefined),
		cost_share: costShareOf(document, null),
		needs_authorization: false,
		waiting_days: document.waiting?.general_days ?? 0,
		age: null,
		sex: null,
	};
}

function benefitOf({ benefit_of = {}, default_benefit }: PlanDocument, code: string): string | null {
	return (isNamed({ benefit_of }, code) ? benefit_of[code] : default_benefit) ?? null;
}

const isNamed = ({ benefit_of = {} }: Pick<PlanDocument, 'benefit_of'>, code: string): boolean =>
	Object.hasOwn(benefit_of, code);

function reasonAgainst(document: PlanDocument, benefit: Benefit | null, code: string): NotCovered | null {
	if (benefit === null) return 'not_a_benefit';
	if (benefit.covered === false) return 'not_covered';
	if (document.exclusions?.codes?.includes(code)) return 'excluded';
	return document.non_medical?.includes(code) ? 'non_medical' : null;
}

/** A benefit's terms stand in the place of the plan's, key by key; with one set of terms both networks have it. */
function costShareOf({ cost_share }: PlanDocument, benefit: Benefit | null): BenefitTerms['cost_share'] {
	const own = benefit?.cost_share;
	return {
		in: { ...cost_share?.in, ...own?.in },
		out: { ...(cost_share?.out ?? cost_share?.in), ...(own?.out ?? own?.in) },
	};
}
