import { defineProblems } from '@claims-askes/kernel/problems';

export const AUTHORIZATION_PROBLEMS = defineProblems({
	AMOUNT_MALFORMED: [422, 'The amount is not one that this currency has'],
	AUTHORIZATION_DATES_INVERTED: [422, 'The authorization ends before it begins'],
	AUTHORIZATION_ILLEGAL_TRANSITION: [409, 'The authorization cannot be decided that way as it stands'],
	AUTHORIZATION_NOT_APPROVED: [409, 'Only an approved authorization can be used by a claim'],
	EXTENSION_NOT_WIDER: [422, 'An extension reaches further: in days, in benefits or in amount'],
});
