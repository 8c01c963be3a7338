import type { CanonicalClaim, Subscriber } from '../../claim';
import { currencyDecimals } from '../../claim/currency';
import { StructureCheck } from '../check/structure-check';
import { Envelope, type EnvelopeEvent, type EnvelopeHeader, type Place, problemAt } from '../envelope';
import { knownStep, type Loop, planOf, type Step, type Taken } from '../loops';
import { X12Error, type X12Problem, type X12ProblemCode } from '../problem';
import { forgetParty } from '../read/parties';
import { packCode, type Segment } from '../segment';
import { CONTROL } from '../segment-index';
import { Tokenizer } from '../tokenizer';
import { BILLING, ClaimAssembly, type ClaimKind, HEADER, PATIENT, SUBSCRIBER } from './claim-assembly';
import {
	type ClaimGuide,
	type ClaimMap,
	guideFor,
	guideOf,
	isPredetermination,
	mapOf,
	namedGuide,
} from './claim-maps';
import type { ClaimOrigin } from './claim-origin';
import type { ClaimReading, ReadClaimsOptions } from './claim-reading';
import { COMPOSITE_PLACE } from './composite-place';
import { finishClaim } from './finish-claim';

const HL = packCode('HL');
const CLM = packCode('CLM');
const LX = packCode('LX');
const REF = packCode('REF');
const IMPLEMENTATION = packCode('87');
const LEVELS: Readonly<Record<string, number>> = { '2000A': BILLING, '2000B': SUBSCRIBER, '2000C': PATIENT };
/** Segments that only one kind of claim has: they tell the kind where the version does not. */
const KINDS: ReadonlyMap<number, ClaimKind> = new Map([
	[packCode('SV1'), 'professional'],
	[packCode('SV2'), 'institutional'],
	[packCode('CL1'), 'institutional'],
	[packCode('SV3'), 'dental'],
	[packCode('DN1'), 'dental'],
	[packCode('DN2'), 'dental'],
	[packCode('TOO'), 'dental'],
]);
const SERVICES = new Set(['SV1', 'SV2', 'SV3'].map(packCode));
const HOSPITAL_BILL = packCode('A');
const MOST_WARNINGS = 200;
const MOST_ERRORS = 1_000;
const NONE: readonly X12Problem[] = [];
const WHOLE = { isCutOff: false };

const missingLoop = (segment: Segment, loop: string) =>
	problemAt(segment, 'LOOP_MISSING', 'error', { loop, detail: loop, missing: { segment: 'NM1', loop } });

/** A code nobody knows can be kept and judged later; a missing or unreadable value cannot. */
const isCritical = (code: X12ProblemCode, critical: number, element: number) =>
	(critical & (1 << element)) !== 0 && code !== 'CODE_INVALID';

/**
 * Reads 837 files of every kind piece by piece: push bytes, take what they held. Nothing is held back but the
 * claim that is still open, so memory does not grow with the file.
 */
export class ClaimReader {
	/** Set when nothing more can be read; what came before it can still be taken. */
	failure: X12Error | undefined;

	private readonly tokenizer: Tokenizer;
	private readonly envelope: Envelope;
	private readonly assembly: ClaimAssembly;
	private found: ClaimReading[] = [];
	private readonly envelopeProblems: X12Problem[] = [];
	private header: EnvelopeHeader | undefined;
	private guide: ClaimGuide | undefined;
	private map: ClaimMap | undefined;
	private at: Loop<ClaimAssembly> | undefined;
	/** The step that led there, if one of this map did. */
	private last: Step<ClaimAssembly> | undefined;
	private readonly check: StructureCheck<ClaimAssembly> | undefined;
	private position = 0;
	private accepted = 0;
	private rejected = 0;
	private hasUnknown = false;
	/** Lines outside a claim were told: of a claim whose beginning was not seen all lines are. */
	private hasLostLine = false;
	/** Segments outside any transaction set are passing by; the first was reported. */
	private isAstray = false;
	private lastEvent: EnvelopeEvent | undefined;
	private interchangeText = '';
	private groupText = '';
	private readonly contexts = ['', '', '', ''];
	/** The segments of the file that begin them. */
	private readonly contextStarts = [0, 0, 0, 0];
	private lastContext = HEADER;

