import { problemAt } from '../envelope';
import type { Loop, Step } from '../loops';
import type { X12Problem } from '../problem';
import { allElementsOf } from '../schema/segments';
import type { Segment } from '../segment';
import { StructureCheck } from './structure-check';
import { checkValues } from './value-check';
import { type ValueRules, valueRulesOf } from './value-rules';

/**
 * Holds a transaction set that is read as a document against its guide: segments and loops as a claim's are, and the
 * values in them, which of a claim its own rules judge.
 */
export class DocumentCheck<B> {
	private readonly structure: StructureCheck<B>;
	private readonly rules = new Map<Step<B>, ValueRules | undefined>();
	private isOpen = false;

	constructor(private readonly report: (problem: X12Problem) => void) {
		this.structure = new StructureCheck(report, allElementsOf);
	}

	start(root: Loop<B>, segment: Segment): void {
		this.isOpen = true;
		this.structure.start(root, segment);
	}

	see(step: Step<B>, segment: Segment): void {
		if (!this.isOpen) return;
		this.structure.see(step, segment);
		const rules = this.rulesOf(step);
		if (rules)
			checkValues(rules, segment, (code, element, component) =>
				this.report(problemAt(segment, code, 'warning', { loop: step.to.id, element, component })),
			);
	}

	/** A loop that makes a document of its own is over. */
	close(id: string): void {
		if (this.isOpen) this.structure.close(id);
	}

	finish(): void {
		if (this.isOpen) this.structure.finish();
		this.isOpen = false;
	}

	private rulesOf(step: Step<B>): ValueRules | undefined {
		if (!this.rules.has(step)) this.rules.set(step, valueRulesOf(step));
		return this.rules.get(step);
	}
}
