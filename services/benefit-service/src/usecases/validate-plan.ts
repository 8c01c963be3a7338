import { shapeFindings } from '@claims-askes/contracts/finding';
import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { planFindings } from '@claims-askes/contracts/plan-findings';

/** What keeps a document from being published, by path: its shape first, then what does not fit together. */
export function validatePlan(document: unknown) {
	const parsed = PlanDocument.safeParse(document);
	const findings = parsed.success ? planFindings(parsed.data) : shapeFindings(parsed.error);
	return { is_valid: findings.length === 0, findings };
}
