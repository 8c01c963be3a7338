import type { LoopRules, StepRules } from './check/structure-rules';
import { type ElementPlan, type Elements, planElements } from './element-plan';
import { unpackCode } from './known-codes';
import { type LoopSpec, parsePattern } from './schema/loop-spec';
import { elementsOf } from './schema/segments';
import { packCode, type Segment } from './segment';

/** How one segment of one loop is taken into what is being built. */
export interface SegmentReading<B> {
	/** How the elements that the result represents are taken; what else the segment says is kept beside it. */
	readonly elements: Elements;
	/** Their numbers, one bit each. */
	readonly says: number;
	/** Elements without which, or with a fault in which, the result cannot stand. */
	readonly critical: number;
	/** Answers false when the segment, though read, is not represented whole; 'kept' when the rest was kept already. */
	readonly read: (segment: Segment, builder: B, loop: LoopPlace) => Taken;
}

export type Taken = boolean | 'kept' | undefined;

export interface Readings<B> {
	/** Keyed by loop and segment, `2010BA/DMG`; a loop's `reads` stands in for its id. */
	readonly segments: Readonly<Record<string, SegmentReading<B>>>;
}

/** Where in a transaction a segment stands. */
export interface LoopPlace {
	readonly spec: LoopSpec;
	readonly id: string;
	/** Ids from the transaction's root down to this loop: `2000A/2000B/2300`. */
	readonly path: string;
	readonly isRoot: boolean;
}

export interface Loop<B> extends LoopPlace {
	readonly parent: Loop<B> | undefined;
	readonly children: Loop<B>[];
	/** By the segment's packed name; put together when the loop is first stepped from, for a file meets few of a guide's loops. */
	forks: Forks<B> | undefined;
	/** What a check against the guide holds it against; as those of a step, put together on first use. */
	rules: LoopRules | undefined;
}

/** Where a segment leads to from a loop. */
export interface Step<B> {
	/** The segment's name, packed. */
	readonly id: number;
	readonly to: Loop<B>;
	readonly starts: boolean;
	readonly reading: SegmentReading<B> | undefined;
	/** How the segment is opened: put together when it comes by for the first time. */
	plan: ElementPlan | undefined;
	rules: StepRules | undefined;
	/** The way that was taken from here the last time: files repeat themselves. */
	next: Way<B> | undefined;
}

/** What a segment has to be to lead somewhere: its name and, where that is not enough, the code of one element. */
interface Way<B> {
	readonly id: number;
	/** 0 where the name is enough. */
	readonly element: number;
	readonly code: number;
	readonly step: Step<B>;
}

/** All ways for segments of one name. */
interface Fork<B> {
	readonly element: number;
	readonly byCode: Map<number, Way<B>>;
	otherwise: Step<B> | undefined;
}

export type Forks<B> = Map<number, Fork<B>>;

/** A transaction's loops made ready to walk. */
export class LoopMap<B> {
	readonly root: Loop<B>;
	private readonly byPath = new Map<string, Loop<B>>();
	private names: Set<number> | undefined;

	constructor(
		root: LoopSpec,
		private readonly readings: Readings<B>,
	) {
		this.root = this.build(root, undefined);
	}

	find(path: string): Loop<B> | undefined {
		return this.byPath.get(path);
	}

	/** Whether the guide knows a segment of this name anywhere. */
	knows(id: number): boolean {
		this.names ??= new Set(this.loops().flatMap(({ spec }) => namesIn(spec)));
		return this.names.has(id);
	}

	loops(): Loop<B>[] {
		return [...this.byPath.values()];
	}

	/** Where segments lead to from a loop, by their packed names. */
	forksOf(loop: Loop<B>): Forks<B> {
		loop.forks ??= this.connect(loop);
		return loop.forks;
	}

	/** As `step` from where the last one led to; the way that was taken the last time is looked at first. */
	follow(last: Step<B>, segment: Segment): Step<B> | undefined {
		const known = knownStep(last, segment);
		if (known !== undefined) return known;
		const way = this.wayOf(last.to, segment);
		if (way !== undefined) last.next = way;
		return way?.step;
	}

	/** The step a segment leads to; into the nearest loop that takes it, never one that lies behind. */
	step(from: Loop<B>, segment: Segment): Step<B> | undefined {
		return this.wayOf(from, segment)?.step;
	}

