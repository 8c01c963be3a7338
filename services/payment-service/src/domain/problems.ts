import { defineProblems } from '@claims-askes/kernel/problems';

export const PAYMENT_PROBLEMS = defineProblems({
	PAYMENT_NOT_FOUND: [404, 'There is no such payment for you'],
	NO_REMITTANCE: [404, 'This payment went to a member, who is told of it by explanations of benefits'],
	PAYMENT_VOID: [409, 'The payment is void already'],
	PAYMENT_VOID_AWAITS_APPROVAL: [
		409,
		'Somebody has asked for that already, and a second person has to agree',
	],
	PAYMENT_NOT_TRANSFERRED: [409, 'Nothing was transferred by this payment: what was due went into a debt'],
	NOTHING_TO_APPROVE: [409, 'Nobody has asked for this payment to be voided'],
	AUTHORITY_TOO_LOW: [403, 'This needs a person with more authority'],
	SECOND_APPROVER_NEEDED: [403, 'Above this amount another person than the one who asked has to agree'],
	PAYMENT_RUN_NOT_FOUND: [404, 'There is no such payment run'],
	EOB_NOT_FOUND: [404, 'There is no explanation of benefits for this claim yet'],
});
