import type { CanonicalClaim } from '../claim';
import { CLAIM_TYPES, SYSTEMS } from './code-systems';
import { Contained, coding, type Draft, money, writeDraft } from './draft';
import { dispositionOf, type JudgedClaim, outcomeOf, payeeTypeOf, resourceStatusOf } from './judged-claim';
import { claimAdjudication, lineAdjudication, PendNotes, totalsOf } from './write-adjudication';
import { patientResource, payerResource, providerResource } from './write-parties';

/**
 * The payer's answer to a claim, as an R4 ClaimResponse in JSON: queued until there is a decision, then every line with
 * its amounts and their reasons (CARC). Its parties are contained. What was remarked when the claim was read is told to
 * whoever sent it.
 */
export function writeClaimResponse(judged: JudgedClaim, remarks: readonly string[] = []): string {
	const { decision } = judged;
	const isDecided = outcomeOf(judged) === 'complete';
	const notes = new PendNotes(decision && !isDecided ? decision : { lines: [] });
	return writeDraft({
		...answerTo(judged),
		outcome: outcomeOf(judged),
		disposition: dispositionOf(judged),
		payeeType: payeeTypeOf(judged.content),
		item: decision?.lines.map((line) => ({
			itemSequence: line.number,
			noteNumber: notes.numbersOf(line),
			adjudication: lineAdjudication(line, isDecided, decision.currency),
		})),
		adjudication: decision && isDecided ? claimAdjudication(decision) : [],
		total: decision && isDecided ? totalsOf(decision) : [],
		payment: paymentOf(judged),
		processNote: [...notes.notes, ...remarks.map(noteOf)],
	});
}

export const noteOf = (text: string): Draft => ({ type: 'display', text });

/** What an answer to a claim says whatever it is: which claim, and when. */
const answerTo = (judged: JudgedClaim): Draft => ({
	resourceType: 'ClaimResponse',
	id: judged.id,
	meta: { lastUpdated: judged.updated_at },
	identifier: [{ system: SYSTEMS.claimNumber, value: judged.claim_number }],
	status: resourceStatusOf(judged),
	...partiesOf(judged.content),
	created: judged.decision?.decided_at ?? judged.received_at,
	request: { reference: `Claim/${judged.id}`, identifier: { value: judged.content.claim_id } },
});

/** For whom, from whom and to whom an answer is. */
export function partiesOf({ patient, payer, billing_provider, type, use }: CanonicalClaim): Draft {
	const { relationship: _, ...person } = patient;
	const contained = new Contained();
	return {
		type: coding(SYSTEMS.claimType, CLAIM_TYPES.codeOf(type)),
		use,
		patient: contained.refer(patientResource(person)),
		insurer: contained.refer(payerResource(payer)),
		requestor: contained.refer(providerResource(billing_provider)),
		contained: contained.resources,
	};
}

function paymentOf({ status, decision, updated_at }: JudgedClaim): Draft | undefined {
	if (status !== 'paid' || !decision) return undefined;
	return {
		type: coding(SYSTEMS.paymentType, 'complete'),
		date: updated_at.slice(0, 10),
		amount: money(decision.totals.paid, decision.currency),
	};
}
