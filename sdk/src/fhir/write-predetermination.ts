import type { CanonicalClaim } from '../claim';
import { writeDraft } from './draft';
import type { Predetermination } from './judged-claim';
import { claimAdjudication, lineAdjudication, PendNotes, totalsOf } from './write-adjudication';
import { noteOf, partiesOf } from './write-claim-response';

const DISPOSITIONS: Readonly<Record<Predetermination['outcome'], string>> = {
	approved: 'would be approved',
	partially_approved: 'would be approved in part',
	denied: 'would be denied',
	pended: 'would wait for a person',
};

/**
 * The answer to a predetermination, as an R4 ClaimResponse in JSON: each line with the amounts and reasons that a claim
 * would have been decided to. What a person would have to look at has none, and makes the answer a partial one: nobody is
 * asked, so that nothing more will come.
 */
export function writePredeterminationResponse(
	claim: CanonicalClaim,
	would: Predetermination,
	remarks: readonly string[] = [],
): string {
	const { id, outcome, decided_at, lines, currency } = would;
	const isDecided = outcome !== 'pended';
	const notes = new PendNotes(would);
	return writeDraft({
		resourceType: 'ClaimResponse',
		id,
		meta: { lastUpdated: decided_at },
		status: 'active',
		...partiesOf({ ...claim, use: 'predetermination' }),
		created: decided_at,
		request: { identifier: { value: claim.claim_id } },
		outcome: isDecided ? 'complete' : 'partial',
		disposition: `${DISPOSITIONS[outcome]}, by what is known now`,
		item: lines.map((line) => ({
			itemSequence: line.number,
			noteNumber: notes.numbersOf(line),
			adjudication: lineAdjudication(line, isDecided, currency),
		})),
		adjudication: isDecided ? claimAdjudication(would) : [],
		total: isDecided ? totalsOf(would) : [],
		processNote: [...notes.notes, ...remarks.map(noteOf)],
	});
}
