import { renderTable } from '../table';

interface Reason {
	readonly group: string;
	readonly carc: string;
	readonly amount: string;
	readonly meaning: string;
}

interface Eob {
	readonly claim_number: string;
	readonly patient: string;
	readonly provider: string;
	readonly issued_on: string;
	readonly outcome: string;
	readonly currency: string;
	readonly payment_number: string | null;
	readonly totals: {
		readonly billed: string;
		readonly allowed: string;
		readonly plan_pays: string;
		readonly you_owe: string;
	};
	readonly lines: readonly {
		readonly number: number;
		readonly service_date: string;
		readonly service: string;
		readonly billed: string;
		readonly allowed: string;
		readonly plan_pays: string;
		readonly you_owe: string;
		readonly reasons: readonly Reason[];
	}[];
}

/** A statement as a member would read it. */
export function eobPage(eob: Eob): string {
	const { totals } = eob;
	return [
		`Explanation of benefits: ${eob.claim_number}, ${eob.outcome.replace('_', ' ')}, ${eob.issued_on}. This is not a bill.`,
		`${eob.patient}, treated by ${eob.provider}${eob.payment_number ? `, payment ${eob.payment_number}` : ''}`,
		'',
		renderTable(
			['service', 'date', 'billed', 'allowed', 'plan pays', 'you owe'],
			[
				...eob.lines.map((line) => [
					line.service,
					line.service_date,
					line.billed,
					line.allowed,
					line.plan_pays,
					line.you_owe,
				]),
				[`total ${eob.currency}`, '', totals.billed, totals.allowed, totals.plan_pays, totals.you_owe],
			],
		),
		'',
		...eob.lines.flatMap((line) =>
			line.reasons.map(
				({ group, carc, amount, meaning }) => `${line.service}: ${amount} ${meaning} (${group}-${carc})`,
			),
		),
	].join('\n');
}
