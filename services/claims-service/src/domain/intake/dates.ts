import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { SubmittedClaim } from '../submitted-claim';

/**
 * Dates that cannot be (CARC 110): an end before its beginning, and care after the day on which the claim was received.
 * A preauthorization or predetermination asks about care to come, which may not have a date yet.
 */
export function dateFaults(claim: SubmittedClaim, today: string): ProblemDetail[] {
	const spans: Span[] = [
		['statement_from', claim.statement_from, 'statement_through', claim.statement_through],
		['admission_date', claim.admission_date, 'discharge_date', claim.discharge_date],
		...claim.lines.map(
			({ service_date, service_date_end }, at): Span => [
				`lines.${at}.service_date`,
				service_date,
				`lines.${at}.service_date_end`,
				service_date_end,
			],
		),
	];
	const inverted = spans.flatMap(invertedIn);
	if (claim.use !== 'claim') return inverted;
	return [...missingIn(claim), ...inverted, ...spans.flatMap((span) => futureIn(span, today))];
}

type Span = readonly [fromField: string, from: string | undefined, toField: string, to: string | undefined];

function missingIn({ lines }: SubmittedClaim): ProblemDetail[] {
	return lines.flatMap(({ service_date }, at) =>
		service_date === undefined
			? [{ field: `lines.${at}.service_date`, code: 'DATE_MISSING', message: 'says not when care was given' }]
			: [],
	);
}

function invertedIn([, from, field, to]: Span): ProblemDetail[] {
	if (from === undefined || to === undefined || from <= to) return [];
	return [{ field, code: 'DATES_INVERTED', message: 'ends before it begins' }];
}

function futureIn([fromField, from, toField, to]: Span, today: string): ProblemDetail[] {
	const late = [
		{ field: fromField, date: from },
		{ field: toField, date: to },
	].filter(({ date }) => date !== undefined && date > today);
	return late.map(({ field }) => ({
		field,
		code: 'DATE_AFTER_RECEIPT',
		message: 'is later than the day the claim was received',
	}));
}
