import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim } from '../submitted-claim';

/** What is wrong, in the order in which it is told. */
interface Found {
	readonly missing: ProblemDetail[];
	readonly inverted: ProblemDetail[];
	readonly late: ProblemDetail[];
}

/**
 * Dates that cannot be (CARC 110): an end before its beginning, and care after the day on which the claim was received.
 * A preauthorization or predetermination asks about care to come, which may not have a date yet.
 */
export function dateFaults(claim: SubmittedClaim, today: string): ProblemDetail[] {
	const found: Found = { missing: [], inverted: [], late: [] };
	const { statement_from, statement_through, admission_date, discharge_date } = claim;
	lookAt(found, today, '', 'statement_from', statement_from, 'statement_through', statement_through);
	lookAt(found, today, '', 'admission_date', admission_date, 'discharge_date', discharge_date);
	for (const [at, { service_date, service_date_end }] of claim.lines.entries()) {
		const line = `lines.${at}.`;
		lookAt(found, today, line, 'service_date', service_date, 'service_date_end', service_date_end);
		if (service_date === undefined)
			found.missing.push(fault(`${line}service_date`, 'DATE_MISSING', 'says not when care was given'));
	}
	if (claim.use !== 'claim') return found.inverted;
	return [...found.missing, ...found.inverted, ...found.late];
}

/** A span as single arguments: it is looked at for every line of every claim, and nearly never anything is wrong. */
function lookAt(
	{ inverted, late }: Found,
	today: string,
	place: string,
	fromField: string,
	from: string | undefined,
	toField: string,
	to: string | undefined,
): void {
	if (from !== undefined && to !== undefined && from > to)
		inverted.push(fault(place + toField, 'DATES_INVERTED', 'ends before it begins'));
	if (from !== undefined && from > today) late.push(lateFault(place + fromField));
	if (to !== undefined && to > today) late.push(lateFault(place + toField));
}

const lateFault = (field: string): ProblemDetail =>
	fault(field, 'DATE_AFTER_RECEIPT', 'is later than the day the claim was received');

const fault = (field: string, code: string, message: string): ProblemDetail => ({ field, code, message });
