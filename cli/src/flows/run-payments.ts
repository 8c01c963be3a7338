import type { AskesClients } from '@claims-askes/sdk';
import { patiently } from './patiently';

export interface RunPaymentsOptions {
	readonly currency: string | undefined;
	readonly timeoutMs: number;
	readonly onProgress: (waiting: number) => void;
	/** payment-service is away; the run goes on when it is back. */
	readonly onAway: (reason: string) => void;
}

const LOOK_EVERY_MS = 200;

/** Starts a payment run and waits for its end, or for as long as was said: it goes on without us. */
export async function runPayments(
	askes: AskesClients,
	{ currency, timeoutMs, onProgress, onAway }: RunPaymentsOptions,
) {
	const deadline = performance.now() + timeoutMs;
	const persist = <T>(call: () => Promise<T>) =>
		patiently({ patienceMs: deadline - performance.now(), waiting: onAway }, call);
	// Asked again after a crash, the same key begins no second run.
	const header = { 'Idempotency-Key': crypto.randomUUID() };
	const { data: started } = await persist(() =>
		askes.payments.POST('/api/v1/payment-runs', { params: { header }, body: currency ? { currency } : {} }),
	);
	if (!started) throw new Error('payment-service answered nothing');
	let shown = -1;
	for (;;) {
		const { data } = await persist(() =>
			askes.payments.GET('/api/v1/payment-runs/{id}', { params: { path: { id: started.data.id } } }),
		);
		if (!data) throw new Error('payment-service answered nothing');
		const run = data.data;
		if (run.status === 'completed' || performance.now() > deadline) return run;
		if (run.waiting !== shown) onProgress(run.waiting);
		shown = run.waiting;
		await Bun.sleep(LOOK_EVERY_MS);
	}
}
