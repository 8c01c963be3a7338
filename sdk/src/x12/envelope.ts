import { checkHeader } from './interchange-header';
import { X12_PROBLEMS, type X12Problem, type X12ProblemCode } from './problem';
import { packCode, type Segment } from './segment';

const ISA = packCode('ISA');
const GS = packCode('GS');
const ST = packCode('ST');
const SE = packCode('SE');
const GE = packCode('GE');
const IEA = packCode('IEA');

export interface Place {
	readonly loop?: string | undefined;
	readonly element?: number | undefined;
	readonly component?: number | undefined;
	/** What exactly is wrong, after the code's own sentence. */
	readonly detail?: string | undefined;
	readonly missing?: X12Problem['missing'];
}

export function problemAt(
	segment: Segment,
	code: X12ProblemCode,
	level: X12Problem['level'],
	place: Place = {},
): X12Problem {
	const { loop, element, component, detail, missing } = place;
	const value = element && segment.has(element) ? segment.elements()[element] : undefined;
	return {
		code,
		level,
		message: detail ? `${X12_PROBLEMS[code]}: ${detail}` : X12_PROBLEMS[code],
		segment: segment.number,
		segment_id: segment.name.slice(0, 20),
		transaction_segment: segment.transactionNumber,
		loop,
		element: element || undefined,
		component: component || undefined,
		...(missing ? { missing } : {}),
		value: (Array.isArray(value) ? value.join(':') : value)?.slice(0, 60),
	};
}

/** What ISA and GS say of the transaction sets between them. */
export interface EnvelopeHeader {
	/** Which of the file it is, from 1: two senders' numbers, or one sender's, may be the same. */
	readonly interchangePlace: number;
	readonly groupPlace: number;
	readonly sender: string;
	readonly senderQualifier: string;
	readonly receiver: string;
	readonly receiverQualifier: string;
	/** As they stood, `YYMMDD` and `HHMM`. */
	readonly date: string;
	readonly time: string;
	readonly interchangeVersion: string;
	readonly interchange: string;
	/** ISA14: the sender asks for a TA1. */
	readonly wantsTa1: boolean;
	readonly isTest: boolean;
	readonly functionalCode: string;
	readonly applicationSender: string;
	readonly applicationReceiver: string;
	readonly group: string;
	readonly version: string;
	readonly transactionCode: string;
	readonly transaction: string;
}

const NO_HEADER: EnvelopeHeader = {
	interchangePlace: 0,
	groupPlace: 0,
	sender: '',
	senderQualifier: '',
	receiver: '',
	receiverQualifier: '',
	date: '',
	time: '',
	interchangeVersion: '',
	interchange: '',
	wantsTa1: false,
	isTest: false,
	functionalCode: '',
	applicationSender: '',
	applicationReceiver: '',
	group: '',
	version: '',
	transactionCode: '',
	transaction: '',
};

const MOST_NUMBERS = 100_000;

export type EnvelopeEvent = 'ISA' | 'GS' | 'ST' | 'SE' | 'GE' | 'IEA';

/** Follows interchange, groups and transaction sets: their control numbers, and whether trailers tell the truth. */
export class Envelope {
	header = NO_HEADER;
	/** A transaction set is open: between ST and SE. */
	isOpen = false;
	transactions = 0;

	private groups = 0;
	/** Numbers used: of groups in the interchange, of transaction sets in the group. Files put together may repeat others. */
	private readonly used = { GS: new Set<string>(), ST: new Set<string>() };
	private inInterchange = false;
	private inGroup = false;

	constructor(private readonly report: (problem: X12Problem) => void) {}

	/** Answers what the segment is to the envelope, or undefined when it is content. */
	step(segment: Segment): EnvelopeEvent | undefined {
		switch (segment.id) {
			case ISA:
				return this.openInterchange(segment);
			case GS:
				return this.openGroup(segment);
			case ST:
				return this.openTransaction(segment);
			case SE:
				return this.closeTransaction(segment);
			case GE:
				return this.closeGroup(segment);
			case IEA:
				return this.closeInterchange(segment);
			default:
				return undefined;
		}
	}

	private openInterchange(segment: Segment): 'ISA' {
		this.leave(segment, 'ISA');
		this.inInterchange = true;
		this.groups = 0;
		this.header = {
			...NO_HEADER,
			interchangePlace: this.header.interchangePlace + 1,
			senderQualifier: segment.string(5, 2) ?? '',
			sender: segment.string(6, 40) ?? '',
			receiverQualifier: segment.string(7, 2) ?? '',
			receiver: segment.string(8, 40) ?? '',
			date: segment.string(9, 8) ?? '',
			time: segment.string(10, 8) ?? '',
			interchangeVersion: segment.string(12, 10) ?? '',
			interchange: segment.string(13, 50) ?? '',
			wantsTa1: segment.string(14, 1) === '1',
			isTest: segment.string(15, 1) === 'T',
		};
		this.used.GS.clear();
		checkHeader(segment, (code, element) => this.warn(segment, code, { element }));
		return 'ISA';
	}

