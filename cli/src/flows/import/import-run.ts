import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { Totals } from '../convert/totals';
import type { Problem } from '../reading/problem';
import type { Original } from '../reading/read-file';
import type { Reason } from './claim-check';
import { type ClaimAnswer, type ClaimSender, type OutgoingClaim, outgoing } from './claim-sender';
import type { ImportNote } from './import-note';
import type { Reject } from './rejects-files';

export interface Counts {
	read: number;
	accepted: number;
	rejected: number;
	duplicate: number;
}

/** A claim of a file on its way to its answer; one that was rejected here already has it. */
export interface Item {
	readonly file: string;
	readonly claim: Partial<CanonicalClaim>;
	readonly claimId: string | null;
	readonly original: Original;
	readonly sent: OutgoingClaim | null;
	readonly reasons: readonly Reason[];
	/** What the reader said, for the acknowledgement. */
	readonly problems: readonly Problem[];
}

export interface Settled {
	readonly item: Item;
	readonly answer: ClaimAnswer;
}

interface RunOutput {
	/** Claims of one request at most. */
	readonly atOnce: number;
	reject(reject: Reject): Promise<void>;
	settled(claims: Counts): void;
}

const MOST_CHARACTERS = 8_000_000;
/** One for the service and one for the database; what comes next is gathered meanwhile. */
const IN_FLIGHT = 2;

/**
 * Gathers claims into requests, keeps some of them in flight, and settles them in the order of the file. Whoever adds
 * the last claim of a request waits until it may go, so that a file is read no faster than it is taken in.
 */
export class ImportRun {
	readonly claims: Counts = { read: 0, accepted: 0, rejected: 0, duplicate: 0 };
	readonly totals = new Totals();
	batchId: string | null = null;
	#items: Item[] = [];
	#size = 0;
	#settling: Promise<void> = Promise.resolve();
	readonly #inFlight = new Set<Promise<unknown>>();
	#failure: { readonly error: unknown } | undefined;

	/** Without a sender nothing leaves this machine. */
	constructor(
		private readonly sender: ClaimSender | null,
		private readonly note: ImportNote,
		private readonly name: string,
		private readonly output: RunOutput,
	) {}

	/** Goes on with the batch of an import that was interrupted, where it is still there and holds what was answered. */
	async resume(): Promise<void> {
		const { batchId, remembered } = this.note;
		if (batchId === null || this.sender === null) return;
		const count = await this.sender.countIn(batchId);
		if (count === null || count < remembered) await this.note.forget();
		else this.batchId = batchId;
	}

	async add(
		claim: CanonicalClaim,
		rest: Omit<Item, 'claim' | 'claimId' | 'sent' | 'reasons'>,
		settle: Settle,
	): Promise<void> {
		this.totals.addClaim(claim);
		const sent = this.sender ? outgoing(claim) : null;
		await this.#push(
			{ ...rest, claim, claimId: claim.claim_id, sent, reasons: [] },
			sent?.json.length ?? 0,
			settle,
		);
	}

	async addRejected(item: Omit<Item, 'sent'>, settle: Settle): Promise<void> {
		await this.#push({ ...item, sent: null }, 0, settle);
	}

	async #push(item: Item, size: number, settle: Settle): Promise<void> {
		this.claims.read++;
		this.#items.push(item);
		this.#size += size;
		if (this.#items.length >= this.output.atOnce || this.#size >= MOST_CHARACTERS) await this.flush(settle);
	}

	/** Sends what was gathered, once there is room for another request on the way. */
	async flush(settle: Settle): Promise<void> {
		if (this.#inFlight.size >= IN_FLIGHT) await Promise.race(this.#inFlight);
		this.#throwFailure();
		const items = this.#items;
		if (items.length === 0) return;
		this.#items = [];
		this.#size = 0;
		const answering = this.#answers(items);
		const before = this.#settling;
		this.#settling = (async () => {
			const answers = await answering;
			await before;
			await this.#settle(items, answers, settle);
		})();
		const tracked: Promise<unknown> = this.#settling
			.catch((error: unknown) => {
				this.#failure ??= { error };
			})
			.finally(() => this.#inFlight.delete(tracked));
		this.#inFlight.add(tracked);
	}

	/** Everything that was added is answered and told. */
	async drain(settle: Settle): Promise<void> {
		if (!this.#failure) await this.flush(settle).catch(() => {});
		// Also after a failure: what is on its way may be answered, and is noted.
		await Promise.all(this.#inFlight);
		this.#throwFailure();
	}

	#throwFailure(): void {
		if (this.#failure) throw this.#failure.error;
	}

	async #answers(items: readonly Item[]): Promise<ClaimAnswer[]> {
		const sent = items.flatMap((item) => item.sent ?? []);
		if (this.sender === null || sent.length === 0) return [];
		const hash = new Bun.CryptoHasher('sha256')
			.update(sent.map(({ identity }) => identity).join('\n'))
			.digest('hex');
		// Answered before the interruption, and nothing in it was rejected.
		if (this.note.has(hash)) return sent.map(() => KNOWN);
		this.batchId ??= await this.#openBatch(items);
		const answers = await this.sender.send(this.batchId, sent);
		if (answers.every(({ outcome }) => outcome !== 'rejected')) await this.note.answered(hash);
		return answers;
	}

	#opening: Promise<string> | undefined;

	#openBatch([first]: readonly Item[]): Promise<string> {
		this.#opening ??= (async () => {
			const id = await (this.sender as ClaimSender).openBatch(
				this.name,
				first?.claim.source?.format ?? 'unknown',
			);
			await this.note.begin(id);
			return id;
		})();
		return this.#opening;
	}

	async #settle(items: readonly Item[], answers: readonly ClaimAnswer[], settle: Settle): Promise<void> {
		let at = 0;
		const settled = items.map((item): Settled => {
			if (item.reasons.length > 0)
				return { item, answer: { outcome: 'rejected', claimNumber: null, reasons: item.reasons } };
			if (item.sent === null) return { item, answer: WOULD_GO };
			return { item, answer: answers[at++] ?? KNOWN };
		});
		for (const { item, answer } of settled) {
			this.claims[answer.outcome]++;
			if (answer.outcome !== 'rejected') continue;
			const { file, claimId, original, claim } = item;
			await this.output.reject({ file, claim_id: claimId, reasons: answer.reasons, original, claim });
		}
		await settle(settled);
		this.output.settled(this.claims);
	}
}

/** Told of claims in the order of their file, once it is known how they fared. */
export type Settle = (settled: readonly Settled[]) => Promise<void>;

const KNOWN: ClaimAnswer = { outcome: 'duplicate', claimNumber: null, reasons: [] };
const WOULD_GO: ClaimAnswer = { outcome: 'accepted', claimNumber: null, reasons: [] };
