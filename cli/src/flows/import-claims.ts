import { basename } from 'node:path';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { add, formatAmount, type Minor, parseAmount, ZERO } from '@claims-askes/kernel/money';
import { type AskesClients, AskesConnectionError, AskesError } from '@claims-askes/sdk';
import { type CanonicalClaim, claimIdentity } from '@claims-askes/sdk/claim';
import { readClaims, X12Error, type X12Problem } from '@claims-askes/sdk/x12';
import { Failure } from '../failure';
import { refusal } from './convert-claims';
import { openInput } from './open-input';

export interface ImportSummary {
	readonly files: number;
	readonly claims: { read: number; accepted: number; rejected: number; duplicate: number };
	readonly lines: number;
	readonly charges: Readonly<Record<string, string>>;
	readonly rejects_file: string | null;
	/** Of the last file, as each has a batch of its own; all of them are in `batch_ids`. */
	readonly batch_id: string | null;
	readonly batch_ids: readonly string[];
	/** Files that could not be read to their end; what came before is imported. */
	readonly unreadable: readonly { file: string; code: string; message: string; segment?: number }[];
	readonly seconds: number;
}

export interface Reject {
	readonly file: string;
	readonly claim_id: string | null;
	readonly reasons: readonly { readonly code: string; readonly message: string; readonly place: string }[];
	/** The claim's own segments, where it was the file that could not be read. */
	readonly text?: string;
}

export interface ImportOutput {
	/** Told after every answered request: how many claims are through. */
	progress(claims: ImportSummary['claims']): void;
	warning(file: string, problem: X12Problem): void;
	waiting(reason: string): void;
	reject(reject: Reject): Promise<void>;
}

export interface ImportOptions {
	readonly dryRun: boolean;
	/** How long an outage may last before the import gives up; it can be run again at any time. */
	readonly patienceMs: number;
}

const AT_ONCE = 500;
const IN_FLIGHT = 3;

interface Waiting {
	readonly identity: string;
	readonly claim: CanonicalClaim;
}

/**
 * Sends the claims of files to claims-service, in requests of some hundreds. Nothing is imported twice, so an import that
 * was interrupted is simply run again.
 */
export async function importClaims(
	askes: AskesClients,
	files: readonly string[],
	output: ImportOutput,
	options: ImportOptions,
): Promise<ImportSummary> {
	const began = performance.now();
	const run = new ImportRun(askes, output, options);
	for (const file of files) await run.importFile(file);
	return {
		files: files.length,
		claims: run.claims,
		lines: run.lines,
		charges: Object.fromEntries(
			[...run.charges].map(([currency, total]) => [currency, formatAmount(total, decimalsOf(currency))]),
		),
		rejects_file: null,
		batch_id: run.batchIds.at(-1) ?? null,
		batch_ids: run.batchIds,
		unreadable: run.unreadable,
		seconds: Math.round(performance.now() - began) / 1000,
	};
}

class ImportRun {
	readonly claims = { read: 0, accepted: 0, rejected: 0, duplicate: 0 };
	readonly charges = new Map<string, Minor>();
	readonly batchIds: string[] = [];
	readonly unreadable: { file: string; code: string; message: string; segment?: number }[] = [];
	lines = 0;

	constructor(
		private readonly askes: AskesClients,
		private readonly output: ImportOutput,
		private readonly options: ImportOptions,
	) {}

	async importFile(file: string): Promise<void> {
		const inFlight = new Set<Promise<void>>();
		let batchId: string | null = null;
		let waiting: Waiting[] = [];
		const send = async () => {
			const claims = waiting;
			waiting = [];
			if (claims.length === 0 || this.options.dryRun) return;
			batchId ??= await this.#openBatch(file, claims[0]?.claim.source.format ?? 'unknown');
			const sending: Promise<void> = this.#send(file, batchId, claims).finally(() =>
				inFlight.delete(sending),
			);
			inFlight.add(sending);
			if (inFlight.size >= IN_FLIGHT) await Promise.race(inFlight);
		};
		try {
			for await (const reading of readClaims(await openInput(file), { file: basename(file) })) {
				if (reading.kind === 'problem') this.output.warning(file, reading.problem);
				if (reading.kind === 'rejected') await this.#rejectedByReader(file, reading);
				if (reading.kind !== 'claim') continue;
				for (const problem of reading.warnings) this.output.warning(file, problem);
				this.#count(reading.claim);
				waiting.push({ identity: identityOf(reading.claim), claim: reading.claim });
				if (waiting.length >= AT_ONCE) await send();
			}
		} catch (error) {
			if (!(error instanceof X12Error)) throw error;
			const { code, segment } = error.problem;
			this.unreadable.push({ file, code, message: refusal(file, error.problem).message, segment });
		}
		await send();
		await Promise.all(inFlight);
	}

	#count(claim: CanonicalClaim): void {
		const { currency, total_charge } = claim;
		this.claims.read++;
		this.lines += claim.lines.length;
		this.charges.set(
			currency,
			add(this.charges.get(currency) ?? ZERO, parseAmount(total_charge, decimalsOf(currency))),
		);
	}

	async #rejectedByReader(
		file: string,
		{
			claim_id,
			problems,
			text,
		}: { claim_id: string | undefined; problems: readonly X12Problem[]; text: string },
	): Promise<void> {
		this.claims.read++;
		this.claims.rejected++;
		await this.output.reject({
			file,
			claim_id: claim_id ?? null,
			reasons: problems.map(({ code, message, segment, segment_id }) => ({
				code,
				message,
				place: `segment ${segment} ${segment_id}`,
			})),
			text,
		});
	}

	async #openBatch(file: string, format: string): Promise<string> {
		const { data } = await this.#patiently(() =>
			this.askes.claims.POST('/api/v1/claim-batches', { body: { name: basename(file), format } }),
		);
		if (!data) throw new Failure('failed', 'NO_ANSWER', 'claims-service opened no batch');
		this.batchIds.push(data.data.id);
		return data.data.id;
	}

	async #send(file: string, batchId: string, claims: readonly Waiting[]): Promise<void> {
		const key = crypto.randomUUID();
		const { data } = await this.#patiently(() =>
			this.askes.claims.POST('/api/v1/claim-batches/{id}/claims', {
				params: { path: { id: batchId } },
				headers: { 'idempotency-key': key },
				body: { claims: [...claims] },
			}),
		);
		for (const [at, { outcome, reasons }] of (data?.data.outcomes ?? []).entries()) {
			this.claims[outcome]++;
			if (outcome !== 'rejected') continue;
			await this.output.reject({
				file,
				claim_id: claims[at]?.claim.claim_id ?? null,
				reasons: reasons.map(({ code, message, field }) => ({ code, message, place: field })),
			});
		}
		this.output.progress(this.claims);
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
				this.output.waiting(error.message);
				await Bun.sleep(wait);
			}
		}
	}
}

/** A hash of where a claim stood in its file and of what it says: the same file gives the same again. */
function identityOf(claim: CanonicalClaim): string {
	const { place, content } = claimIdentity(claim);
	return new Bun.CryptoHasher('sha256').update(place).update('\n').update(content).digest('hex');
}

const isBusy = (status: number) => status === 409 || status === 429 || status >= 502;
