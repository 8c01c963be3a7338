import type {
	CanonicalClaim,
	ClaimLine,
	Extra,
	OtherPayer,
	OtherPayerLine,
	Patient,
	Payer,
	Provider,
	TradingPartner,
} from '../../claim';
import type { LoopPlace } from '../loops';
import { X12_PROBLEMS, type X12Problem, type X12ProblemCode } from '../problem';
import {
	type Addressed,
	type Contacted,
	forgetParty,
	type Identified,
	newSubscriber,
	type PartyHolder,
} from '../read/parties';

export type ClaimKind = 'professional' | 'institutional' | 'dental';

/** How deep the hierarchy stands: what is kept at a level belongs to every claim below it. */
export const HEADER = 0;
export const BILLING = 1;
export const SUBSCRIBER = 2;
export const PATIENT = 3;

interface Level {
	extras: Extra[];
	/** Why no claim of this level can stand. */
	errors: X12Problem[];
	hl: number | undefined;
	/** More was said at it than can be kept: no claim of it is whole. */
	isOverfull: boolean;
}

/** Of a claim or a level: four levels and a claim together stay below what a claim's source may hold. */
const MOST_EXTRAS = 4_000;

const emptyLevel = (): Level => ({ extras: [], errors: [], hl: undefined, isOverfull: false });

const isNoted = ({ extras, errors, isOverfull }: Level) =>
	extras.length > 0 || errors.length > 0 || isOverfull;

export interface ReportedPlace {
	readonly loop: string;
	readonly detail?: string | undefined;
	readonly segment?: number | undefined;
	readonly segment_id?: string | undefined;
	readonly element?: number;
	readonly missing?: X12Problem['missing'];
}

/** Everything known at the place the reader has come to: the levels above, and the claim that is being put together. */
export class ClaimAssembly implements PartyHolder {
	/** Of the file, before the transaction set. */
	segmentsBefore = 0;
	/** Where the service of each line stands in the file. */
	readonly servicePlaces: number[] = [];
	kind: ClaimKind = 'professional';
	use: CanonicalClaim['use'] = 'claim';
	currency: string;
	decimals: number;
	level = HEADER;
	readonly levels: Level[] = [emptyLevel(), emptyLevel(), emptyLevel(), emptyLevel()];
	/** Something was kept or refused at a level that stands; else there is nothing to look for. */
	hasNotedLevels = false;

	purpose: CanonicalClaim['purpose'];
	batchReference: string | undefined;
	submittedAt: string | undefined;
	submitter: TradingPartner | undefined;
	receiver: TradingPartner | undefined;
	billing: Provider | undefined;
	hasBillingName = false;
	payTo: Addressed | undefined;
	subscriber = newSubscriber();
	hasSubscriberName = false;
	payer: Payer | undefined;
	patient: Patient | undefined;
	hasPatientName = false;
	subscriberDeath: string | undefined;
	propertyNumber: string | undefined;

	claim: CanonicalClaim | undefined;
	line: ClaimLine | undefined;
	/** The drug that the next segments are about, if the line has a field for it. */
	drug: ClaimLine['drug'];
	otherPayer: OtherPayer | undefined;
	otherLine: OtherPayerLine | undefined;
	/** Whose address, numbers or contacts the next segments tell. */
	addressed: Addressed | undefined;
	identified: Identified | undefined;
	provider: Provider | undefined;
	contacted: Contacted | undefined;
	/** The claim's own date of service, for lines that do not repeat it. */
	claimServiceDate: string | undefined;
	claimServiceDateEnd: string | undefined;
	chargeMinor = 0;
	linesMinor = 0;
	adjudications = 0;
	/** For each diagnosis of the HI segments, in order: its place among the canonical ones, or 0 if it could not be read. */
	diagnosisPlaces: number[] = [];
	/** More was to be kept than a claim can hold: it is refused, and the rest of it passed over. */
	isOverfull = false;
	extras: Extra[] = [];
	errors: X12Problem[] = [];
	warnings: X12Problem[] = [];

	constructor(
		private readonly defaults: {
			readonly currency: string;
			readonly decimalsOf: (currency: string) => number;
		},
	) {
		this.currency = defaults.currency;
		this.decimals = defaults.decimalsOf(this.currency);
	}

	/** Says what is wrong with the claim: of its own segment, unless another place is told. */
	report(code: X12ProblemCode, level: X12Problem['level'], place: ReportedPlace): void {
		const { loop, detail, element, missing, segment_id = 'CLM' } = place;
		const segment = place.segment ?? this.claim?.source.segment ?? 1;
		const message = detail ? `${X12_PROBLEMS[code]}: ${detail}` : X12_PROBLEMS[code];
		const problem: X12Problem = {
			code,
			level,
			message,
			segment,
			segment_id,
			transaction_segment: segment - this.segmentsBefore,
			loop,
			...(element ? { element } : {}),
			...(missing ? { missing } : {}),
		};
		if (level === 'error') this.errors.push(problem);
		else this.warnings.push(problem);
	}

