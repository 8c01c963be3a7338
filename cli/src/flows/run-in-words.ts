import { renderTable } from '../table';

/** A payment run as payment-service tells of it. */
export interface PaymentRun {
	readonly id: string;
	readonly status: 'running' | 'completed';
	readonly waiting: number;
	/** Empty while it runs. */
	readonly totals: readonly {
		readonly currency: string;
		readonly claims: number;
		readonly payments: number;
		readonly paid: string;
		readonly transferred: string;
		readonly carried_forward: string;
	}[];
}

/** What a run came to, in each currency; of one that still runs, what waits and where to look again. */
export function runInWords({ id, status, waiting, totals }: PaymentRun): string {
	if (status === 'running')
		return `The run goes on: ${waiting} payables are waiting. askes payments runs tells what it comes to (${id}).`;
	if (totals.length === 0) return 'Nothing was owed.';
	return renderTable(
		['currency', 'claims', 'payments', 'paid', 'transferred', 'carried forward'],
		totals.map((total) => [
			total.currency,
			String(total.claims),
			String(total.payments),
			total.paid,
			total.transferred,
			total.carried_forward,
		]),
	);
}
