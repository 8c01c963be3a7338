import type { Authorization, CanonicalClaim } from '../claim';
import { SYSTEMS } from './code-systems';
import { coding, type Draft, writeDraft } from './draft';
import { partiesOf } from './write-claim-response';

/** X12 code list 306: certified in full, in part or with changes, or not certified. */
const DECIDED: ReadonlySet<string> = new Set(['A1', 'A2', 'A3', 'A6']);
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
	created: string,
): string {
	const isRefused = refusals.length > 0;
	const isDecided = decision !== undefined && DECIDED.has(decision.action);
	return writeDraft({
		resourceType: 'ClaimResponse',
		...partiesOf(claim),
		status: 'active',
		created,
		request: { identifier: { value: claim.claim_id } },
		outcome: isRefused ? 'error' : isDecided ? 'complete' : 'queued',
		preAuthRef: decision?.number,
		item: decision && claim.lines.map(({ number }) => reviewOf(number, decision)),
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
