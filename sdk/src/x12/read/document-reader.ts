import type { ClaimSource } from '../../claim';
import { DocumentCheck } from '../check/document-check';
import { Envelope, type EnvelopeHeader, type Place, problemAt } from '../envelope';
import { unpackCode } from '../known-codes';
import { type Loop, type LoopMap, type LoopPlace, planOf, type Step } from '../loops';
import { X12_PROBLEMS, X12Error, type X12Problem, type X12ProblemCode } from '../problem';
import { packCode, type Segment } from '../segment';
import { CONTROL } from '../segment-index';
import { Tokenizer, type TokenizerLimits } from '../tokenizer';
import type { TransactionSummary } from '../transaction-summary';
import { TreeSegment } from './tree';

/** What a transaction set is put together in while its segments pass. */
export interface Assembly {
	/** Keeps what the document has no field for. */
	keep(loop: LoopPlace, segment: Segment): void;
}

/** A kind of transaction set that becomes one document. */
export interface DocumentKind<B extends Assembly, T> {
	readonly transactions: readonly string[];
	readonly mapOf: (header: EnvelopeHeader) => LoopMap<B> | undefined;
	/** Whether the map is that of the very guide: others of its family are read by it, and not held against it. */
	readonly isOfGuide: (header: EnvelopeHeader) => boolean;
	/** Tells where a document does not go together with itself or with those before it; asked before it is finished. */
	readonly judge?: (assembly: B) => void;
	/** Segments whose element gives the component separator away by its shape, where the header names another. */
	readonly composites?: ReadonlyMap<number, { readonly element: number; readonly shape: RegExp }>;
	readonly begin: (source: ClaimSource, report: (problem: X12Problem) => void, header: EnvelopeHeader) => B;
	/** Takes a segment instead of the map's readings: for documents that are first put together as a tree. */
	readonly take?: (assembly: B, step: Step<B>, segment: Segment) => void;
	/** Whom or what the document is about that is put together; asked before it is finished, which takes it apart. */
	readonly unitOf?: (assembly: B) => BusinessUnit | undefined;
	/** The segment that begins the next document inside a transaction set, where that holds many. */
	readonly splitsAt?: number;
	/** A segment that is a document by itself and stands between the header of the interchange and its groups: TA1. */
	readonly alone?: {
		readonly segment: number;
		readonly format: string;
		readonly read: (segment: TreeSegment, source: ClaimSource) => T | undefined;
	};
	/** Of a transaction set that is one document, which is handed out whole: a longer one is refused before it fills the memory. */
	readonly mostSegments?: number;
	/** The documents read since the last call. Problems of the whole are reported to `begin`'s `report`. */
	readonly finish: (assembly: B) => readonly T[];
}

/** By what the sender knows again what a 999 tells of: CTX01. */
export interface BusinessUnit {
	readonly name: 'SUBSCRIBER NUMBER REF02';
	readonly reference: string;
	/** Where it begins. */
	readonly segment: number;
}

export type DocumentReading<T> =
	| {
			readonly kind: 'document';
			readonly document: T;
			readonly warnings: readonly X12Problem[];
			readonly unit?: BusinessUnit;
	  }
	| {
			readonly kind: 'rejected';
			readonly problems: readonly X12Problem[];
			readonly warnings: readonly X12Problem[];
			readonly source: ClaimSource;
			readonly unit?: BusinessUnit;
	  }
	| { readonly kind: 'problem'; readonly problem: X12Problem }
	/** What a transaction set held, once it is over; only where `summaries` are asked for. */
	| { readonly kind: 'transaction'; readonly transaction: TransactionSummary };

/** How a file of remittances, enrolments, inquiries or answers is read. */
export interface ReadDocumentsOptions extends TokenizerLimits {
	/** Also hand out a summary of each transaction set, as acknowledgements need it. */
	readonly summaries?: boolean;
	/** Also hold the file against its implementation guide (SNIP 1 to 4) and warn of what differs. */
	readonly check?: boolean;
	readonly currency?: string;
	readonly file?: string;
}

const MOST_WARNINGS = 1000;
const LEVEL = packCode('HL');

/** Reads transaction sets that stand each for one document: remittances, enrolments, inquiries and their answers. */
export class DocumentReader<B extends Assembly, T> {
	failure: X12Error | undefined;

	private readonly tokenizer: Tokenizer;
	private readonly envelope: Envelope;
	private found: DocumentReading<T>[] = [];
	private readonly envelopeProblems: X12Problem[] = [];
	private map: LoopMap<B> | undefined;
	private at: Loop<B> | undefined;
	private assembly: B | undefined;
	private source: ClaimSource = { format: 'x12' };
	private errors: X12Problem[] = [];
	private warnings: X12Problem[] = [];
	/** What was told of the document: reader and check come upon the same fault. */
	private readonly told = new Map<string, X12Problem['level']>();
	private readonly check: DocumentCheck<B> | undefined;
	private isJudged = false;
	private header: EnvelopeHeader | undefined;
	private isRead = false;
	private accepted = 0;
	private rejected = 0;

