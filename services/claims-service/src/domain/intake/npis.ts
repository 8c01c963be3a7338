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
	const faults: ProblemDetail[] = [];
	for (const role of ON_CLAIM) if (hasWrongNpi(claim[role])) faults.push(faultAt(role));
	for (const [at, line] of claim.lines.entries())
		for (const role of ON_LINE) if (hasWrongNpi(line[role])) faults.push(faultAt(`lines.${at}.${role}`));
	return faults;
}

const hasWrongNpi = (provider: SubmittedProvider | undefined): boolean =>
	provider?.npi !== undefined && !isNpi(provider.npi);

const faultAt = (provider: string): ProblemDetail => ({
	field: `${provider}.npi`,
	code: 'NPI_CHECK_DIGIT',
	message: 'is no NPI: its check digit is wrong',
});
