import { defineProblems } from '@claims-askes/kernel/problems';

export const MEMBER_PROBLEMS = defineProblems({
	FHIR_UNREADABLE: [422, 'The body is no CoverageEligibilityRequest in FHIR R4 that could be read'],
	COVERAGE_DATES_INVERTED: [422, 'A coverage ends before it begins'],
	COVERAGE_OVERLAPS: [409, 'The member has coverage of this product on some of these days already'],
	DEATH_BEFORE_BIRTH: [422, 'The date of death is before the date of birth'],
	ENDING_WITHOUT_DAY: [422, 'What ends needs the last day that is covered'],
	FACTS_MISSING: [422, 'Name, birth date, plan or first day is missing'],
	FAMILY_DIFFERS: [409, 'This member number belongs to a person of another family or group'],
	GROUP_MISSING: [422, 'An employee is enrolled into a group'],
	MEMBER_NUMBER_TAKEN: [409, 'This member number is taken'],
	MEMBER_NUMBER_MISSING: [422, 'The person is named by no number of their own'],
	MEMBER_UNKNOWN: [422, 'Nobody is enrolled under this number'],
	ENDING_AMBIGUOUS: [422, 'What ends of several products has to be named by its plan (HD04)'],
	PLAN_NOT_NAMED: [
		422,
		'The coverage names no plan (HD04, or REF CE), and the policy has several of its line of insurance, or none',
	],
	PLAN_UNKNOWN: [422, 'No plan of this name is published: name it by its id (HD04), or publish it first'],
	POLICY_OF_ANOTHER_GROUP: [422, 'The policy that a coverage names (REF 1L) is of another group'],
	POLICY_UNKNOWN: [422, 'No policy has this number'],
	RELATIONSHIP_NOT_COVERED: [422, 'Employees, spouses and children are enrolled'],
	SUBSCRIBER_NUMBER_MISSING: [422, "A dependant is enrolled under the employee's subscriber number"],
	SUBSCRIBER_NUMBER_TAKEN: [409, 'Another employee has this subscriber number'],
	SUBSCRIBER_UNKNOWN: [422, 'No employee is enrolled under this subscriber number'],
});
