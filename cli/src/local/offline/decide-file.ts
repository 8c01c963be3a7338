import { type Case, contractWarnings, decideCase, planWarnings } from '@claims-askes/engine';
import { Failure } from '../../failure';
import type { Explanation } from '../../flows/explanation/explanation';
import { openInput } from '../../flows/open-input';
import { explainCase } from './explain-case';
import type { PublishedDecision } from './published-decision';
import { publishedDecision } from './published-decision';
import { MOST_BYTES, readCase } from './read-case';

export interface DecidedFile {
	readonly decision: PublishedDecision;
	/** How the decision came about, where it was asked for. */
	readonly explanation: Explanation | undefined;
	readonly differences: ReturnType<typeof decideCase>['differences'];
	readonly warnings: Warnings;
}

/** What can hardly be meant in the plan and the contracts of a case. */
export type Warnings = ReturnType<typeof planWarnings>;

/** What was looked through for them before is not told again. */
export function warningsOf({ facts: { plan, contracts } }: Case, seen = new WeakSet<object>()): Warnings {
	const warnings = [
		...(seen.has(plan) ? [] : planWarnings(plan, 'facts.plan.')),
		...(seen.has(contracts) ? [] : contractWarnings(contracts, 'facts.contracts')),
	];
	seen.add(plan).add(contracts);
	return warnings;
}

/** Of a case with a thousand mistakes the first ones are enough to begin with. */
const MOST_PROBLEMS = 20;

export async function decideFile(path: string, isExplaining: boolean): Promise<DecidedFile> {
	const reading = readCase(await readAll(path));
	if (reading.kind === 'problems') {
		const [first] = reading.problems;
		throw new Failure('unusable', first.code, `${path}: ${first.message}`, {
			facts: { file: path, path: first.path, problems: reading.problems.slice(0, MOST_PROBLEMS) },
		});
	}
	const result = decideCase(reading.case, { trace: isExplaining });
	return {
		decision: publishedDecision(result),
		explanation: isExplaining ? explainCase(reading.case, result) : undefined,
		differences: result.differences,
		warnings: warningsOf(reading.case),
	};
}

async function readAll(path: string): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of await openInput(path)) {
		size += chunk.length;
		if (size > MOST_BYTES) {
			const message = `${path}: a case has at most ${MOST_BYTES} bytes`;
			throw new Failure('unusable', 'CASE_TOO_LARGE', message, { facts: { file: path, path: null } });
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
