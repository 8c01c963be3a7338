import type { Extra } from '../../claim';
import { parseMinor, writeMinor } from '../amount';
import type { LoopPlace } from '../loops';
import { X12_PROBLEMS, type X12Problem, type X12ProblemCode } from '../problem';
import type { Segment } from '../segment';
import { bytesOf } from '../text';

const MOST_SEGMENTS = 200_000;
/** Where the header names none, repetitions are written with a caret. */
const USUAL_REPETITION = '^';
/** Elements whose use is noted, a bit each; no field takes one that stands behind them. */
const MOST_NOTED = 30;

export type Report = (problem: X12Problem) => void;

/** A segment of a tree. It remembers which of its elements were asked for, so that the others can be kept. */
export class TreeSegment {
	readonly id: string;
	readonly elements: readonly (string | string[])[];
	readonly number: number;
	readonly place: number;
	private used = 0;
	private readonly repetition: string;

	constructor(
		segment: Segment,
		private readonly loop: string,
		private readonly report: Report,
	) {
		const [id, ...elements] = segment.elements();
		this.id = flat(id);
		this.elements = elements;
		this.number = segment.number;
		this.place = segment.transactionNumber;
		this.repetition = segment.repetition < 0 ? USUAL_REPETITION : String.fromCharCode(segment.repetition);
	}

	/** The element as text; `undefined` when it is empty. */
	at(n: number): string | undefined {
		this.used |= 1 << n;
		return this.peek(n);
	}

	/** As `at`, of what is only judged: it does not count as taken. */
	peek(n: number): string | undefined {
		return flat(this.elements[n - 1]).trim() || undefined;
	}

	/** As `at`, refused with a problem when it is longer than its field. */
	text(n: number, max: number): string | undefined {
		const value = this.at(n);
		return value !== undefined && value.length > max ? this.fault('ELEMENT_TOO_LONG', n) : value;
	}

	/** Whether the element is one of these codes. */
	is(n: number, ...codes: readonly string[]): boolean {
		return codes.includes(this.at(n) ?? '');
	}

	/** The components of an element, each no longer than its maximum; the last maximum holds for those that follow. */
	parts(n: number, ...most: readonly number[]): (string | undefined)[] {
		this.used |= 1 << n;
		const value = this.elements[n - 1] ?? '';
		const parts = Array.isArray(value) ? value : [value];
		return parts.map((part, at) => {
			const max = most[at] ?? most.at(-1) ?? 0;
			return part.trim().length > max ? this.fault('ELEMENT_TOO_LONG', n) : part.trim() || undefined;
		});
	}

	/**
	 * The repetitions of an element that has no components: whatever separates them, for senders mix the two separators
	 * up.
	 */
	repeats(n: number): string[] {
		this.used |= 1 << n;
		const value = this.elements[n - 1] ?? '';
		const parts = (Array.isArray(value) ? value : [value]).flatMap((part) => part.split(this.repetition));
		return parts.map((part) => part.trim()).filter((part) => part !== '');
	}

	/** Says that a field took only part of the element, so that the segment is kept all the same. */
	keep(n: number): void {
		this.used &= ~(1 << n);
	}

	date(n: number): string | undefined {
		const value = this.at(n);
		return value === undefined ? undefined : (calendarDate(value) ?? this.fault('DATE_INVALID', n));
	}

	/**
	 * First and last day of a `D8` or `RD8` element whose format stands in the element before it. Where that says something
	 * else than is there, the days are taken all the same, and it is told.
	 */
	period(n: number): { from?: string | undefined; through?: string | undefined } {
		const format = this.at(n - 1);
		const value = this.at(n);
		if (value === undefined) return {};
		const [from = '', through] = value.split('-');
		const first = calendarDate(from.slice(0, 8));
		if (!first) return { from: this.fault('DATE_INVALID', n) };
		const last = through === undefined ? undefined : calendarDate(through);
		const isPeriod = through !== undefined;
		const isWhole = from.length === 8 && (!isPeriod || (last !== undefined && through.length === 8));
		if (!isWhole) this.fault('DATE_INVALID', n);
		else if (format !== (isPeriod ? 'RD8' : 'D8') && !(format === 'RD8' && !isPeriod))
			this.fault('CODE_INVALID', n - 1);
		return { from: first, through: last };
	}

