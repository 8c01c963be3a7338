import type { AskesClients } from '@claims-askes/sdk';

export interface RunPaymentsOptions {
	readonly currency: string | undefined;
	readonly timeoutMs: number;
	readonly onProgress: (waiting: number) => void;
}

const LOOK_EVERY_MS = 200;

/** Starts a payment run and waits for its end, or for as long as was said: it goes on without us. */
export async function runPayments(
	askes: AskesClients,
	{ currency, timeoutMs, onProgress }: RunPaymentsOptions,
) {
	const { data: started } = await askes.payments.POST('/api/v1/payment-runs', {
		body: currency ? { currency } : {},
	});
	if (!started) throw new Error('payment-service answered nothing');
	const deadline = performance.now() + timeoutMs;
	let shown = -1;
	for (;;) {
		const { data } = await askes.payments.GET('/api/v1/payment-runs/{id}', {
			params: { path: { id: started.data.id } },
		});
		if (!data) throw new Error('payment-service answered nothing');
		const run = data.data;
		if (run.status === 'completed' || performance.now() > deadline) return run;
		if (run.waiting !== shown) onProgress(run.waiting);
		shown = run.waiting;
		await Bun.sleep(LOOK_EVERY_MS);
	}
}
