/** One element on its way out: text, a whole or exact number, the components of a composite, repetitions, or nothing. */
export type OutElement =
	| string
	| number
	| undefined
	| readonly (string | number | undefined)[]
	| { readonly repeats: readonly string[] };

export interface OutSegment {
	readonly id: string;
	readonly elements: readonly OutElement[];
}

export const out = (id: string, ...elements: OutElement[]): OutSegment => ({ id, elements });

/** Who sends or receives: ISA05 to ISA08 and GS02, GS03. */
export interface TradingPartnerId {
	readonly id: string;
	/** Code list I05; ZZ is mutually defined. */
	readonly qualifier?: string;
	/** Of the functional group (GS02, GS03), where it is not the interchange's own. */
	readonly application?: string;
}

/** What the envelope of a file says, and who is told of what could not be written as it was said. */
export interface InterchangeOptions {
	readonly sender: TradingPartnerId;
	readonly receiver: TradingPartnerId;
	/** Of the interchange; groups and transaction sets count from it and from 1. */
	readonly controlNumber: number;
	/** `2026-03-02T10:30`, in the sender's own time: a writer looks at no clock, so the same input gives the same bytes. */
	readonly at: string;
	readonly usage?: 'production' | 'test';
	/** A line end after each segment, for people. */
	readonly lineEnd?: '' | '\n' | '\r\n';
	readonly delimiters?: Partial<OutDelimiters>;
	/** Told of each element that was not written as it was said, as it is written. */
	readonly onReplaced?: (replaced: ReplacedText) => void;
	/** Told of what the guide requires in a claim or remittance and nobody said; not of what an X12 file left out itself. */
	readonly onMissing?: (missing: PlaceInGuide) => void;
	/** Told of what the guide that is written by has no place for, as an older one or another format had: it is not written. */
	readonly onLeftOut?: (leftOut: PlaceInGuide) => void;
}

/** A segment, or an element of one, as a guide knows it. */
export interface PlaceInGuide {
	readonly loop: string;
	readonly segment_id: string;
	/** From 1; without it the whole segment is meant. */
	readonly element?: number;
	/** Of whom or what it would speak, where segments of a name are told apart by a code. */
	readonly code?: string;
	/** As in what is replaced. */
	readonly document: number;
	readonly claim_id?: string;
}

/** An element in which a delimiter or control character gave way to a blank: its place, and nothing of what it says. */
export interface ReplacedText {
	readonly segment_id: string;
	/** From 1. */
	readonly element: number;
	/** Place of the document among those written into the interchange, from 1; 0 is the envelope. */
	readonly document: number;
	/** The claim that it stands in; of what several claims stand under, the one that it was written for. */
	readonly claim_id?: string;
}

/**
 * X12 knows no escaping: a delimiter inside a value becomes a blank, so choose ones that the values do not use.
 * `onReplaced` tells where it happened all the same.
 */
export interface OutDelimiters {
	readonly element: string;
	readonly component: string;
	readonly repetition: string;
	readonly segment: string;
}

const USUAL_DELIMITERS: OutDelimiters = { element: '*', component: ':', repetition: '^', segment: '~' };

const digitsOf = (at: string) => at.replace(/\D/g, '');

/** Envelopes and segments as text, with trailers that count what was written. */
export class X12Writer {
	private text = '';
	private groups = 0;
	private transactions = 0;
	private segments = 0;
	private openGroup: string | undefined;
	private openTransaction: string | undefined;
	private isOpen = false;
	private document = 0;
	private claimId: string | undefined;
	/** Whether something gave way to a blank since it was last asked. */
	private isReplaced = false;
	private readonly end: string;
	private readonly delimiters: OutDelimiters;
	private readonly unwanted: RegExp;

	constructor(private readonly options: InterchangeOptions) {
		this.delimiters = { ...USUAL_DELIMITERS, ...options.delimiters };
		this.end = this.delimiters.segment + (options.lineEnd ?? '');
		const taken = Object.values(this.delimiters).map(
			(delimiter) => `\\u{${delimiter.charCodeAt(0).toString(16)}}`,
		);
		this.unwanted = new RegExp(`[${taken.join('')}\\p{Cc}]`, 'gu');
	}

	/** Says that what follows is of the next document, so that what is replaced in it can be told by its place. */
	begin(claimId?: string): void {
		this.document++;
		this.claimId = claimId;
	}

	/** Says which claim of the document follows; none, where what follows is of all. */
	about(claimId: string | undefined): void {
		this.claimId = claimId;
	}

	/** Says what the guide requires of the document and nobody told. */
	tellMissing(missing: Omit<PlaceInGuide, 'document' | 'claim_id'>): void {
		this.options.onMissing?.({ ...missing, ...this.written() });
	}

	/** Says what the document told and the guide has no place for. */
	tellLeftOut(leftOut: Omit<PlaceInGuide, 'document' | 'claim_id'>): void {
		this.options.onLeftOut?.({ ...leftOut, ...this.written() });
	}