	constructor(private readonly options: ReadClaimsOptions = {}) {
		this.tokenizer = new Tokenizer(options);
		this.envelope = new Envelope((problem) => this.envelopeProblems.push(problem));
		this.check = options.check ? new StructureCheck((problem) => this.add(problem)) : undefined;
		this.assembly = new ClaimAssembly({ currency: options.currency ?? 'USD', decimalsOf: currencyDecimals });
	}

	push(chunk: Uint8Array): void {
		if (this.failure) return;
		try {
			for (const block of Tokenizer.blocks(chunk)) {
				this.tokenizer.push(block);
				this.readAll();
			}
		} catch (error) {
			this.fail(error);
		}
	}

	/** Says that the file is over, which may be too early. */
	end(): void {
		if (this.failure) return;
		try {
			this.tokenizer.end();
			this.tokenizer.push(new Uint8Array(0));
			this.readAll();
		} catch (error) {
			this.fail(error);
		}
	}

	take(): ClaimReading[] {
		const { found } = this;
		this.found = [];
		return found;
	}

	private readAll(): void {
		const { tokenizer } = this;
		while (tokenizer.next()) this.read(tokenizer.segment);
		if (tokenizer.isTooLong) this.assembly.overfill();
		this.drainProblems();
	}

	private drainProblems(): void {
		for (const problem of this.tokenizer.problems.splice(0)) this.found.push({ kind: 'problem', problem });
	}

	/** A claim that was open when the file broke off is not whole: it is refused, where it began. */
	private fail(error: unknown): void {
		if (!(error instanceof X12Error)) throw error;
		this.drainProblems();
		if (this.assembly.claim) {
			this.assembly.errors.push(error.problem);
			this.closeClaim({ isCutOff: true });
		}
		if (this.header) this.closeTransaction(this.tokenizer.segment, { isCutOff: true });
		this.failure = error;
	}

	/** Most segments are content of the loops and go the way that was gone from here before: they are asked nothing else. */
	private read(segment: Segment): void {
		const step = this.last && knownStep(this.last, segment);
		if (step === undefined || step.to.isRoot || segment.id === CLM || segment.id === HL)
			this.readAny(segment);
		else if (!this.assembly.isOverfull) {
			this.moveTo(step);
			this.apply(step, segment);
		}
	}

	private readAny(segment: Segment): void {
		const { map, at } = this;
		const event = this.envelope.step(segment);
		if (event) this.readEnvelope(event, segment);
		else if (!map || !at) this.readOutside(segment);
		else if (segment.id === CLM) this.openClaim(segment, map, at);
		else if (segment.id === HL) this.openLevel(segment, map, at);
		else if (!this.assembly.isOverfull) this.readContent(segment, map, at);
	}

	/** Where the segment leads to from the one before it. */
	private stepFrom(
		at: Loop<ClaimAssembly>,
		map: ClaimMap,
		segment: Segment,
	): Step<ClaimAssembly> | undefined {
		const { last } = this;
		return last ? map.follow(last, segment) : map.step(at, segment);
	}

	private moveTo(step: Step<ClaimAssembly>): void {
		this.at = step.to;
		this.last = step;
	}

	private readContent(segment: Segment, map: ClaimMap, at: Loop<ClaimAssembly>): void {
		const step = this.stepFrom(at, map, segment);
		if (step) {
			this.moveTo(step);
			this.apply(step, segment);
			if (segment.id === REF && !step.to.parent) this.heedImplementation(segment);
		} else this.readUnexpected(segment, at);
	}

	/** 4010 names the guide a second time, in a REF; where the two differ, it is the header that was filled in carelessly. */
	private heedImplementation(segment: Segment): void {
		const named = segment.code(1) === IMPLEMENTATION ? namedGuide(segment.string(2, 40) ?? '') : undefined;
		if (named && named.kind !== this.assembly.kind) this.changeKind(segment, named.kind);
	}

