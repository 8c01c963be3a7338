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
	readonly paid_to?: 'provider' | 'patient' | 'subscriber' | undefined;
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

const paymentIn = ({ payment_number, paid_to }: Eob): string => {
	if (!payment_number) return '';
	return `, payment ${payment_number}${paid_to ? ` to the ${paid_to}` : ''}`;
};

/** A statement as a member would read it. */
export function eobPage(eob: Eob): string {
	const { totals } = eob;
	return [
		`Explanation of benefits: ${eob.claim_number}, ${eob.outcome.replace('_', ' ')}, ${eob.issued_on}. This is not a bill.`,
		`${eob.patient}, treated by ${eob.provider}${paymentIn(eob)}`,
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
