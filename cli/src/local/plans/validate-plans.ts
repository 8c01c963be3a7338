import { type CheckedPlan, checkPlan } from './check-plan';
import { readPlanFile } from './read-file';
import type { PlanMistake } from './read-plan';

export interface ValidatedFile {
	readonly file: string;
	readonly is_valid: boolean;
	readonly mistakes: readonly PlanMistake[];
}

/** Each file by itself, and versions of one plan beside each other, as far as the files show them. */
export async function validatePlans(files: readonly string[]): Promise<ValidatedFile[]> {
	const products = new Map<string, string | undefined>();
	const validated: ValidatedFile[] = [];
	for (const file of files) {
		const mistakes = mistakesIn(checkPlan(await readPlanFile(file)), products);
		validated.push({ file, is_valid: mistakes.length === 0, mistakes });
	}
	return validated;
}

function mistakesIn(checked: CheckedPlan, products: Map<string, string | undefined>): readonly PlanMistake[] {
	if (checked.kind === 'mistakes') return checked.mistakes;
	const { id, product } = checked.document;
	if (!products.has(id)) products.set(id, product);
	if (products.get(id) === product) return [];
	const message = 'another of these files has this plan under another product, and a plan keeps its product';
	return [{ path: 'product', line: checked.lineOf('product'), code: 'PLAN_PRODUCT_DIFFERS', message }];
}
