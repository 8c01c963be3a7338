import type { AskesClients } from '@claims-askes/sdk';
import type { CanonicalClaim, Remittance } from '@claims-askes/sdk/claim';

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** Submits a claim and gives its id; the number is what people call it by. */
export async function submit(
	askes: AskesClients,
	claim: CanonicalClaim,
): Promise<{ id: string; number: string }> {
	const { data } = await askes.claims.POST('/api/v1/claims', { body: claim });
	if (!data) throw new Error('claims-service answered nothing');
	return { id: data.data.id, number: data.data.claim_number };
}

/** Waits until a claim stands so, or says how it stands instead. */
export async function waitFor(
	askes: AskesClients,
	id: string,
	...wanted: readonly string[]
): Promise<string> {
	const deadline = performance.now() + PATIENCE_MS;
	let status = '';
	while (performance.now() < deadline) {
		const { data } = await askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id } } });
		status = data?.data.status ?? '';
		if (wanted.includes(status)) return status;
		await Bun.sleep(LOOK_EVERY_MS);
	}
	throw new Error(`the claim is still ${status}, and not ${wanted.join(' or ')}`);
}

export async function decisionOf(askes: AskesClients, id: string) {
	const { data } = await askes.adjudication.GET('/api/v1/claims/{claim_id}/decision', {
		params: { path: { claim_id: id } },
	});
	if (!data) throw new Error('adjudication-service answered nothing');
	return data.data;
}

/** Pays all that is owed, waits for the end of the run, and gives its id. */
export async function pay(askes: AskesClients): Promise<string> {
	const { data: run } = await askes.payments.POST('/api/v1/payment-runs', { body: {} });
	if (!run) throw new Error('payment-service answered nothing');
	const deadline = performance.now() + PATIENCE_MS;
	while (performance.now() < deadline) {
		const { data } = await askes.payments.GET('/api/v1/payment-runs/{id}', {
			params: { path: { id: run.data.id } },
		});
		if (data?.data.status === 'completed') return run.data.id;
		await Bun.sleep(LOOK_EVERY_MS);
	}
	throw new Error('the payment run did not end in time');
}

/** Tells the reader what happens, and stops the story where it goes another way than it should. */
export const say = (text: string): void => console.log(text);

export function expect(what: string, actual: unknown, expected: unknown): void {
	if (actual === expected) return;
	throw new Error(`${what} is ${actual}, and should be ${expected}`);
}

/** What the remittances of a run say of a claim: the status of the 835 (1 paid, 4 denied, 22 taken back) and the amount. */
export async function remittedIn(askes: AskesClients, runId: string, claimNumber: string): Promise<string[]> {
	const { data: payments } = await askes.payments.GET('/api/v1/payments', {
		params: { query: { run_id: runId, limit: 500 } },
	});
	const found: string[] = [];
	for (const { id } of payments?.data ?? []) {
		const { data } = await askes.payments.GET('/api/v1/payments/{id}/remittance', {
			params: { path: { id }, query: { format: 'json' } },
		});
		const { claims = [] } = (data?.data ?? {}) as Pick<Remittance, 'claims'>;
		for (const { payer_claim_number, status_code, paid } of claims)
			if (payer_claim_number === claimNumber) found.push(`${status_code}: ${paid}`);
	}
	return found;
}