	amount(n: number, decimals: number): string | undefined {
		const value = this.at(n);
		if (value === undefined) return undefined;
		const bytes = bytesOf(value);
		const minor = parseMinor(bytes, 0, bytes.length, decimals);
		return typeof minor === 'number' ? writeMinor(minor, decimals) : this.fault(minor, n);
	}

	/** As `amount`, of what cannot be negative. */
	charge(n: number, decimals: number): string | undefined {
		const amount = this.amount(n, decimals);
		return amount?.startsWith('-') ? this.fault('AMOUNT_NEGATIVE', n) : amount;
	}

	quantity(n: number): number | undefined {
		const value = this.at(n);
		if (value === undefined) return undefined;
		const isNumber = /^-?(\d{1,9}(\.\d{0,3}0*)?|\.\d{1,3}0*)$/.test(value);
		return isNumber ? Number(value) : this.fault('NUMBER_INVALID', n);
	}

	fault(code: X12ProblemCode, element?: number, level: X12Problem['level'] = 'warning'): undefined {
		this.used = element ? this.used & ~(1 << element) : this.used;
		this.report({
			code,
			level,
			message: X12_PROBLEMS[code],
			segment: this.number,
			segment_id: this.id,
			transaction_segment: this.place,
			loop: this.loop,
			element,
			value: element ? flat(this.elements[element - 1]).slice(0, 60) : undefined,
		});
		return undefined;
	}

	/** Says that a loop which has to follow this segment is not there, by the segment that would begin it. */
	lacks(loop: string, segment_id: string): void {
		this.report({
			code: 'LOOP_MISSING',
			level: 'error',
			message: `${X12_PROBLEMS.LOOP_MISSING}: ${loop}`,
			segment: this.number,
			segment_id,
			transaction_segment: this.place,
			loop,
			missing: { segment: segment_id, loop },
		});
	}

	get isUsedUp(): boolean {
		return this.elements.every(
			(element, at) => flat(element) === '' || (at < MOST_NOTED && (this.used & (1 << (at + 1))) !== 0),
		);
	}
}

/** A loop of a tree. Segments that a document takes are marked; what nobody took is kept at the end. */
export class TreeLoop {
	readonly segments: TreeSegment[] = [];
	readonly loops: TreeLoop[] = [];
	private readonly places = new Map<string, number>();
	private readonly around = new Map<string, readonly Extra[]>();
	private named: readonly TreeLoop[] | undefined;

	constructor(
		readonly id: string,
		readonly path: string,
		readonly parent: TreeLoop | undefined,
	) {}

	/** The first segment of this name whose first element is one of the codes, if codes are given. */
	first(id: string, ...codes: readonly string[]): TreeSegment | undefined {
		return this.all(id, ...codes)[0];
	}

	all(id: string, ...codes: readonly string[]): TreeSegment[] {
		return this.segments.filter(
			(segment) => segment.id === id && (codes.length === 0 || segment.is(1, ...codes)),
		);
	}

	loop(id: string): TreeLoop | undefined {
		return this.loops.find((inner) => inner.id === id);
	}

	every(id: string): TreeLoop[] {
		return this.loops.filter((inner) => inner.id === id);
	}

	/** Counts another inner loop of this kind; answers which it is. */
	count(id: string): number {
		const place = (this.places.get(id) ?? 0) + 1;
		this.places.set(id, place);
		return place;
	}

	forget(id: string): void {
		this.places.delete(id);
	}

	/** Loops of the names that stand in a level, apart from the levels under it. */
	parties(): readonly TreeLoop[] {
		this.named ??= this.loops.filter(({ id }) => /^(?:2100|2010)/.test(id));
		return this.named;
	}

