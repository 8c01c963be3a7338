import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { DocumentName } from '@claims-askes/sdk/ndjson';
import { type ClaimOutcome, FieldLocator, readEnvelopeHeader, type X12Problem } from '@claims-askes/sdk/x12';
import type { ImportOptions, ImportOutput } from '../import-claims';
import { wordOf } from '../reading/document-word';
import type { Input } from '../reading/inputs';
import { InputError, isUnread, type Problem, placeWords, RefusedError } from '../reading/problem';
import type { FileReading, Original } from '../reading/read-file';
import { AcknowledgementFiles } from './acknowledgement-files';
import { checked, NOTHING_FOUND, placedReason, type Reason } from './claim-check';
import type { ImportRun, Item, Settled } from './import-run';

/** Takes what is found in one file: checks claims as asked, hands them to the run, and answers X12 with X12. */
export class FileImport {
	/** Parts of the file that hold no claims, and are not read for that. */
	readonly unread: Problem[] = [];
	readonly #acknowledgements: AcknowledgementFiles | null;
	readonly #settle = (settled: readonly Settled[]) => this.#acknowledge(settled);

	constructor(
		private readonly run: ImportRun,
		private readonly input: Input,
		private readonly output: ImportOutput,
		private readonly options: ImportOptions,
		acknowledgementBase: string | null,
	) {
		const envelope = acknowledgementBase === null ? undefined : readEnvelopeHeader(input.head);
		const isClaims = acknowledgementBase !== null && envelope?.transactionCode === '837';
		this.#acknowledgements = isClaims
			? new AcknowledgementFiles(acknowledgementBase, envelope, new Date(), {
					ta1: 'always',
					claims: !options.dryRun,
				})
			: null;
	}

	async take(reading: Exclude<FileReading, { kind: 'others' }>): Promise<void> {
		switch (reading.kind) {
			case 'problem':
				if (this.options.strict) throw new RefusedError(reading.problem);
				this.#acknowledgements?.problems([reading.problem as X12Problem]);
				if (isUnread(reading.problem)) this.unread.push(reading.problem);
				return this.output.warning(this.input.name, reading.problem);
			case 'opening':
				return this.#acknowledgements?.opening(reading.envelope);
			case 'transaction':
				return this.#acknowledgements?.transaction(reading.transaction);
			case 'rejected':
				if (reading.name) throw noClaims(reading.name);
				return this.#rejected(reading);
			case 'document':
				if (reading.name !== 'claim') throw noClaims(reading.name);
				return this.#claim(reading);
		}
	}

	failed(problem: Problem): void {
		if ('segment' in problem) this.#acknowledgements?.fail(problem as X12Problem);
	}

	/** Waits until every claim of the file is answered; the acknowledgements that were written. */
	async close(): Promise<readonly string[]> {
		await this.run.drain(this.#settle);
		await this.#acknowledgements?.close();
		return this.#acknowledgements?.written ?? [];
	}

	async #claim({ document, warnings, original }: Extract<FileReading, { kind: 'document' }>): Promise<void> {
		const claim = document as CanonicalClaim;
		const { snip, payerRules = [], strict } = this.options;
		const origin = originOf(original);
		const locator = snip && origin ? new FieldLocator(claim, origin) : undefined;
		const found = snip ? checked(claim, snip, payerRules, locator) : NOTHING_FOUND;
		const { errors, warnings: minor } = found;
		this.#acknowledgements?.received(claim);
		this.#acknowledgements?.problems(warnings as readonly X12Problem[], claim.claim_id);
		this.#acknowledgements?.problems(found.ofGuide, claim.claim_id);
		const reasons = strict ? [...errors, ...minor, ...warnings.map(reasonOf)] : errors;
		const rest = { file: this.input.name, original, problems: warnings };
		if (reasons.length > 0) {
			this.run.totals.addClaim(claim);
			return this.run.addRejected({ ...rest, claim, claimId: claim.claim_id, reasons }, this.#settle);
		}
		for (const problem of warnings) this.output.warning(this.input.name, problem);
		for (const { place, message, ...rest } of minor)
			this.output.warning(this.input.name, {
				...rest,
				level: 'warning',
				message: `claim ${claim.claim_id}, ${place}: ${message}`,
			} as Problem);
		await this.run.add(claim, rest, this.#settle);
	}

	async #rejected(reading: Extract<FileReading, { kind: 'rejected' }>): Promise<void> {
		const { claim_id, problems, claim, original } = reading;
		this.#acknowledgements?.received(claim);
		this.#acknowledgements?.problems(problems as readonly X12Problem[], claim_id);
		const item = { file: this.input.name, claim, claimId: claim_id ?? null, original, problems };
		await this.run.addRejected({ ...item, reasons: problems.map(reasonOf) }, this.#settle);
	}

	async #acknowledge(settled: readonly Settled[]): Promise<void> {
		await this.#acknowledgements?.claims(
			settled.map(({ item, answer }) => ({
				claim: item.claim,
				isAccepted: answer.outcome !== 'rejected',
				claimNumber: answer.claimNumber,
				problems: answer.outcome === 'rejected' ? x12Reasons(item, answer.reasons) : [],
			})),
		);
	}
}

const noClaims = (name: DocumentName) => new InputError('NO_CLAIMS', `it holds ${wordOf(name)}`);

const originOf = (original: Original) => (original.format === 'x12' ? original.origin : undefined);

const reasonOf = (problem: Problem): Reason => ({
	code: problem.code,
	message: problem.message,
	place: placeWords(problem),
});

/** What the reader found, else what was said against the claim as a whole or one of its fields. */
function x12Reasons(
	{ problems, claim, original }: Item,
	reasons: readonly Reason[],
): ClaimOutcome['problems'] {
	const found = problems.filter(
		(problem): problem is X12Problem => 'segment_id' in problem && problem.level === 'error',
	);
	return found.length > 0 ? found : reasons.map((reason) => placedReason(claim, reason, originOf(original)));
}
