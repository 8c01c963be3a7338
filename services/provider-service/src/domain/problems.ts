import { defineProblems } from '@claims-askes/kernel/problems';

export const PROVIDER_PROBLEMS = defineProblems({
	CONTRACT_END_NOT_EARLIER: [
		409,
		'A contract is ended on a day before its last one, at the earliest the day before it begins',
	],
	CONTRACT_INVALID: [422, 'The terms of the contract contradict themselves'],
	CONTRACT_OVERLAPS: [409, 'The provider has a contract in this currency on some of these days already'],
	IDENTIFIER_MISSING: [422, 'A provider is imported by NPI or by tax id'],
	MEMBERSHIP_DATES_INVERTED: [422, 'The membership ends before it begins'],
	MEMBERSHIP_OVERLAPS: [409, 'The provider belongs to this network on some of these days already'],
	NETWORK_NAME_TAKEN: [409, 'There is a network of this name'],
	NPI_INVALID: [422, 'The check digit of the NPI is wrong'],
	NPI_TAKEN: [409, 'Another provider has this NPI'],
	TAX_ID_TAKEN: [409, 'Another provider without an NPI has this tax id'],
});