	private readEnvelope(event: EnvelopeEvent, segment: Segment): void {
		this.drainProblems();
		if (this.assembly.claim) this.closeClaim();
		for (const problem of this.envelopeProblems.splice(0)) this.found.push({ kind: 'problem', problem });
		this.isAstray = false;
		if (this.header) this.closeTransaction(segment);
		this.keepEnvelope(event);
		if (event === 'ST') this.openTransaction(segment);
		if (segment.flags & CONTROL) this.note(segment, 'STRAY_BYTES', 'warning');
	}

	/** The headers as they stood, for the rejects file: ISA ends where GS begins, GS where the first ST does. */
	private keepEnvelope(event: EnvelopeEvent): void {
		const piece = this.tokenizer.cut();
		if (event === 'GS' && this.lastEvent === 'ISA') this.interchangeText = piece;
		if (event === 'ST' && this.lastEvent === 'GS') this.groupText = piece;
		this.lastEvent = event;
	}

	private openTransaction(segment: Segment): void {
		const { header } = this.envelope;
		this.position = 0;
		this.accepted = 0;
		this.rejected = 0;
		this.map = undefined;
		this.at = undefined;
		this.last = undefined;
		const isClaims = header.transactionCode === '837';
		this.header = header;
		if (this.options.openings) this.found.push({ kind: 'opening', envelope: header });
		this.guide = isClaims ? guideOf(header.version) : undefined;
		if (!this.guide) {
			const detail = (isClaims ? header.version : header.transactionCode).slice(0, 20);
			this.note(segment, isClaims ? 'VERSION_UNSUPPORTED' : 'TRANSACTION_UNSUPPORTED', 'error', { detail });
			return;
		}
		this.map = mapOf(this.guide);
		this.at = this.map.root;
		this.assembly.startTransaction(segment.number - 1);
		this.assembly.kind = this.guide.kind;
		this.assembly.use = isPredetermination(header.version) ? 'predetermination' : 'claim';
		this.contexts.fill('');
		this.lastContext = HEADER;
		this.contextStarts[HEADER] = segment.number;
		this.tokenizer.cutAway();
		if (!this.guide.isOld) this.check?.start(this.at, segment);
	}

	private closeTransaction(segment: Segment, { isCutOff } = WHOLE): void {
		const { header } = this;
		this.check?.finish();
		this.map = undefined;
		this.at = undefined;
		this.last = undefined;
		this.header = undefined;
		if (!header) return;
		const transaction = {
			envelope: header,
			is_read: this.guide !== undefined,
			segments: segment.transactionNumber,
			accepted: this.accepted,
			rejected: this.rejected,
			...(isCutOff ? { is_cut_off: true } : {}),
		};
		this.found.push({ kind: 'transaction', transaction });
	}

	/** Segments between envelopes belong to nothing; those of a transaction we do not read were reported with it. */
	private readOutside(segment: Segment): void {
		if (this.envelope.isOpen) return;
		if (segment.id === CLM) this.note(segment, 'CLAIM_MISPLACED', 'error');
		else if (!this.isAstray) this.note(segment, 'SEGMENT_UNEXPECTED', 'warning');
		this.isAstray = true;
	}

	private openLevel(segment: Segment, map: ClaimMap, at: Loop<ClaimAssembly>): void {
		if (this.assembly.claim) this.closeClaim();
		else this.keepContext();
		const step = this.stepFrom(at, map, segment);
		const level = step && LEVELS[step.to.id];
		if (!step || !level) {
			this.openUnknownLevel(segment);
			return;
		}
		this.moveTo(step);
		this.lastContext = level;
		this.contextStarts[level] = segment.number;
		this.assembly.startLevel(level);
		segment.open(planOf(step));
		this.check?.see(step, segment);
		this.checkLevel(segment, step.to, level);
	}

