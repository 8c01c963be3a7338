import { defineProblems } from '@claims-askes/kernel/problems';

export const PROBLEMS = defineProblems({
	DECISION_NOT_FOUND: [404, 'There is no such decision for you'],
	CLAIM_NOT_DECIDED: [404, 'There is no decision of this claim for you'],
	PREDETERMINATION_NOT_FOUND: [404, 'There is no such predetermination for you'],
	PREDETERMINATION_OF_OTHERS: [404, 'The claim names nobody whose claims you may see'],
	RECALCULATION_NOT_FOUND: [404, 'There is no such recalculation'],
	RECALCULATION_NOT_PARKED: [409, 'Nothing of this recalculation is parked'],
	REVIEW_ITEM_NOT_FOUND: [404, 'There is no such review item'],
	REVIEW_ITEM_CLOSED: [409, 'This review item is no longer open'],
	REVIEW_ITEM_AWAITS_APPROVAL: [409, 'This review item waits for a second person: approve or reject it'],
	NOTHING_PROPOSED: [409, 'Nothing is proposed for this review item that could be approved or rejected'],
	AUTHORITY_TOO_LOW: [403, 'This needs a person with more authority'],
	SECOND_APPROVER_NEEDED: [403, 'Above this amount another person than the one who proposed it has to agree'],
	NOTHING_TO_OVERRIDE: [409, 'Nothing was denied there that a person could let pass'],
	OVERRIDE_AWAITS_APPROVAL: [409, 'An override of this claim waits for a second person already'],
	LINE_UNKNOWN: [422, 'The claim has no such line'],
	CLAIM_NOT_PENDED: [409, 'Only a pended claim is decided again on request'],
	NOT_RELEASABLE: [
		409,
		'One of the reasons cannot be released by anybody: something else has to change first',
	],
	SIMULATION_NOT_FOUND: [404, 'There is no such simulation, or it has been forgotten'],
	SPAN_EMPTY: [422, 'The span ends before it begins'],
	PRICE_REQUIRED: [422, 'Every line that waits for a price needs one, and no other line may have one'],
	PRICE_ABOVE_BILLED: [422, 'No line is allowed more than was billed on it'],
	PRICE_MALFORMED: [422, "A price has at most the decimals of the claim's currency"],
});
