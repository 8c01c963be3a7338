import { defineProblems } from '@claims-askes/kernel/problems';

export const PROBLEMS = defineProblems({
	CLIENT_NOT_FOUND: [404, 'There is no such client'],
	SCOPE_NOT_GRANTABLE: [422, 'A client can be given only scopes that its creator has, and none over clients'],
});