	startTransaction(segmentsBefore: number): void {
		this.segmentsBefore = segmentsBefore;
		this.level = HEADER;
		this.resetLevel(HEADER);
		this.purpose = undefined;
		this.batchReference = undefined;
		this.submittedAt = undefined;
		this.submitter = undefined;
		this.receiver = undefined;
		this.useCurrency(this.defaults.currency);
	}

	useCurrency(currency: string): void {
		this.currency = currency;
		this.decimals = this.defaults.decimalsOf(currency);
	}

	/** A new level of HL: what stood at this depth and below is over. */
	startLevel(level: number): void {
		this.level = level;
		this.resetLevel(level);
		forgetParty(this);
		if (level === BILLING) {
			this.billing = undefined;
			this.hasBillingName = false;
			this.payTo = undefined;
			this.useCurrency(this.defaults.currency);
		}
		if (level <= SUBSCRIBER) {
			this.subscriber = newSubscriber();
			this.hasSubscriberName = false;
			this.payer = undefined;
			this.subscriberDeath = undefined;
			this.propertyNumber = undefined;
		}
		this.patient = undefined;
		this.hasPatientName = false;
	}

	private resetLevel(level: number): void {
		for (let depth = level; depth <= PATIENT; depth++) {
			const own = this.levelAt(depth);
			if (this.hasNotedLevels && isNoted(own)) this.levels[depth] = emptyLevel();
			else own.hl = undefined;
		}
		if (level === HEADER) this.hasNotedLevels = false;
	}

	/** No claim of the level can stand. */
	refuseLevel(depth: number, problem: X12Problem): void {
		this.levelAt(depth).errors.push(problem);
		this.hasNotedLevels = true;
	}

	levelAt(depth: number): Level {
		return this.levels[depth] ?? emptyLevel();
	}

	hasExtras(): boolean {
		if (this.extras.length > 0) return true;
		if (this.hasNotedLevels) for (const { extras } of this.levels) if (extras.length > 0) return true;
		return false;
	}

	/** Begins a claim under the levels that stand. */
	startClaim(claim: CanonicalClaim): void {
		this.claim = claim;
		this.line = undefined;
		this.drug = undefined;
		this.otherPayer = undefined;
		this.otherLine = undefined;
		this.claimServiceDate = undefined;
		this.claimServiceDateEnd = undefined;
		this.linesMinor = 0;
		if (this.diagnosisPlaces.length > 0) this.diagnosisPlaces = [];
		this.isOverfull = false;
		if (this.hasNotedLevels) for (const level of this.levels) if (level.isOverfull) this.isOverfull = true;
		if (this.extras.length > 0) this.extras = [];
		if (this.errors.length > 0) this.errors = [];
		if (this.warnings.length > 0) this.warnings = [];
		forgetParty(this);
	}

	keep(loop: LoopPlace, value: (string | string[])[]): void {
		const name = Array.isArray(value[0]) ? value[0].join('') : (value[0] ?? '');
		const { extras } = this.claim ? this : this.levelAt(this.level);
		if (!this.claim) this.hasNotedLevels = true;
		if (extras.length >= MOST_EXTRAS) this.overfill();
		else extras.push({ path: `${this.pathOf(loop)}/${name}`.slice(0, 200), value: value.slice(1) });
	}

	/** More has been said, of the claim or the level that is open, than can be kept. */
	overfill(): void {
		if (this.claim) this.isOverfull = true;
		else {
			this.levelAt(this.level).isOverfull = true;
			this.hasNotedLevels = true;
		}
	}

	/** Loops that repeat in a claim are told apart by their place: `2300/2400[2]/2420A`. */
	private pathOf(loop: LoopPlace): string {
		const inner = loop.path.indexOf('2300');
		if (inner < 0) return levelPath(loop);
		return loop.path
			.slice(inner)
			.split('/')
			.map((id) => {
				if (id === '2400') return `2400[${this.claim?.lines.length ?? 0}]`;
				if (id === '2320') return `2320[${this.claim?.other_payers.length ?? 0}]`;
				if (id === '2430') return `2430[${this.adjudications}]`;
				return id;
			})
			.join('/');
	}
}

/** From the level of HL down, `2000B/2010BA`; before the first one, from the transaction set. */
function levelPath(loop: LoopPlace): string {
	const level = loop.path.lastIndexOf('2000');
	if (level >= 0) return loop.path.slice(level);
	return loop.isRoot ? loop.path : `ST/${loop.path}`;
}
