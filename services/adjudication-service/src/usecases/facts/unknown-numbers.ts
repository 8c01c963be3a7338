import type { MemberFacts } from '@claims-askes/contracts/coverage-facts';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { billerNumber, patientOn } from './identities';

/** Hashed: what a member is known by stays out of this service's tables. */
const memberNumber = (number: string): string =>
	`member:${new Bun.CryptoHasher('sha256').update(number).digest('hex').slice(0, 32)}`;
const providerNumber = (number: string): string => `provider:${number}`;

/** The number that a claim names its patient by, for one who becomes known later. */
export const memberNumbersOn = (claim: CanonicalClaim): string[] =>
	[patientOn(claim)?.member_number ?? []].flat().map(memberNumber);

/** Under which numbers claims may have named this member: their own, or that of the card of the family. */
export const memberNumbersOf = ({
	member_number,
	subscriber_number,
}: Pick<MemberFacts, 'member_number' | 'subscriber_number'>): string[] =>
	[...new Set([member_number, subscriber_number])].map(memberNumber);

export const providerNumbersOn = ({ billing_provider }: CanonicalClaim): string[] =>
	[billerNumber(billing_provider)].filter(Boolean).map(providerNumber);

export const providerNumbersOf = ({ npi, tax_id }: Pick<ProviderFacts, 'npi' | 'tax_id'>): string[] =>
	[npi ? billerNumber({ npi }) : '', tax_id ? billerNumber({ tax_id }) : '']
		.filter(Boolean)
		.map(providerNumber);
