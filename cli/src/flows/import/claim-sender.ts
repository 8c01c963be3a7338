import { type AskesClients, AskesConnectionError, AskesError } from '@claims-askes/sdk';
import { type CanonicalClaim, claimIdentity } from '@claims-askes/sdk/claim';
import { Failure } from '../../failure';
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

export interface SenderOptions {
	/** How long an outage may last before the import gives up; it can be run again at any time. */
	readonly patienceMs: number;
	readonly waiting: (reason: string) => void;
}

export function outgoing(claim: CanonicalClaim): OutgoingClaim {
	return { identity: identityOf(claim), json: JSON.stringify(claim) };
}

/** A hash of where a claim stood in its file and of what it says: the same file gives the same again. */
function identityOf(claim: CanonicalClaim): string {
	const { place, content } = claimIdentity(claim);
	return new Bun.CryptoHasher('sha256').update(place).update('\n').update(content).digest('hex');
}

/** Talks to claims-service about one batch, and waits where it is away for a while. */
export class ClaimSender {
	constructor(
		private readonly askes: AskesClients,
		private readonly options: SenderOptions,
	) {}

	async openBatch(name: string, format: string): Promise<string> {
		const key = crypto.randomUUID();
		const { data } = await this.#patiently(() =>
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
			const { data } = await this.#patiently(() =>
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
		const { data } = await this.#patiently(() =>
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

	/** Tries again while the service is away; anything that it says about the request itself is final. */
	async #patiently<T>(call: () => Promise<T>): Promise<T> {
		const until = performance.now() + this.options.patienceMs;
		for (let wait = 250; ; wait = Math.min(wait * 2, 5_000)) {
			try {
				return await call();
			} catch (error) {
				const isAway =
					error instanceof AskesConnectionError || (error instanceof AskesError && isBusy(error.status));
				if (!isAway || performance.now() > until) throw error;
				this.options.waiting(error.message);
				await Bun.sleep(wait);
			}
		}
	}
}

const isBusy = (status: number) => status === 409 || status === 429 || status >= 502;