	private openGroup(segment: Segment): 'GS' {
		this.leave(segment, 'GS');
		this.groups++;
		this.inGroup = true;
		this.transactions = 0;
		this.header = {
			...this.header,
			groupPlace: this.groups,
			functionalCode: segment.string(1, 10) ?? '',
			applicationSender: segment.string(2, 40) ?? '',
			applicationReceiver: segment.string(3, 40) ?? '',
			group: segment.string(6, 50) ?? '',
			version: segment.string(8, 40) ?? '',
		};
		this.useOnce(segment, { kind: 'GS', number: this.header.group, element: 6 });
		this.used.ST.clear();
		return 'GS';
	}

	private openTransaction(segment: Segment): 'ST' {
		this.leave(segment, 'ST');
		if (!this.inGroup) this.warn(segment, 'ENVELOPE_ORDER', { detail: 'ST outside a functional group' });
		this.transactions++;
		this.isOpen = true;
		const version = segment.string(3, 40);
		this.header = {
			...this.header,
			transactionCode: segment.string(1, 10) ?? '',
			transaction: segment.string(2, 50) ?? '',
			version: version ?? this.header.version,
		};
		this.useOnce(segment, { kind: 'ST', number: this.header.transaction, element: 2 });
		return 'ST';
	}

	private closeTransaction(segment: Segment): 'SE' {
		if (!this.isOpen) this.warn(segment, 'ENVELOPE_ORDER', { detail: 'SE without ST' });
		else {
			this.compareCount(segment, segment.transactionNumber);
			this.compareNumber(segment, this.header.transaction);
		}
		this.isOpen = false;
		return 'SE';
	}

	private closeGroup(segment: Segment): 'GE' {
		this.leave(segment, 'GE');
		if (!this.inGroup) this.warn(segment, 'ENVELOPE_ORDER', { detail: 'GE without GS' });
		else {
			this.compareCount(segment, this.transactions);
			this.compareNumber(segment, this.header.group);
		}
		this.inGroup = false;
		return 'GE';
	}

	private closeInterchange(segment: Segment): 'IEA' {
		this.leave(segment, 'IEA');
		this.compareCount(segment, this.groups);
		this.compareNumber(segment, this.header.interchange);
		this.inInterchange = false;
		return 'IEA';
	}

	/** Whatever is still open when `next` begins or ends lost its trailer. */
	private leave(segment: Segment, next: Exclude<EnvelopeEvent, 'SE'>): void {
		if (this.isOpen) this.lacksTrailer(segment, 'SE');
		this.isOpen = false;
		if (this.inGroup && next !== 'ST' && next !== 'GE') {
			this.lacksTrailer(segment, 'GE');
			this.inGroup = false;
		}
		if (this.inInterchange && next === 'ISA') this.lacksTrailer(segment, 'IEA');
	}

	private lacksTrailer(segment: Segment, trailer: string): void {
		this.warn(segment, 'TRAILER_MISSING', { detail: trailer, missing: { segment: trailer } });
	}

	/** A sender that numbers so many and repeats itself is told so no more: memory stays bounded. */
	private useOnce(
		segment: Segment,
		{ kind, number, element }: { kind: 'GS' | 'ST'; number: string; element: number },
	): void {
		const used = this.used[kind];
		if (used.has(number)) this.warn(segment, 'CONTROL_REPEATED', { element });
		else if (used.size < MOST_NUMBERS) used.add(number);
	}

	private compareCount(segment: Segment, actual: number): void {
		const told = segment.string(1, 20);
		if (Number(told) !== actual) {
			this.warn(segment, 'CONTROL_COUNT', {
				element: 1,
				detail: `${told ?? 'nothing'} instead of ${actual}`,
			});
		}
	}

	private compareNumber(segment: Segment, opened: string): void {
		const closed = segment.string(2, 50) ?? '';
		if (closed !== opened)
			this.warn(segment, 'CONTROL_NUMBER', { element: 2, detail: `${closed} instead of ${opened}` });
	}

	private warn(segment: Segment, code: X12ProblemCode, place: Place): void {
		this.report(problemAt(segment, code, 'warning', place));
	}
}
