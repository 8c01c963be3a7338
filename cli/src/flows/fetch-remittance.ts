import type { AskesClients } from '@claims-askes/sdk';

/** The 835 of a payment, as text. */
export async function fetchRemittance(askes: AskesClients, payment: string): Promise<string> {
	const { data } = await askes.payments.GET('/api/v1/payments/{id}/remittance', {
		params: { path: { id: payment }, query: { format: 'x12' } },
		parseAs: 'text',
	});
	return data ?? '';
}