	/**
	 * Each level names the one above it. Where the name is off, the order of the file stands, unless the name is that
	 * of an earlier provider or subscriber: then the claims below would be booked on the wrong one.
	 */
	private checkLevel(segment: Segment, loop: Loop<ClaimAssembly>, level: number): void {
		const { assembly } = this;
		const own = assembly.levelAt(level);
		own.hl = segment.integer(1, 1, 999_999_999);
		const parent = segment.integer(2, 1, 999_999_999);
		const above = level === BILLING ? undefined : assembly.levelAt(level - 1).hl;
		if (parent === above && own.hl !== undefined) return;
		const isElsewhere =
			parent !== undefined && above !== undefined && parent < above && !this.isAbove(parent, level);
		const problem = problemAt(segment, 'HIERARCHY', isElsewhere ? 'error' : 'warning', {
			loop: loop.id,
			element: 2,
		});
		this.found.push({ kind: 'problem', problem });
		if (isElsewhere) assembly.refuseLevel(level, problem);
	}

	/** A patient hung on the provider instead of the subscriber between them is sloppy, but not somebody else's. */
	private isAbove(parent: number, level: number): boolean {
		for (let depth = BILLING; depth < level; depth++)
			if (this.assembly.levelAt(depth).hl === parent) return true;
		return false;
	}

	private openUnknownLevel(segment: Segment): void {
		const problem = problemAt(segment, 'HIERARCHY', 'error', { element: 3 });
		this.found.push({ kind: 'problem', problem });
		this.assembly.startLevel(PATIENT);
		this.assembly.refuseLevel(PATIENT, problem);
		this.lastContext = PATIENT;
		this.contextStarts[PATIENT] = segment.number;
	}

	/** The text of each level is kept for the rejects file, until a level of the same depth replaces it. */
	private keepContext(): void {
		const { contexts, lastContext } = this;
		contexts[lastContext] = this.tokenizer.cut();
		for (let deeper = lastContext + 1; deeper <= PATIENT; deeper++) contexts[deeper] = '';
	}

	private openClaim(segment: Segment, map: ClaimMap, at: Loop<ClaimAssembly>): void {
		const { assembly } = this;
		if (assembly.claim) this.closeClaim();
		else this.keepContext();
		if (segment.openParts(5) === 1) this.correctComponent(segment);
		if (segment.partCode(2) === HOSPITAL_BILL && assembly.kind !== 'institutional')
			this.changeKind(segment, 'institutional');
		this.position++;
		this.hasUnknown = false;
		this.hasLostLine = false;
		const current = this.map ?? map;
		const step = this.stepFrom(this.at ?? at, current, segment);
		assembly.startClaim(this.newClaim(segment));
		const loop = step?.to ?? current.find('2000A/2000B/2300');
		if (!loop) return;
		this.at = loop;
		this.last = step;
		if (!step) assembly.errors.push(problemAt(segment, 'CLAIM_MISPLACED', 'error', { loop: '2300' }));
		this.checkParties(segment);
		const reading = step ?? this.claimStep(current, segment);
		if (reading) this.apply(reading, segment);
	}

	private correctComponent(segment: Segment): void {
		if (!this.tokenizer.correctComponent(5, COMPOSITE_PLACE)) return;
		this.note(segment, 'DELIMITERS', 'warning', { element: 5 });
		segment.openParts(5);
	}

	/** How CLM would be read had it stood where it belongs. */
	private claimStep(map: ClaimMap, segment: Segment): Step<ClaimAssembly> | undefined {
		const subscriber = map.find('2000A/2000B');
		return subscriber && map.step(subscriber, segment);
	}

