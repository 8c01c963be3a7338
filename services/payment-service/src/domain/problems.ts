import { defineProblems } from '@claims-askes/kernel/problems';

export const PAYMENT_PROBLEMS = defineProblems({
	PAYMENT_NOT_FOUND: [404, 'There is no such payment for you'],
	PAYMENT_RUN_NOT_FOUND: [404, 'There is no such payment run'],
	EOB_NOT_FOUND: [404, 'There is no explanation of benefits for this claim yet'],
});
