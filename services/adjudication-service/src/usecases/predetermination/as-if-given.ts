import type { CanonicalClaim } from '@claims-askes/sdk/claim';

export interface AsIfGiven {
	readonly claim: CanonicalClaim;
	/** The day on which the claim would have come. */
	readonly asOf: string;
}

/**
 * Care to come as if it had been given: what names no day is given today, and the bill comes today, or on the last day of
 * care where that is later. So the same rules hold for it as for a claim, and no filing limit or future date stands in its way.
 */
export function asIfGiven(claim: CanonicalClaim, today: string): AsIfGiven {
	const lines = claim.lines.map((line) => ({
		...line,
		service_date: line.service_date ?? claim.statement_from ?? today,
	}));
	const days = [
		claim.statement_through,
		claim.discharge_date,
		...lines.flatMap(({ service_date, service_date_end }) => [service_date, service_date_end]),
	];
	const asOf = days.reduce<string>(
		(latest, day) => (day !== undefined && day > latest ? day : latest),
		today,
	);
	return { claim: { ...claim, lines }, asOf };
}