	constructor(
		private readonly kind: DocumentKind<B, T>,
		private readonly options: ReadDocumentsOptions = {},
	) {
		this.tokenizer = new Tokenizer(options);
		this.envelope = new Envelope((problem) => this.envelopeProblems.push(problem));
		this.check = options.check ? new DocumentCheck((problem) => this.add(problem)) : undefined;
	}

	push(chunk: Uint8Array): void {
		this.attempt(() => {
			for (const block of Tokenizer.blocks(chunk)) {
				this.tokenizer.push(block);
				this.readAll();
			}
		});
	}

	end(): void {
		this.attempt(() => {
			this.tokenizer.end();
			this.tokenizer.push(new Uint8Array(0));
			this.readAll();
		});
	}

	take(): DocumentReading<T>[] {
		const { found } = this;
		this.found = [];
		return found;
	}

	private attempt(read: () => void): void {
		if (this.failure) return;
		try {
			read();
		} catch (error) {
			if (!(error instanceof X12Error)) throw error;
			this.drainProblems();
			this.errors.push(error.problem);
			this.close();
			this.summarize(this.tokenizer.segment, { isCutOff: true });
			this.failure = error;
		}
	}

	private readAll(): void {
		const { tokenizer } = this;
		while (tokenizer.next()) this.read(tokenizer.segment);
		this.drainProblems();
	}

	private drainProblems(): void {
		for (const problem of this.tokenizer.problems.splice(0)) this.found.push({ kind: 'problem', problem });
	}

	private read(segment: Segment): void {
		const event = this.envelope.step(segment);
		const { map, at, assembly } = this;
		if (event) {
			this.drainProblems();
			this.close();
			for (const problem of this.envelopeProblems.splice(0)) this.found.push({ kind: 'problem', problem });
			this.summarize(segment);
			if (event === 'ST') this.open(segment);
		} else if (map && at && assembly) this.readContent(segment, { map, at, assembly });
		else if (!this.envelope.isOpen) this.readOutside(segment);
	}

	private readOutside(segment: Segment): void {
		const { alone } = this.kind;
		if (segment.id !== alone?.segment) {
			this.note(segment, 'SEGMENT_UNEXPECTED', 'warning');
			return;
		}
		const problems: X12Problem[] = [];
		const told = new TreeSegment(segment, segment.name, (problem) => void problems.push(problem));
		const source: ClaimSource = {
			format: alone.format,
			...(this.options.file ? { file: this.options.file } : {}),
			interchange_control_number: this.envelope.header.interchange || undefined,
			segment: segment.number,
		};
		const document = alone.read(told, source);
		const warnings = problems.filter(({ level }) => level === 'warning');
		if (document) this.found.push({ kind: 'document', document, warnings });
		else
			this.found.push({
				kind: 'rejected',
				problems: problems.filter(({ level }) => level === 'error'),
				warnings,
				source,
			});
	}

	private summarize(segment: Segment, { isCutOff } = { isCutOff: false }): void {
		const { header, isRead, accepted, rejected } = this;
		this.header = undefined;
		if (!header || !this.options.summaries) return;
		const transaction = {
			envelope: header,
			is_read: isRead,
			segments: segment.transactionNumber,
			accepted,
			rejected,
			...(isCutOff ? { is_cut_off: true } : {}),
		};
		this.found.push({ kind: 'transaction', transaction });
	}

	private open(segment: Segment): void {
		const { header } = this.envelope;
		this.header = header;
		this.isRead = false;
		this.accepted = 0;
		this.rejected = 0;
		const isOurs = this.kind.transactions.includes(header.transactionCode);
		this.map = isOurs ? this.kind.mapOf(header) : undefined;
		if (!this.map) {
			const detail = (isOurs ? header.version : header.transactionCode).slice(0, 20);
			this.note(segment, isOurs ? 'VERSION_UNSUPPORTED' : 'TRANSACTION_UNSUPPORTED', 'error', { detail });
			return;
		}
		this.isRead = true;
		this.at = this.map.root;
		this.forget();
		this.source = {
			format: `x12-${header.transactionCode}`,
			version: header.version || undefined,
			file: this.options.file,
			interchange_control_number: header.interchange || undefined,
			group_control_number: header.group || undefined,
			transaction_control_number: header.transaction || undefined,
			segment: segment.number,
			...(header.isTest ? { is_test: true } : {}),
		};
		this.assembly = this.kind.begin(this.source, (problem) => this.add(problem), header);
		this.isJudged = this.check !== undefined && this.kind.isOfGuide(header);
		if (this.isJudged) this.check?.start(this.map.root, segment);
	}

	private close(): void {
		const wasOpen = this.assembly !== undefined;
		this.check?.finish();
		this.emit();
		this.assembly = undefined;
		this.map = undefined;
		if (wasOpen && this.accepted === 0 && this.rejected === 0) this.tellEmpty();
	}

