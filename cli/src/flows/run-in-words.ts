import { renderTable } from '../table';
import type { runPayments } from './run-payments';

/** Of a payment run as payment-service tells of it; its totals are empty while it runs. */
type Told = Pick<Awaited<ReturnType<typeof runPayments>>, 'id' | 'status' | 'waiting' | 'totals'>;

/** What a run came to, in each currency; of one that still runs, what waits and where to look again. */
export function runInWords({ id, status, waiting, totals }: Told): string {
	if (status === 'running')
		return `The run goes on: ${waiting} payables are waiting. askes payments runs tells what it comes to (${id}).`;
	if (totals.length === 0) return 'Nothing was owed.';
	const hasReissued = totals.some(({ reissued }) => Number(reissued) > 0);
	return renderTable(
		[
			'currency',
			'claims',
			'payments',
			'paid',
			...(hasReissued ? ['paid again'] : []),
			'transferred',
			'carried forward',
		],
		totals.map((total) => [
			total.currency,
			String(total.claims),
			String(total.payments),
			total.paid,
			...(hasReissued ? [total.reissued] : []),
			total.transferred,
			total.carried_forward,
		]),
	);
}