	private written(): Pick<PlaceInGuide, 'document' | 'claim_id'> {
		const { claimId, document } = this;
		return claimId === undefined ? { document } : { document, claim_id: claimId };
	}

	/** Starts a functional group, closing the one before it. */
	group(functionalCode: string, version: string): void {
		this.closeGroup();
		if (!this.isOpen) this.openInterchange();
		const { sender, receiver, at } = this.options;
		const [date, time] = [digitsOf(at).slice(0, 8), digitsOf(at).slice(8, 12)];
		this.groups++;
		this.transactions = 0;
		this.openGroup = String(this.options.controlNumber + this.groups - 1);
		const [from, to] = [sender, receiver].map(({ id, application }) => application || id);
		this.put(out('GS', functionalCode, from, to, date, time, this.openGroup, 'X', version));
	}

	transaction(code: string, version: string | undefined): void {
		this.closeTransaction();
		this.transactions++;
		this.segments = 0;
		this.openTransaction = String(this.transactions).padStart(4, '0');
		this.put(out('ST', code, this.openTransaction, version));
	}

	put({ id, elements }: OutSegment): void {
		let line = id;
		let pending = '';
		let at = 0;
		for (const element of elements) {
			at++;
			pending += this.delimiters.element;
			const value = this.element(element);
			if (this.isReplaced) this.tellReplaced(id, at);
			if (value === '') continue;
			line += pending + value;
			pending = '';
		}
		this.text += line + this.end;
		this.segments++;
	}

	closeTransaction(): void {
		if (this.openTransaction === undefined) return;
		this.put(out('SE', this.segments + 1, this.openTransaction));
		this.openTransaction = undefined;
	}

	closeGroup(): void {
		this.closeTransaction();
		if (this.openGroup === undefined) return;
		this.put(out('GE', this.transactions, this.openGroup));
		this.openGroup = undefined;
	}

	/** Closes all that is open. An interchange without groups is still one: it may carry only a TA1. */
	close(): void {
		this.closeGroup();
		if (!this.isOpen) this.openInterchange();
		this.put(out('IEA', this.groups, this.interchangeNumber));
		this.isOpen = false;
	}

	/** What was written since the last call. */
	take(): string {
		const { text } = this;
		this.text = '';
		return text;
	}

	/** The header alone, for segments that stand outside any group. */
	openInterchange(): void {
		const { sender, receiver, at, usage = 'production' } = this.options;
		const digits = digitsOf(at);
		const blanks = ' '.repeat(10);
		const { element, component, repetition } = this.delimiters;
		const pad = (id: string, at: number) => {
			const text = this.clean(id).padEnd(15).slice(0, 15);
			if (this.isReplaced) this.tellReplaced('ISA', at);
			return text;
		};
		const header = ['ISA', '00', blanks, '00', blanks, sender.qualifier ?? 'ZZ', pad(sender.id, 6)];
		header.push(
			receiver.qualifier ?? 'ZZ',
			pad(receiver.id, 8),
			digits.slice(2, 8),
			digits.slice(8, 12),
			repetition,
			'00501',
		);
		header.push(this.interchangeNumber, '0', usage === 'test' ? 'T' : 'P', component);
		this.text += header.join(element) + this.end;
		this.isOpen = true;
		this.groups = 0;
	}

	private element(element: OutElement): string {
		if (element === undefined) return '';
		if (typeof element === 'number') return String(element);
		if (typeof element === 'string') return this.clean(element);
		if ('repeats' in element)
			return element.repeats.map((one) => this.clean(one)).join(this.delimiters.repetition);
		const parts = element.map((part) => (part === undefined ? '' : this.clean(String(part))));
		while (parts.at(-1) === '') parts.pop();
		return parts.join(this.delimiters.component);
	}

	private clean(value: string): string {
		const written = value.replace(this.unwanted, ' ');
		if (written !== value) this.isReplaced = true;
		return written.trim();
	}

	/** The envelope is no document's, whichever of them it is opened for. */
	private tellReplaced(segment_id: string, element: number): void {
		this.isReplaced = false;
		const isEnvelope = segment_id === 'ISA' || segment_id === 'GS';
		this.options.onReplaced?.({
			segment_id,
			element,
			document: isEnvelope ? 0 : this.document,
			...(this.claimId === undefined || isEnvelope ? {} : { claim_id: this.claimId }),
		});
	}

	private get interchangeNumber(): string {
		return String(this.options.controlNumber).padStart(9, '0').slice(-9);
	}
}

/** `2026-03-01` as `20260301`. */
export const writeDate = (date: string): string => date.replaceAll('-', '');

/** A date or period with the qualifier of its format. */
export function writePeriod(date: string, end?: string): [format: string, value: string] {
	if (!end || end === date) return ['D8', writeDate(date)];
	return ['RD8', `${writeDate(date)}-${writeDate(end)}`];
}