	/** What most claims say has its place from the start: an object that grows is a slow one. */
	private newClaim(segment: Segment): CanonicalClaim {
		const { assembly, envelope, options } = this;
		const { header } = envelope;
		const patient = assembly.patient ?? this.subscriberAsPatient();
		return {
			claim_id: '',
			type: assembly.kind,
			use: assembly.use,
			frequency_code: '',
			purpose: assembly.purpose,
			currency: assembly.currency,
			total_charge: '',
			place_of_service: undefined,
			provider_signature_on_file: undefined,
			accepts_assignment: undefined,
			benefits_assigned: undefined,
			release_of_information: undefined,
			patient_paid: undefined,
			clearinghouse_number: undefined,
			authorization_number: undefined,
			original_claim_number: undefined,
			medical_record_number: undefined,
			rendering_provider: undefined,
			referring_provider: undefined,
			service_facility: undefined,
			billing_provider: assembly.billing ?? {},
			pay_to_address: assembly.payTo?.address,
			subscriber: this.insured(),
			patient,
			payer: assembly.payer ?? {},
			diagnoses: [],
			lines: [],
			other_payers: [],
			property_casualty_number: assembly.propertyNumber,
			source: {
				format: this.guide?.format ?? 'x12-837',
				version: header.version || undefined,
				is_test: header.isTest || undefined,
				file: options.file,
				interchange_control_number: header.interchange || undefined,
				group_control_number: header.group || undefined,
				transaction_control_number: header.transaction || undefined,
				position: this.position,
				segment: segment.number,
				batch_reference: assembly.batchReference,
				submitted_at: assembly.submittedAt,
				submitter: assembly.submitter,
				receiver: assembly.receiver,
			},
		};
	}

	/** Where nobody else is named as the patient, it is the subscriber, whether or not SBR02 says so. */
	private insured(): Subscriber {
		const { subscriber, patient } = this.assembly;
		return patient || subscriber.relationship ? subscriber : { ...subscriber, relationship: 'self' };
	}

	private subscriberAsPatient(): CanonicalClaim['patient'] {
		const { subscriber, subscriberDeath } = this.assembly;
		return {
			relationship: subscriber.relationship ?? 'self',
			member_id: subscriber.member_id,
			last_name: subscriber.last_name,
			first_name: subscriber.first_name,
			middle_name: subscriber.middle_name,
			prefix: subscriber.prefix,
			suffix: subscriber.suffix,
			birth_date: subscriber.birth_date,
			sex: subscriber.sex,
			death_date: subscriberDeath,
			address: subscriber.address,
		};
	}

	/** A claim without the people it is about cannot be decided, whatever else it says. */
	private checkParties(segment: Segment): void {
		const { assembly } = this;
		const { errors, levels } = assembly;
		if (assembly.hasNotedLevels)
			for (const level of levels) if (level.errors.length > 0) errors.push(...level.errors);
		if (!assembly.hasBillingName) errors.push(missingLoop(segment, '2010AA'));
		if (!assembly.hasSubscriberName) errors.push(missingLoop(segment, '2010BA'));
		if (!assembly.payer) errors.push(missingLoop(segment, '2010BB'));
		if (assembly.level === PATIENT && !assembly.hasPatientName) errors.push(missingLoop(segment, '2010CA'));
	}

	private apply(step: Step<ClaimAssembly>, segment: Segment): void {
		segment.open(step.plan ?? planOf(step));
		if (this.check !== undefined) this.check.see(step, segment);
		const { reading, to } = step;
		const taken = reading?.read(segment, this.assembly, to);
		if (taken !== true || !segment.isWhole || segment.faults.length > 0) this.keepRest(step, segment, taken);
	}

	/** Of a segment that is not represented whole or has something odd about it. */
	private keepRest({ reading, starts, to }: Step<ClaimAssembly>, segment: Segment, taken: Taken): void {
		const { assembly } = this;
		if (reading === undefined) {
			if (starts) forgetParty(assembly);
			assembly.keep(to, segment.elements());
			return;
		}
		const isWhole = taken === true && !segment.saysMoreThan(reading.says) && !segment.hasLostValues();
		if (!isWhole && taken !== 'kept') assembly.keep(to, segment.elements());
		this.noteFaults(segment, to, reading.critical);
		if (segment.flags & CONTROL) this.note(segment, 'STRAY_BYTES', 'warning', { loop: to.id });
	}

	private noteFaults(segment: Segment, loop: Loop<ClaimAssembly>, critical: number): void {
		for (const { code, element, component, isTaken } of segment.faults) {
			const isFatal =
				this.assembly.claim !== undefined &&
				((!isTaken && isCritical(code, critical, element)) || this.isFatal(code));
			this.note(segment, code, isFatal ? 'error' : 'warning', { loop: loop.id, element, component });
		}
	}

