import { type AskesClients, AskesError } from '@claims-askes/sdk';
import { type CanonicalClaim, claimIdentity } from '@claims-askes/sdk/claim';
import { Failure } from '../../failure';
import { type Patience, patiently } from '../patiently';
import type { Reason } from './claim-check';

/** A claim on its way, written once for its identity and once for the wire. */
export interface OutgoingClaim {
	readonly identity: string;
	readonly json: string;
}

export interface ClaimAnswer {
	readonly outcome: 'accepted' | 'duplicate' | 'rejected';
	readonly claimNumber: string | null;
	readonly reasons: readonly Reason[];
}

export function outgoing(claim: CanonicalClaim): OutgoingClaim {
	return { identity: identityOf(claim), json: JSON.stringify(claim) };
}

/** A hash of where a claim stood in its file and of what it says: the same file gives the same again. */
function identityOf(claim: CanonicalClaim): string {
	const { place, content } = claimIdentity(claim);
	return Bun.CryptoHasher.hash('sha256', `${place}\n${content}`, 'hex');
}

/** Talks to claims-service about one batch, and waits where it is away for a while. */
export class ClaimSender {
	constructor(
		private readonly askes: AskesClients,
		/** An import that gives up can be run again at any time. */
		private readonly options: Patience,
	) {}

	async openBatch(name: string, format: string): Promise<string> {
		const key = crypto.randomUUID();
		const { data } = await patiently(this.options, () =>
			this.askes.claims.POST('/api/v1/claim-batches', {
				headers: { 'idempotency-key': key },
				body: { name, format },
			}),
		);
		if (!data) throw new Failure('failed', 'NO_ANSWER', 'claims-service opened no batch');
		return data.data.id;
	}

	/** How many claims the batch has met; null where there is no such batch. */
	async countIn(batchId: string): Promise<number | null> {
		try {
			const { data } = await patiently(this.options, () =>
				this.askes.claims.GET('/api/v1/claim-batches/{id}', { params: { path: { id: batchId } } }),
			);
			return data?.data.claims.read ?? null;
		} catch (error) {
			if (error instanceof AskesError && (error.status === 404 || error.status === 422)) return null;
			throw error;
		}
	}

	/** One answer for each claim, in order. Sent again under the same key until it is answered, it counts once. */
	async send(batchId: string, claims: readonly OutgoingClaim[]): Promise<ClaimAnswer[]> {
		const key = crypto.randomUUID();
		const parts = claims.map(({ identity, json }) => `{"identity":"${identity}","claim":${json}}`);
		const body = `{"claims":[${parts.join(',')}]}`;
		const { data } = await patiently(this.options, () =>
			this.askes.claims.POST('/api/v1/claim-batches/{id}/claims', {
				params: { path: { id: batchId } },
				headers: { 'idempotency-key': key, 'content-type': 'application/json' },
				// Every claim is text already.
				body: { claims: [] },
				bodySerializer: () => body,
			}),
		);
		const answers = data?.data.outcomes ?? [];
		if (answers.length !== claims.length)
			throw new Failure('failed', 'NO_ANSWER', 'claims-service did not answer every claim');
		return answers.map(({ outcome, claim_number, reasons }) => ({
			outcome,
			claimNumber: claim_number,
			reasons: reasons.map(({ code, message, field }) => ({ code, message, place: field })),
		}));
	}
}
