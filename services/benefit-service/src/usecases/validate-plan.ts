import { type Finding, findingAt, shapeFindings } from '@claims-askes/contracts/finding';
import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { planFindings } from '@claims-askes/contracts/plan-findings';
import { isOfOtherProduct } from '../domain/plan';
import { PLAN_PROBLEMS } from '../domain/problems';
import type { Deps } from './deps';

/** What keeps a document from being published, by path: its shape first, then what does not fit together. */
export async function validatePlan(deps: Deps, document: unknown) {
	const parsed = PlanDocument.safeParse(document);
	const findings = parsed.success
		? [...planFindings(parsed.data), ...(await productFindings(deps, parsed.data))]
		: shapeFindings(parsed.error);
	return { is_valid: findings.length === 0, findings };
}

async function productFindings({ plans }: Deps, document: PlanDocument): Promise<Finding[]> {
	const found = await plans.find(document.id);
	const { code, title } = PLAN_PROBLEMS.PLAN_PRODUCT_DIFFERS;
	return isOfOtherProduct(found?.plan ?? null, document) ? [findingAt(['product'], code, title)] : [];
}