	/** Lines that start over after a segment nobody knows are probably another claim's, whose CLM was damaged. */
	private isFatal(code: X12ProblemCode): boolean {
		return code === 'LINES_TOO_MANY' || (code === 'LINE_SEQUENCE' && this.hasUnknown);
	}

	private readUnexpected(segment: Segment, at: Loop<ClaimAssembly>): void {
		const { assembly, map } = this;
		const kind = KINDS.get(segment.id);
		if (kind && kind !== assembly.kind && this.changeKind(segment, kind)) {
			this.read(segment);
			return;
		}
		const isKnown = map?.knows(segment.id) ?? false;
		if (!isKnown) this.hasUnknown = true;
		const isLostLine = !assembly.claim && (segment.id === LX || SERVICES.has(segment.id));
		if (isLostLine && !this.hasLostLine) {
			this.hasLostLine = true;
			this.note(segment, 'LINE_MISPLACED', 'error', { loop: at.id });
			return;
		}
		this.note(segment, isKnown ? 'SEGMENT_UNEXPECTED' : 'SEGMENT_UNKNOWN', 'warning', { loop: at.id });
		assembly.keep(at, segment.elements());
	}

	/** Goes on in the loops of another kind of claim, at the same place. */
	private changeKind(segment: Segment, kind: ClaimKind | undefined): boolean {
		if (!kind || !this.at) return false;
		const guide = guideFor(kind, this.guide?.isOld ?? false);
		const map = mapOf(guide);
		const there = map.find(this.at.path);
		if (!there) return false;
		this.note(segment, 'VERSION_CONTENT', 'warning', { detail: `read as ${guide.spec.name}` });
		this.guide = guide;
		this.map = map;
		this.at = there;
		this.last = undefined;
		this.assembly.kind = guide.kind;
		const { claim } = this.assembly;
		if (claim) claim.source.format = guide.format;
		return true;
	}

	private note(segment: Segment, code: X12ProblemCode, level: X12Problem['level'], place: Place = {}): void {
		this.add(problemAt(segment, code, level, place));
	}

	private add(problem: X12Problem): void {
		const { claim, errors, warnings } = this.assembly;
		if (!claim) this.found.push({ kind: 'problem', problem });
		else if (problem.level === 'error') {
			if (errors.length < MOST_ERRORS) errors.push(problem);
		} else if (warnings.length < MOST_WARNINGS) warnings.push(problem);
	}

	private originOf({ source }: CanonicalClaim, text: string): ClaimOrigin | undefined {
		if (!this.guide) return undefined;
		const { contexts, contextStarts } = this;
		return {
			envelope: this.interchangeText + this.groupText,
			levels: contexts.map((context, level) => ({ text: context, segment: contextStarts[level] ?? 0 })),
			claim: { text, segment: source.segment ?? 0 },
			segmentsBefore: this.assembly.segmentsBefore,
			guide: this.guide,
		};
	}

	private closeClaim({ isCutOff } = WHOLE): void {
		const { assembly, tokenizer } = this;
		const { claim, errors, warnings } = assembly;
		if (!claim) return;
		this.check?.close('2300');
		finishClaim(assembly, claim);
		assembly.claim = undefined;
		assembly.isOverfull = false;
		assembly.line = undefined;
		assembly.otherPayer = undefined;
		forgetParty(assembly);
		if (errors.length === 0) {
			const origin = this.options.origins ? this.originOf(claim, tokenizer.cut()) : undefined;
			if (!origin) tokenizer.cutAway();
			this.accepted++;
			this.found.push({ kind: 'claim', claim, warnings: warnings.length > 0 ? warnings : NONE, origin });
			return;
		}
		this.rejected++;
		const context = this.contexts.join('');
		this.found.push({
			kind: 'rejected',
			claim_id: claim.claim_id || undefined,
			problems: errors,
			warnings,
			claim,
			source: claim.source,
			text: isCutOff ? tokenizer.cutRest() : tokenizer.cut(),
			context,
			envelope: this.interchangeText + this.groupText,
		});
	}
}
