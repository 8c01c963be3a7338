import { isNpi } from '@claims-askes/kernel/npi';
import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim, SubmittedLine, SubmittedProvider } from '../submitted-claim';

const ON_CLAIM = [
	'billing_provider',
	'rendering_provider',
	'referring_provider',
	'supervising_provider',
	'attending_provider',
	'operating_provider',
	'assistant_surgeon',
	'service_facility',
] as const satisfies readonly (keyof SubmittedClaim)[];

const ON_LINE = [
	'rendering_provider',
	'ordering_provider',
	'referring_provider',
	'supervising_provider',
	'operating_provider',
	'purchased_service_provider',
	'service_facility',
] as const satisfies readonly (keyof SubmittedLine)[];

/** National Provider Identifiers whose check digit is wrong (CARC 207). A provider may well have no NPI. */
export function npiFaults(claim: SubmittedClaim): ProblemDetail[] {
	return [
		...ON_CLAIM.flatMap((role) => npiFault(role, claim[role])),
		...claim.lines.flatMap((line, at) =>
			ON_LINE.flatMap((role) => npiFault(`lines.${at}.${role}`, line[role])),
		),
	];
}

function npiFault(field: string, provider: SubmittedProvider | undefined): ProblemDetail[] {
	if (provider?.npi === undefined || isNpi(provider.npi)) return [];
	return [{ field: `${field}.npi`, code: 'NPI_CHECK_DIGIT', message: 'is no NPI: its check digit is wrong' }];
}
