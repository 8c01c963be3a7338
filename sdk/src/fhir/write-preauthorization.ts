import type { Authorization, CanonicalClaim } from '../claim';
import { SYSTEMS } from './code-systems';
import { coding, type Draft, writeDraft } from './draft';
import { noteOf, partiesOf } from './write-claim-response';

/** X12 code list 306. Any other action is an end: certified or not, or that the payer is to be talked to. */
const [PENDED, CONTACT_PAYER] = ['A4', 'CT'] as const;
const REVIEW_ACTION = 'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewAction';
const REVIEW_ACTION_CODE =
	'http://hl7.org/fhir/us/davinci-pas/StructureDefinition/extension-reviewActionCode';

/**
 * The answer to a preauthorization (a 278's, in our own words) as Da Vinci PAS gives it: under which number it waits or
 * was decided, or why it could not be taken in.
 */
export function writePreauthorizationResponse(
	claim: CanonicalClaim,
	{ decision, refusals }: Pick<Authorization, 'decision' | 'refusals'>,
	{ created, remarks = [] }: { readonly created: string; readonly remarks?: readonly string[] },
): string {
	const isRefused = refusals.length > 0;
	const isOver = decision !== undefined && decision.action !== PENDED;
	return writeDraft({
		resourceType: 'ClaimResponse',
		...partiesOf(claim),
		status: 'active',
		created,
		request: { identifier: { value: claim.claim_id } },
		outcome: isRefused ? 'error' : isOver ? 'complete' : 'queued',
		disposition: decision?.action === CONTACT_PAYER ? 'nothing was changed: contact the payer' : undefined,
		preAuthRef: decision?.number,
		item: decision && claim.lines.map(({ number }) => reviewOf(number, decision)),
		processNote: remarks.map(noteOf),
		error: refusals.map(({ reason }) => ({ code: coding(SYSTEMS.refusal, reason) })),
	});
}

const reviewOf = (line: number, { action, number }: NonNullable<Authorization['decision']>): Draft => ({
	itemSequence: line,
	adjudication: [
		{
			extension: [
				{
					url: REVIEW_ACTION,
					extension: [
						{ url: REVIEW_ACTION_CODE, valueCodeableConcept: coding(SYSTEMS.reviewAction, action) },
						...(number ? [{ url: 'number', valueString: number }] : []),
					],
				},
			],
			category: coding(SYSTEMS.adjudication, 'submitted'),
		},
	],
});
