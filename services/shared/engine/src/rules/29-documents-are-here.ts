import type { Line } from '../line';
import type { Run } from '../run';
import type { DocumentRequirement } from '../types';
import type { Rule } from './rule';

export const documentsAreHere: Rule = {
	number: 29,
	id: 'R29',
	name: 'The documents that plan and benefit ask for are here',
	citation: 'ADJUDICATION 2, rule 29; X12 CARC 252, 226',
	// Asked for: 252. Denied because nobody answered: 226.
	carcs: ['252', '226'],
	group: 'CO',
	effect: 'pend',
	authority: 2,
	remarks: { '226': ['N706'] },
	check(run, line) {
		const missing = missingDocuments(run, line);
		if (missing.length === 0) return undefined;
		return { carc: run.plan.switches[29] === 'deny' ? '226' : '252', missing };
	},
	saw: (run, line) => ({ given: run.claim.documents, missing: missingDocuments(run, line) }),
};

const NONE: readonly string[] = [];

function missingDocuments(run: Run, line: Line): readonly string[] {
	const ofPlan = run.plan.plan.documents;
	const ofBenefit = line.plan?.benefit.documents;
	if (!ofPlan && !ofBenefit) return NONE;
	const missing: string[] = [];
	const ask = (needed: string | DocumentRequirement, billed: () => number) => {
		const { document, channel, over }: DocumentRequirement =
			typeof needed === 'string' ? { document: needed } : needed;
		if (channel && channel !== run.channel) return;
		if (over != null && billed() <= over) return;
		if (!run.claim.documents?.includes(document) && !missing.includes(document)) missing.push(document);
	};
	for (const needed of ofPlan ?? []) ask(needed, () => billedInAll(run));
	for (const needed of ofBenefit ?? []) ask(needed, () => line.billed);
	return missing;
}

/** A line that an earlier rule denied is not there any more. */
function billedInAll(run: Run): number {
	let billed = 0;
	for (const line of run.lines) if (!line.denial) billed += line.billed;
	return billed;
}