	/**
	 * What no field took of the loop itself and of those beside its levels, apart from those that are `documents`
	 * themselves; asked for when all that they say was taken.
	 */
	aroundLevels(documents: string): readonly Extra[] {
		const known = this.around.get(documents);
		if (known) return known;
		const around = [
			...this.ownLeftovers(),
			...this.loops
				.filter(({ id }) => !id.startsWith('2000') && id !== documents)
				.flatMap((beside) => [...beside.leftovers()]),
		];
		this.around.set(documents, around);
		return around;
	}

	/** What no field took, with its place. */
	*leftovers(): Generator<Extra> {
		yield* this.ownLeftovers();
		for (const inner of this.loops) yield* inner.leftovers();
	}

	*ownLeftovers(): Generator<Extra> {
		for (const segment of this.segments) {
			if (!segment.isUsedUp)
				yield { path: `${this.path}/${segment.id}`.slice(0, 200), value: [...segment.elements] };
		}
	}
}

/** As many of what is repeated as the document has room for; more would be lost unseen, so it is refused by name. */
export function within<T extends TreeLoop | TreeSegment>(repeated: readonly T[], most: number): readonly T[] {
	const more = repeated[most];
	const at = more instanceof TreeLoop ? more.segments[0] : (more as TreeSegment | undefined);
	at?.fault('SEGMENT_REPEATED', undefined, 'error');
	return repeated.slice(0, most);
}

/** Puts a transaction set, or a part of it, together as a tree. */
export class TreeAssembly {
	root: TreeLoop;
	private current: TreeLoop;
	private count = 0;

	constructor(
		readonly report: Report,
		root: LoopPlace = {
			id: 'ST',
			path: 'ST',
			isRoot: true,
			spec: { id: 'ST', name: '', start: 'ST', segments: [], loops: [] },
		},
	) {
		this.root = new TreeLoop(root.id, root.path, undefined);
		this.current = this.root;
	}

	/** Takes the segment into its loop, opening that when the segment begins it. */
	take(segment: Segment, loop: LoopPlace, starts: boolean): void {
		if (this.count++ === MOST_SEGMENTS) this.fault(segment, 'TOO_MANY_SEGMENTS', loop);
		if (this.count > MOST_SEGMENTS) return;
		const depth = loop.isRoot ? 0 : loop.path.split('/').length;
		while (this.depth > (starts ? depth - 1 : depth)) this.current = this.current.parent ?? this.root;
		if (starts) {
			const place = this.current.count(loop.id);
			const name = place > 1 ? `${loop.id}[${place}]` : loop.id;
			const path = this.current.parent ? `${this.current.path}/${name}` : name;
			const inner = new TreeLoop(loop.id, path, this.current);
			this.current.loops.push(inner);
			this.current = inner;
		}
		this.current.segments.push(new TreeSegment(segment, loop.id, this.report));
	}

	/** A segment that the guide does not know here stays where it stood. */
	keep(loop: LoopPlace, segment: Segment): void {
		if (this.count++ < MOST_SEGMENTS)
			this.current.segments.push(new TreeSegment(segment, loop.id, this.report));
	}

	/** Takes a loop out of the tree, once it is complete. */
	takeLoop(id: string): TreeLoop | undefined {
		const at = this.root.loops.findIndex((inner) => inner.id === id);
		if (at < 0) return undefined;
		const [taken] = this.root.loops.splice(at, 1);
		this.root.forget(id);
		this.current = this.root;
		this.count = 0;
		return taken;
	}

	private get depth(): number {
		let depth = 0;
		for (let at: TreeLoop | undefined = this.current; at?.parent; at = at.parent) depth++;
		return depth;
	}

	private fault(segment: Segment, code: X12ProblemCode, loop: LoopPlace): void {
		new TreeSegment(segment, loop.id, this.report).fault(code, undefined, 'error');
	}
}

const flat = (element: string | string[] | undefined): string =>
	Array.isArray(element) ? element.join(':') : (element ?? '');

function calendarDate(digits: string): string | undefined {
	const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})/.exec(digits) ?? [];
	const date = `${year}-${month}-${day}`;
	const time = Date.parse(`${date}T00:00:00Z`);
	return year && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined;
}
