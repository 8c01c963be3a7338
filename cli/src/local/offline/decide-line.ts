import { type Difference, decideCase } from '@claims-askes/engine';
import { type Warnings, warningsOf } from './decide-file';
import { publishedDecision } from './published-decision';
import { type CaseProblem, readCase } from './read-case';
import type { SharedParts } from './shared-parts';

/** What became of one line of cases: a decision, or the reason why there is none. */
export type DecidedLine =
	| {
			readonly kind: 'decided';
			readonly json: string;
			readonly difference: Difference | undefined;
			/** Of a plan and contracts that no line before had. */
			readonly warnings: Warnings;
	  }
	| { readonly kind: 'refused'; readonly json: string; readonly code: string; readonly message: string };

export interface LineOptions {
	readonly withTrace: boolean;
	readonly shared: SharedParts;
	/** The plans and contracts that were looked through for warnings. */
	readonly lookedThrough: WeakSet<object>;
}

export function decideLine(
	bytes: Uint8Array,
	line: number,
	{ withTrace, shared, lookedThrough }: LineOptions,
): DecidedLine {
	const reading = readCase(bytes, shared);
	if (reading.kind === 'problems') return refusedLine(line, reading.problems[0]);
	try {
		const result = decideCase(reading.case, { trace: withTrace });
		const [difference] = result.differences;
		const warnings = warningsOf(reading.case, lookedThrough);
		return { kind: 'decided', json: JSON.stringify(publishedDecision(result)), difference, warnings };
	} catch (error) {
		// One case that the engine trips over must not cost the answers to all the others.
		const message = `the engine failed: ${error instanceof Error ? error.message : error}`;
		return refusedLine(line, { code: 'ENGINE_FAILED', message, path: null });
	}
}

export function refusedLine(line: number, { code, message, path }: CaseProblem): DecidedLine {
	return { kind: 'refused', json: JSON.stringify({ line, code, message, path }), code, message };
}
