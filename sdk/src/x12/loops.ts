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
	readonly read: (segment: Segment, builder: B, loop: LoopPlace) => boolean | 'kept' | undefined;
}

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
	readonly steps: Map<number, Step<B>[]>;
	/** What a check against the guide holds it against; as those of a step, put together on first use. */
	rules: LoopRules | undefined;
}

/** Where a segment leads to from a loop. */
export interface Step<B> {
	/** The segment's name, packed. */
	readonly id: number;
	readonly to: Loop<B>;
	readonly starts: boolean;
	/** The element that tells whether this is the loop meant; undefined where the name of the segment is enough. */
	readonly test: { readonly element: number; readonly codes: readonly number[] } | undefined;
	readonly reading: SegmentReading<B> | undefined;
	/** How the segment is opened: put together when it comes by for the first time. */
	plan: ElementPlan | undefined;
	rules: StepRules | undefined;
	/** Where the segment after this one led to when it last came by, and by which code: files repeat themselves. */
	next: Step<B> | undefined;
	nextCode: number;
}

/** A transaction's loops made ready to walk. */
export class LoopMap<B> {
	readonly root: Loop<B>;
	private readonly byPath = new Map<string, Loop<B>>();
	private readonly names = new Set<number>();

	constructor(
		root: LoopSpec,
		private readonly readings: Readings<B>,
	) {
		this.root = this.build(root, undefined);
		for (const loop of this.byPath.values()) this.connect(loop);
	}

	find(path: string): Loop<B> | undefined {
		return this.byPath.get(path);
	}

	/** Whether the guide knows a segment of this name anywhere. */
	knows(id: number): boolean {
		return this.names.has(id);
	}

	/** As `step` from where the last one led to; the way that was taken the last time is looked at first. */
	follow(last: Step<B>, segment: Segment): Step<B> | undefined {
		const { next } = last;
		if (next !== undefined && next.id === segment.id) {
			const { test } = next;
			if (test === undefined || segment.code(test.element) === last.nextCode) return next;
		}
		const step = this.step(last.to, segment);
		if (step === undefined) return undefined;
		last.next = step;
		last.nextCode = step.test === undefined ? 0 : segment.code(step.test.element);
		return step;
	}

	/** The loop a segment leads to; the nearest one that takes it, never one that lies behind. */
	step(from: Loop<B>, segment: Segment): Step<B> | undefined {
		const steps = from.steps.get(segment.id);
		if (steps === undefined) return undefined;
		let code: number | undefined;
		for (const step of steps) {
			const { test } = step;
			if (test === undefined) return step;
			code ??= segment.code(test.element);
			if (test.codes.includes(code)) return step;
		}
		return undefined;
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
			steps: new Map(),
			rules: undefined,
		};
		this.byPath.set(path, loop);
		for (const child of spec.loops) loop.children.push(this.build(child, loop));
		return loop;
	}

	/** From every loop: into its own loops and segments, then out to those of the loops around it, the nearest first. */
	private connect(loop: Loop<B>): void {
		for (const child of loop.children) this.add(loop, child, { source: child.spec.start, starts: true });
		for (const source of loop.spec.segments) this.add(loop, loop, { source, starts: false });
		for (let inner = loop, outer = loop.parent; outer; inner = outer, outer = outer.parent) {
			const rank = rankOf(inner);
			for (const child of outer.children) {
				if (rankOf(child) >= rank) this.add(loop, child, { source: child.spec.start, starts: true });
			}
		}
	}

	private add(from: Loop<B>, to: Loop<B>, { source, starts }: { source: string; starts: boolean }): void {
		const pattern = parsePattern(source);
		const id = packCode(pattern.id);
		this.names.add(id);
		const [told] = starts ? pattern.tests : [];
		const test = told && { element: told.element, codes: told.codes.map(packCode) };
		const reading = this.readings.segments[`${to.spec.reads ?? to.id}/${pattern.id}`];
		const steps = from.steps.get(id) ?? [];
		from.steps.set(id, steps);
		if (!starts && steps.some((step) => step.to === to && !step.starts)) return;
		const other = steps.find((step) => step.test && test && step.test.element !== test.element);
		if (other) throw new Error(`${pattern.id} in ${from.path} is told apart by two elements`);
		steps.push({
			id,
			to,
			starts,
			test,
			reading,
			plan: undefined,
			rules: undefined,
			next: undefined,
			nextCode: 0,
		});
	}
}

const rankOf = <B>(loop: Loop<B>): number => loop.spec.rank ?? loop.parent?.children.indexOf(loop) ?? 0;

export function planOf<B>(step: Step<B>): ElementPlan {
	step.plan ??= planElements(step.reading?.elements ?? {}, elementsOf(unpackCode(step.id)));
	return step.plan;
}