	/** A transaction set of which nothing came is refused: its sender meant to say something. */
	private tellEmpty(): void {
		const { splitsAt } = this.kind;
		const segment = splitsAt === undefined ? 'HL' : unpackCode(splitsAt);
		const problem: X12Problem = {
			code: 'LOOP_MISSING',
			level: 'error',
			message: `${X12_PROBLEMS.LOOP_MISSING}: nothing that begins with ${segment} could be taken`,
			segment: this.source.segment ?? 1,
			segment_id: 'ST',
			transaction_segment: 1,
			missing: { segment },
		};
		this.found.push({ kind: 'problem', problem });
	}

	/** Hands out what was put together; problems that were reported meanwhile belong to it. */
	private emit(): void {
		const { assembly, source } = this;
		if (!assembly) return;
		if (this.isJudged) this.kind.judge?.(assembly);
		const before = this.kind.unitOf?.(assembly);
		const documents = this.kind.finish(assembly);
		const { errors, warnings } = this;
		this.forget();
		const about = before && errors.length + warnings.length > 0 ? { unit: before } : {};
		if (errors.length > 0) {
			this.rejected++;
			this.found.push({ kind: 'rejected', problems: errors, warnings, source, ...about });
			return;
		}
		this.accepted += documents.length;
		for (const [at, document] of documents.entries()) {
			this.found.push({ kind: 'document', document, warnings: at === 0 ? warnings : [], ...about });
		}
		if (documents.length === 0) {
			for (const problem of warnings) this.found.push({ kind: 'problem', problem });
		}
	}

	private forget(): void {
		this.errors = [];
		this.warnings = [];
		this.told.clear();
	}

	private readContent(
		segment: Segment,
		{ map, at, assembly }: { map: LoopMap<B>; at: Loop<B>; assembly: B },
	): void {
		if (this.isTooLong(segment, at)) return;
		this.correctComponent(segment, at);
		const step = map.step(at, segment);
		if (!step) {
			const isKnown = map.knows(segment.id);
			// Whoever is named under a level that is not known would be taken for the one above.
			const level = isKnown && segment.id === LEVEL ? 'error' : 'warning';
			this.note(segment, isKnown ? 'SEGMENT_UNEXPECTED' : 'SEGMENT_UNKNOWN', level, { loop: at.id });
			assembly.keep(at, segment);
			return;
		}
		if (step.starts && this.kind.splitsAt === segment.id) {
			this.check?.close(step.to.id);
			this.emit();
		}
		this.at = step.to;
		this.apply(step, segment, assembly);
	}

	private isTooLong(segment: Segment, { id }: Loop<B>): boolean {
		const { mostSegments = Number.POSITIVE_INFINITY } = this.kind;
		const { transactionNumber } = segment;
		if (transactionNumber === mostSegments + 1)
			this.note(segment, 'TOO_MANY_SEGMENTS', 'error', { loop: id });
		return transactionNumber > mostSegments;
	}

	private correctComponent(segment: Segment, at: Loop<B>): void {
		const composite = this.kind.composites?.get(segment.id);
		if (!composite || !this.tokenizer.correctComponent(composite.element, composite.shape)) return;
		this.note(segment, 'DELIMITERS', 'warning', { loop: at.id, element: composite.element });
	}

	private apply(step: Step<B>, segment: Segment, assembly: B): void {
		const { reading, to } = step;
		if (segment.flags & CONTROL) this.note(segment, 'STRAY_BYTES', 'warning', { loop: to.id });
		if (this.isJudged) {
			segment.open(planOf(step));
			this.check?.see(step, segment);
		}
		if (this.kind.take) {
			this.kind.take(assembly, step, segment);
			return;
		}
		if (!reading) {
			assembly.keep(to, segment);
			return;
		}
		segment.open(planOf(step));
		const taken = reading.read(segment, assembly, to);
		const isWhole = taken === true && !segment.saysMoreThan(reading.says) && !segment.hasLostValues();
		if (!isWhole && taken !== 'kept') assembly.keep(to, segment);
		for (const { code, element, component, isTaken } of segment.faults) {
			const isCritical = !isTaken && (reading.critical & (1 << element)) !== 0 && code !== 'CODE_INVALID';
			this.note(segment, code, isCritical ? 'error' : 'warning', { loop: to.id, element, component });
		}
	}

	private note(segment: Segment, code: X12ProblemCode, level: X12Problem['level'], place: Place = {}): void {
		const problem = problemAt(segment, code, level, place);
		if (this.assembly) this.add(problem);
		else this.found.push({ kind: 'problem', problem });
	}

	private add(problem: X12Problem): void {
		if (problem.level === 'warning' && this.warnings.length >= MOST_WARNINGS) return;
		if (this.isJudged && this.isTold(problem)) return;
		if (problem.level === 'error') this.errors.push(problem);
		else this.warnings.push(problem);
	}

	/** The reader's word is an error where the check's is a warning: only then is the same told twice. */
	private isTold({ segment, code, level, element = 0, component = 0, missing }: X12Problem): boolean {
		const place = [segment, code, element, component, missing?.segment, missing?.loop].join(' ');
		const before = this.told.get(place);
		if (before === 'error' || before === level) return true;
		this.told.set(place, level);
		return false;
	}
}
