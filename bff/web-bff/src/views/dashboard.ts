import type { Call } from '@claims-askes/chassis/http/caller';
import { part } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

const SHOWN = 5;

/** What an operations desk sees first: what came in, what was paid, and what waits for a person. */
export async function dashboard({ peers }: Platform, call: Call) {
	const askes = peers.onBehalfOf(call);
	const params = { query: { limit: SHOWN } };
	const [batches, runs, review] = await Promise.all([
		part(askes.claims.GET('/api/v1/claim-batches', { params })),
		part(askes.payments.GET('/api/v1/payment-runs', { params })),
		part(askes.adjudication.GET('/api/v1/review-items', { params })),
	]);
	return {
		batches: batches.value ?? [],
		payment_runs: runs.value ?? [],
		review: review.value ?? [],
		parts: { batches: batches.state, payment_runs: runs.state, review: review.state },
	};
}
