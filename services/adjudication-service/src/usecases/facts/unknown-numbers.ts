import { billerNumbersOf } from '@claims-askes/contracts/claim-identities';
import type { MemberFacts } from '@claims-askes/contracts/coverage-facts';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { ReadClaim } from './read-claim';

/** Hashed: what a member is known by stays out of this service's tables. */
const memberNumber = (number: string): string =>
	`member:${new Bun.CryptoHasher('sha256').update(number).digest('hex').slice(0, 32)}`;
const providerNumber = (number: string): string => `provider:${number}`;

/** The number that a claim names its patient by, for one who becomes known later. */
export const memberNumbersOn = ({ patient }: Pick<ReadClaim, 'patient'>): string[] =>
	patient ? [memberNumber(patient.member_number)] : [];

/** Under which numbers claims may have named this member: their own, or that of the card of the family. */
export const memberNumbersOf = ({
	member_number,
	subscriber_number,
}: Pick<MemberFacts, 'member_number' | 'subscriber_number'>): string[] =>
	[...new Set([member_number, subscriber_number])].map(memberNumber);

export const providerNumbersOn = ({ biller }: Pick<ReadClaim, 'biller'>): string[] =>
	biller === '' ? [] : [providerNumber(biller)];

export const providerNumbersOf = (numbers: Pick<ProviderFacts, 'npi' | 'tax_id'>): string[] =>
	billerNumbersOf(numbers).map(providerNumber);
