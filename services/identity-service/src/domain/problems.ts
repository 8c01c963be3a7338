import { defineProblems } from '@claims-askes/kernel/problems';

export const IDENTITY_PROBLEMS = defineProblems({
	AUTHORITY_NOT_GRANTABLE: [422, 'A client can be given no more authority than its creator has'],
	SCOPE_NOT_GRANTABLE: [422, 'A client can be given only scopes that its creator has, and none over clients'],
});
