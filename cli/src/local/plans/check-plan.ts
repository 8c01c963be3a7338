import { type Finding, shapeFindings } from '@claims-askes/contracts/finding';
import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { planFindings } from '@claims-askes/contracts/plan-findings';
import { shapeWords } from '@claims-askes/sdk/claim';
import { type PlanMistake, readPlan } from './read-plan';

/** A plan that can be published, or everything that keeps it from that. */
export type CheckedPlan =
	| {
			readonly kind: 'plan';
			readonly document: PlanDocument;
			readonly lineOf: (path: string) => number | null;
	  }
	| { readonly kind: 'mistakes'; readonly mistakes: readonly [PlanMistake, ...PlanMistake[]] };

/** Checks what benefit-service would check before it publishes: the shape first, then what does not fit together. */
export function checkPlan(bytes: Uint8Array): CheckedPlan {
	const text = readPlan(bytes);
	if (text.kind === 'mistakes') return refused(text.mistakes);
	const parsed = PlanDocument.safeParse(text.content, { error: shapeWords });
	const findings = parsed.success ? planFindings(parsed.data) : shapeFindings(parsed.error).map(hinted);
	if (parsed.success && findings.length === 0)
		return { kind: 'plan', document: parsed.data, lineOf: text.lineOf };
	return refused(findings.map((finding) => ({ ...finding, line: text.lineOf(finding.path) })));
}

function refused(mistakes: readonly PlanMistake[]): CheckedPlan {
	const [first, ...others] = mistakes;
	if (!first) throw new Error('a plan was refused without a reason');
	return { kind: 'mistakes', mistakes: [first, ...others] };
}

/** The mistake that everybody makes once: an amount that YAML takes for a number. */
const hinted = (finding: Finding): Finding =>
	finding.message === 'is a number, where text is wanted'
		? { ...finding, message: `${finding.message}; amounts stand in quotes` }
		: finding;