	private wayOf(from: Loop<B>, segment: Segment): Way<B> | undefined {
		const fork = this.forksOf(from).get(segment.id);
		if (fork === undefined) return undefined;
		const { element, byCode, otherwise } = fork;
		const code = element === 0 ? 0 : segment.code(element);
		const known = byCode.get(code);
		if (known !== undefined || otherwise === undefined) return known;
		const way = { id: otherwise.id, element, code, step: otherwise };
		if (element === 0) byCode.set(code, way);
		return way;
	}

	private build(spec: LoopSpec, parent: Loop<B> | undefined): Loop<B> {
		const path = parent?.parent ? `${parent.path}/${spec.id}` : spec.id;
		const loop: Loop<B> = {
			spec,
			id: spec.id,
			path,
			isRoot: !parent,
			parent,
			children: [],
			forks: undefined,
			rules: undefined,
		};
		this.byPath.set(path, loop);
		for (const child of spec.loops) loop.children.push(this.build(child, loop));
		return loop;
	}

	/** From a loop: into its own loops and segments, then out to those of the loops around it, the nearest first. */
	private connect(loop: Loop<B>): Forks<B> {
		const forks: Forks<B> = new Map();
		for (const child of loop.children) this.lead(forks, child, child.spec.start);
		for (const source of loop.spec.segments) this.stay(forks, loop, source);
		this.closed(forks, loop);
		for (let inner = loop, outer = loop.parent; outer; inner = outer, outer = outer.parent) {
			const rank = rankOf(inner);
			this.closed(forks, outer);
			for (const child of outer.children) {
				if (rankOf(child) >= rank) this.lead(forks, child, child.spec.start);
			}
		}
		return forks;
	}

	/** A segment that begins a loop. What came earlier is nearer and stands. */
	private lead(forks: Forks<B>, to: Loop<B>, source: string): void {
		const step = this.newStep(to, source, true);
		const [test] = parsePattern(source).tests;
		const fork = forkOf(forks, step.id, test?.element ?? 0);
		if (fork.otherwise) return;
		if (!test) fork.otherwise = step;
		for (const code of test?.codes.map(packCode) ?? []) {
			if (!fork.byCode.has(code)) fork.byCode.set(code, { id: step.id, element: fork.element, code, step });
		}
	}

	/** A segment of the loop itself, whatever its elements say. */
	private stay(forks: Forks<B>, loop: Loop<B>, source: string): void {
		const step = this.newStep(loop, source, false);
		forkOf(forks, step.id, 0).otherwise ??= step;
	}

	/** Whatever is open inside, it is over. */
	private closed(forks: Forks<B>, loop: Loop<B>): void {
		if (loop.spec.closing) this.stay(forks, loop, loop.spec.closing);
	}

	private newStep(to: Loop<B>, source: string, starts: boolean): Step<B> {
		const { id } = parsePattern(source);
		const reading = this.readings.segments[`${to.spec.reads ?? to.id}/${id}`];
		return { id: packCode(id), to, starts, reading, plan: undefined, rules: undefined, next: undefined };
	}
}

function forkOf<B>(forks: Forks<B>, id: number, element: number): Fork<B> {
	const known = forks.get(id);
	if (known && (element === 0 || known.element === element)) return known;
	if (known && known.element !== 0)
		throw new Error(`${unpackCode(id)} is told apart by the elements ${known.element} and ${element}`);
	const fork = { element, byCode: known?.byCode ?? new Map(), otherwise: known?.otherwise };
	forks.set(id, fork);
	return fork;
}

const rankOf = <B>(loop: Loop<B>): number => loop.spec.rank ?? loop.parent?.children.indexOf(loop) ?? 0;

const namesIn = ({ start, segments, closing = start }: LoopSpec): number[] =>
	[start, ...segments, closing].map((source) => packCode(parsePattern(source).id));

/** The way that was taken from there the last time, where the segment goes it again. */
export function knownStep<B>({ next }: Step<B>, segment: Segment): Step<B> | undefined {
	if (next === undefined || next.id !== segment.id) return undefined;
	return next.element === 0 || segment.code(next.element) === next.code ? next.step : undefined;
}

export function planOf<B>(step: Step<B>): ElementPlan {
	step.plan ??= planElements(step.reading?.elements ?? {}, elementsOf(unpackCode(step.id)));
	return step.plan;
}
