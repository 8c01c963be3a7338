import { appendFile, rm } from 'node:fs/promises';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import {
	Acknowledger,
	type ClaimOutcome,
	type DocumentReading,
	type EnvelopeHeader,
	isTa1Due,
	type PlacedFinding,
	type TransactionOutcome,
	type TransactionSummary,
	write277ca,
	write999,
	writeTa1,
	type X12Problem,
} from '@claims-askes/sdk/x12';

/** How one claim of an 837 fared, the payer's word included. */
export interface AcknowledgedClaim {
	readonly claim: Partial<CanonicalClaim>;
	readonly isAccepted: boolean;
	readonly claimNumber: string | null;
	readonly problems: ClaimOutcome['problems'];
}

const PAYER = { name: 'CLAIMS ASKES', id: 'ASKES' };

type Ending = 'ta1' | '999' | '277ca';

/** What is written for a file: an 834 gets a TA1 only where it is due, and what nobody was asked about no 277CA. */
export interface Answers {
	readonly ta1: 'always' | 'when-due';
	readonly claims: boolean;
}

/**
 * The answers to X12, beside it or in a folder: TA1 and 999 to its envelopes, 277CA to its claims. The 277CA is written
 * as the claims are answered, an interchange for each request, so that a file of any size needs no more memory.
 */
export class AcknowledgementFiles {
	readonly #acknowledger = new Acknowledger();
	/** The path of each answer without its ending. */
	readonly #base: string;
	readonly #at: string;
	/** Of the transaction set that is being read. */
	#envelope: EnvelopeHeader;
	readonly #envelopes = new WeakMap<Partial<CanonicalClaim>, EnvelopeHeader>();
	#controlNumber = 0;
	#isBegun = false;
	readonly written: string[] = [];

	constructor(
		base: string,
		envelope: EnvelopeHeader,
		now: Date,
		private readonly wanted: Answers,
	) {
		this.#envelope = envelope;
		this.#base = base;
		this.#at = now.toISOString().slice(0, 16);
	}

	/** What is said of the envelopes and the segments; of claims only what is wrong with them. */
	problems(problems: readonly (X12Problem | PlacedFinding)[], claimId?: string): void {
		for (const problem of problems) this.#acknowledger.note(problem, claimId);
	}

	opening(envelope: EnvelopeHeader): void {
		this.#envelope = envelope;
	}

	/** Claims are answered later than they are read: each remembers the envelope that its answer goes back to. */
	received(claim: Partial<CanonicalClaim>): void {
		this.#envelopes.set(claim, this.#envelope);
	}

	/** What a reader of documents hands out, summaries included. */
	document(reading: DocumentReading<unknown>): void {
		this.#acknowledger.add(reading);
	}

	transaction(transaction: TransactionSummary): void {
		this.#acknowledger.add({ kind: 'transaction', transaction });
	}

	fail(problem: X12Problem): void {
		this.#acknowledger.fail(problem);
	}

	/** An answer for each interchange, since each has a sender of its own; in it one for each transaction set. */
	async claims(claims: readonly AcknowledgedClaim[]): Promise<void> {
		if (!this.wanted.claims) return;
		const answered = claims.map((one) => ({ ...one, envelope: this.#envelopeOf(one.claim) }));
		for (const ofInterchange of Map.groupBy(answered, ({ envelope }) => partnersOf(envelope)).values())
			await this.#write277(ofInterchange);
	}

	#envelopeOf(claim: Partial<CanonicalClaim>): EnvelopeHeader {
		return this.#envelopes.get(claim) ?? this.#envelope;
	}

	async close(): Promise<void> {
		for (const outcome of this.#acknowledger.outcomes()) {
			const options = { at: this.#at, controlNumber: ++this.#controlNumber, lineEnd: '\n' as const };
			if (this.wanted.ta1 === 'always' || isTa1Due(outcome))
				await this.#append('ta1', writeTa1(outcome, options));
			await this.#append('999', write999(outcome, { ...options, controlNumber: ++this.#controlNumber }));
		}
	}

	async #write277(claims: readonly (AcknowledgedClaim & { envelope: EnvelopeHeader })[]): Promise<void> {
		const [first] = claims;
		if (!first) return;
		const numbers = new Map(claims.map(({ claim, claimNumber }) => [claim, claimNumber]));
		const transactions = [
			...Map.groupBy(claims, ({ envelope }) => `${envelope.group} ${envelope.transaction}`).values(),
		].map(transactionOf);
		const { envelope } = first;
		const text = write277ca(
			{ envelope, groups: [{ envelope, transactions, problems: [] }], problems: [] },
			{
				at: this.#at,
				controlNumber: ++this.#controlNumber,
				payer: PAYER,
				lineEnd: '\n',
				numberOf: (claim) => numbers.get(claim) ?? undefined,
			},
		);
		await this.#append('277ca', text);
	}

	async #append(ending: Ending, text: string): Promise<void> {
		const path = `${this.#base}.${ending}`;
		if (!this.#isBegun)
			await Promise.all(this.#endings().map((old) => rm(`${this.#base}.${old}`, { force: true })));
		this.#isBegun = true;
		if (!this.written.includes(path)) this.written.push(path);
		await appendFile(path, text, { mode: 0o600 });
	}

	/** Of the answers of an earlier time those that are given anew. */
	#endings(): readonly Ending[] {
		return this.wanted.claims ? ['ta1', '999', '277ca'] : ['ta1', '999'];
	}
}

const partnersOf = ({ interchange, sender, senderQualifier, receiver }: EnvelopeHeader): string =>
	JSON.stringify([interchange, senderQualifier, sender, receiver]);

function transactionOf(
	claims: readonly (AcknowledgedClaim & { envelope: EnvelopeHeader })[],
): TransactionOutcome {
	const [first] = claims;
	if (!first) throw new Error('a transaction set without claims is not answered');
	const accepted = claims.filter(({ isAccepted }) => isAccepted).length;
	return {
		envelope: first.envelope,
		is_read: true,
		segments: 0,
		accepted,
		rejected: claims.length - accepted,
		problems: [],
		claims: claims.map(({ claim, isAccepted, problems }) => ({ claim, isAccepted, problems })),
		status: 'A',
	};
}
