import { defineProblems } from '@claims-askes/kernel/problems';

export const PLAN_PROBLEMS = defineProblems({
	NOTHING_TO_PUBLISH: [409, 'There is no draft of this plan, and no document was sent'],
	PLAN_CURRENCY_DIFFERS: [409, 'A plan keeps its currency: what was used of its limits is counted in it'],
	PLAN_EXISTS: [409, 'There is a plan of this id'],
	PLAN_ID_DIFFERS: [422, 'The document has the id of another plan'],
	PLAN_INVALID: [422, 'The plan contradicts itself'],
	PLAN_PRODUCT_DIFFERS: [409, 'A plan keeps its product: members are enrolled by it'],
	PLAN_NOT_IN_FORCE: [404, 'No version of this plan holds on that date'],
});
