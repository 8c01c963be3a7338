/** What a coverage of an employer's file says of its plan. */
export interface AskedCoverage {
	/** X12 code list 1205: HLT health, DEN dental, VIS vision, PDG drugs. */
	readonly insurance_line: string;
	readonly plan?: string | undefined;
	readonly identifiers?: readonly { readonly qualifier: string; readonly value: string }[] | undefined;
}

interface Class {
	readonly class?: string | undefined;
	readonly plan_id: string;
}

/** REF CE of loop 2300, class of contract: where HD04 says nothing, exchanges name their plan there. */
const CLASS_OF_CONTRACT = 'CE';
/** The words for products that cover one line of insurance; every other product is of health. */
const PRODUCTS_OF: Readonly<Record<string, readonly string[]>> = {
	DEN: ['dental'],
	VIS: ['vision', 'optical'],
	PDG: ['pharmacy', 'drugs', 'prescription'],
};
const OF_ONE_LINE = new Set(Object.values(PRODUCTS_OF).flat());

export const classOfContract = ({ identifiers = [] }: AskedCoverage): string | undefined =>
	identifiers.find(({ qualifier }) => qualifier === CLASS_OF_CONTRACT)?.value;

/** The plan that the file names: by itself (HD04), by its id in REF CE, or by a class of the policy. */
export function planNamed(
	coverage: AskedCoverage,
	classes: readonly Class[],
	isPublished: (plan: string) => boolean,
): string | undefined {
	if (coverage.plan) return coverage.plan;
	const named = classOfContract(coverage);
	if (named === undefined) return undefined;
	const ofClass = new Set(classes.flatMap((one) => (one.class === named ? one.plan_id : [])));
	if (ofClass.size === 1) return [...ofClass][0];
	return isPublished(named) ? named : undefined;
}

/** Where the file names none, the policy's only plan of that line of insurance; undefined where it has several, or none. */
export function onlyPlanOf(
	{ insurance_line }: AskedCoverage,
	classes: readonly Class[],
	productOf: (plan: string) => string | null | undefined,
): string | undefined {
	const wanted = PRODUCTS_OF[insurance_line];
	const plans = [...new Set(classes.map(({ plan_id }) => plan_id))];
	// A plan that names no product is one for everything.
	const fitting = plans.filter((plan) => {
		const product = productOf(plan) ?? null;
		return product === null || (wanted ? wanted.includes(product) : !OF_ONE_LINE.has(product));
	});
	const exact = wanted ? fitting.filter((plan) => productOf(plan)) : [];
	const [only, ...others] = exact.length > 0 ? exact : fitting;
	return others.length === 0 ? only : undefined;
}
