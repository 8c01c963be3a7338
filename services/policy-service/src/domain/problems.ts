import { defineProblems } from '@claims-askes/kernel/problems';

export const POLICY_PROBLEMS = defineProblems({
	AMOUNT_TOO_PRECISE: [
		422,
		"An amount has at most its currency's decimals, and more than nothing is put into a fund",
	],
	CLASS_REPEATED: [409, 'The class has a plan from that day on already'],
	CREDIT_REFERENCE_TAKEN: [409, 'This transfer was put into the fund already'],
	ENDORSEMENT_OUTSIDE_POLICY: [422, 'An endorsement takes effect while the policy holds'],
	EXCESS_FUND_MISMATCH: [
		422,
		'In the standard mode the member owes the excess; in every other mode one fund pays it',
	],
	FUND_NOT_OF_POLICY: [409, 'The policy has no such fund'],
	FUND_TOO_LARGE: [422, 'The fund would hold more than 10^13 minor units'],
	GROUP_NUMBER_TAKEN: [409, 'Another group has this number'],
	GROUP_UNKNOWN: [422, 'There is no such group'],
	POLICY_DATES_INVERTED: [422, 'The policy ends before it begins'],
	POLICY_DIFFERS: [
		409,
		'The policy was issued on other terms: what may change of it, an endorsement changes',
	],
	POLICY_NUMBER_TAKEN: [409, 'Another policy has this number'],
});
