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
	isIdle: ({ plan }) => !plan.plan.documents && !plan.settings.has('documents'),
	check(run, line) {
		const missing = missingDocuments(run, line);
		if (missing.length === 0) return undefined;
		const found = { missing, seen: { missing } };
		if (isAskedInVain(run, missing)) return { carc: '226', effect: 'deny', ...found };
		return { carc: run.plan.switches[29] === 'deny' ? '226' : '252', ...found };
	},
	saw: ({ claim }) => ({ documents: claim.documents }),
};

/** A plan that says otherwise what becomes of a missing document is not overruled by a request for it. */
const isAskedInVain = ({ plan, review }: Run, missing: readonly string[]): boolean =>
	plan.switches[29] === undefined && missing.some((document) => review.unanswered?.includes(document));

const NONE: readonly string[] = [];
const NOTHING: readonly DocumentRequirement[] = [];

function missingDocuments(run: Run, line: Line): readonly string[] {
	let missing: readonly string[] = NONE;
	for (const needed of run.plan.plan.documents ?? NOTHING) {
		if (isMissing(run, needed) && (needed.over == null || billedInAll(run) > needed.over))
			missing = [...missing, needed.document];
	}
	for (const needed of line.plan.benefit.documents ?? NOTHING) {
		const asked = typeof needed === 'string' ? { document: needed } : needed;
		if (isMissing(run, asked) && (asked.over == null || line.billed > asked.over))
			missing = [...missing, asked.document];
	}
	return missing;
}

function isMissing({ claim, channel }: Run, { document, channel: asking }: DocumentRequirement): boolean {
	if (claim.documents?.includes(document)) return false;
	return asking == null || asking === channel;
}

/** A line that an earlier rule denied is not there any more. */
function billedInAll(run: Run): number {
	let billed = 0;
	for (const line of run.lines) if (!line.denial) billed += line.billed;
	return billed;
}
