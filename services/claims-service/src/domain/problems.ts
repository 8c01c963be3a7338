import { defineProblems } from '@claims-askes/kernel/problems';

export const PROBLEMS = defineProblems({
	APPEAL_WAITS: [409, 'An appeal of this claim waits for an answer already'],
	BATCH_NOT_FOUND: [404, 'There is no such batch'],
	CLAIM_ILLEGAL_MOVE: [409, 'The claim cannot move from where it stands to that status'],
	CLAIM_NOT_FOUND: [404, 'There is no such claim'],
	CLAIM_OF_OTHERS: [404, 'The claim is in the name of somebody for whom you may bring none'],
	CLAIM_REJECTED: [422, 'The claim cannot be processed: every reason is among the details'],
	EXPORT_FAILED: [500, 'The export could not be prepared: ask for it again'],
	EXPORT_NOT_FOUND: [404, 'There is no such export for you, or it has been forgotten'],
	EXPORTS_TOO_MANY: [429, 'Several of your exports are being prepared: fetch or delete those first'],
	FHIR_ONE_CLAIM: [422, 'Send one Claim, alone or in a Bundle; many claims are sent as a batch'],
	FHIR_UNREADABLE: [400, 'The body is no FHIR R4 in JSON that could be read'],
	PREAUTHORIZATION_TOO_LONG: [
		422,
		'The preauthorization has more than a request carries: ask for it in parts',
	],
	PREAUTHORIZATION_UNREADABLE: [422, 'The preauthorization says too little to be asked for'],
});
