import { expect, test } from 'bun:test';
import { type AskesClients, AskesConnectionError } from '@claims-askes/sdk';
import { runPayments } from './run-payments';

const RUN = { id: 'run-1', status: 'completed', waiting: 0, totals: [] };

/** payment-service, away for the first `failures` questions of either kind. */
function aPaymentService(failures: number) {
	const keys: string[] = [];
	const left = { POST: failures, GET: failures };
	const answer = async <T>(method: 'POST' | 'GET', data: T) => {
		if (left[method]-- > 0) throw new AskesConnectionError('payment-service');
		return { data: { data } };
	};
	const payments = {
		POST(_: string, { params }: { params: { header: Record<string, string> } }) {
			keys.push(params.header['Idempotency-Key'] ?? '');
			return answer('POST', { id: RUN.id, status: 'running' });
		},
		GET() {
			return answer('GET', RUN);
		},
	};
	return { askes: { payments } as unknown as AskesClients, keys };
}

test('a payment-service that is started again meanwhile is waited for, and asked for the same run', async () => {
	const { askes, keys } = aPaymentService(2);
	const told: string[] = [];
	const run = await runPayments(askes, {
		currency: undefined,
		timeoutMs: 10_000,
		onProgress: () => {},
		onAway: (reason) => told.push(reason),
	});
	expect(run.status).toBe('completed');
	expect(keys).toHaveLength(3);
	expect(new Set(keys).size).toBe(1);
	expect(told).toHaveLength(2);
});

test('one that stays away is not waited for beyond the time that was said', async () => {
	const { askes } = aPaymentService(Number.POSITIVE_INFINITY);
	const options = { currency: undefined, timeoutMs: 1, onProgress: () => {}, onAway: () => {} };
	await expect(runPayments(askes, options)).rejects.toThrow(AskesConnectionError);
});
