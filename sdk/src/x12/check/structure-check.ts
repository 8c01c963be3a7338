import { type Place, problemAt } from '../envelope';
import type { Loop, Step } from '../loops';
import type { X12Problem, X12ProblemCode } from '../problem';
import { parsePattern, type SegmentPattern } from '../schema/loop-spec';
import { type ElementSpec, elementsOf } from '../schema/segments';
import type { Segment } from '../segment';
import {
	type Dictionary,
	type ElementUse,
	ruleFor,
	rulesOf,
	rulesOfLoop,
	type StepRules,
} from './structure-rules';

/** A loop that is open, with which of its patterns and inner loops have stood in it so far. */
class OpenLoop<B> {
	segment = 0;
	transactionSegment = 0;
	loop: Loop<B> | undefined;
	/** One bit for the place of each. */
	seen = 0;
	inner = 0;
	/** How often each pattern has stood in it, where its bit says that it has at all. */
	readonly times: number[] = [];
	/** The same of its inner loops. */
	readonly innerTimes: number[] = [];

	begin(loop: Loop<B>, segment: Segment): void {
		this.loop = loop;
		this.segment = segment.number;
		this.transactionSegment = segment.transactionNumber;
		this.seen = 0;
		this.inner = 0;
	}
}

const MOST_REPORTED = 500;

/**
 * Holds a transaction set against its guide while it is read: elements against the dictionary (SNIP 1), required and
 * repeated segments and loops (SNIP 2). What it finds is a warning, but for the want of what the guide marks as vital;
 * what cannot be read the reader says.
 */
export class StructureCheck<B> {
	/** Loops are opened and closed all the time: those of each depth are used again. */
	private readonly open: OpenLoop<B>[] = [];
	private depth = 0;
	private reported = 0;

	constructor(
		private readonly report: (problem: X12Problem) => void,
		private readonly dictionary: Dictionary = elementsOf,
	) {}

	start(root: Loop<B>, segment: Segment): void {
		this.depth = 0;
		this.enter(root, segment);
		this.reported = 0;
	}

	see(step: Step<B>, segment: Segment): void {
		if (this.depth === 0) return;
		const rules = step.rules ?? rulesOf(step, this.dictionary);
		this.leaveTo(step.starts ? step.to.parent : step.to);
		const open = this.open[this.depth - 1];
		if (step.starts) {
			if (open && this.depth > 0) this.countLoop(open, step.to, segment, rules);
			this.enter(step.to, segment);
		} else if (open) this.count(open, segment, rules);
		if (rules.elements && !segment.isPlain) this.checkElements(step.to, segment, rules.elements);
		if (rules.use) this.checkUse(step.to, segment, rules.use);
	}

	/** A loop and all inside it are over. */
	close(id: string): void {
		for (let depth = 0; depth < this.depth; depth++) {
			const loop = this.open[depth]?.loop;
			if (loop?.id === id) this.leaveTo(loop.parent);
		}
	}

	/** The transaction set is over: whatever is still open is held to account. */
	finish(): void {
		this.leaveTo(undefined);
	}

	private enter(loop: Loop<B>, segment: Segment): void {
		this.open[this.depth] ??= new OpenLoop();
		this.open[this.depth]?.begin(loop, segment);
		this.depth++;
	}

	/** The same loop of another kind of claim counts as the same: a claim may turn out to be of that kind. */
	private leaveTo(loop: Loop<B> | undefined): void {
		while (this.depth > 0) {
			const last = this.open[this.depth - 1];
			if (!last?.loop || last.loop === loop || last.loop.path === loop?.path) return;
			this.depth--;
			this.checkComplete(last, last.loop);
		}
	}

	private checkComplete(open: OpenLoop<B>, loop: Loop<B>): void {
		const required = rulesOfLoop(loop);
		if ((required.segments & ~open.seen) === 0 && (required.loops & ~open.inner) === 0) return;
		for (const { place, pattern } of required.patterns)
			if ((open.seen & (1 << place)) === 0)
				this.addMissing(open, {
					code: 'SEGMENT_MISSING',
					detail: describe(pattern),
					missing: { segment: pattern.id },
					level: pattern.isVital ? 'error' : 'warning',
				});
		for (const { place, name, id, starts } of required.inner)
			if ((open.inner & (1 << place)) === 0)
				this.addMissing(open, {
					code: 'LOOP_MISSING',
					detail: name,
					missing: { segment: starts, loop: id },
					level: 'warning',
				});
	}

	private addMissing(
		{ loop, segment, transactionSegment }: OpenLoop<B>,
		{ code, detail, missing, level }: Lack,
	): void {
		if (!loop || this.reported++ >= MOST_REPORTED) return;
		this.report({
			segment,
			segment_id: parsePattern(loop.spec.start).id,
			transaction_segment: transactionSegment,
			loop: loop.id,
			code,
			level,
			message: `${MISSING[code]}: ${detail}`,
			missing,
		});
	}

	private count(loop: OpenLoop<B>, segment: Segment, rules: StepRules): void {
		if (rules.rules.length === 0) return;
		const id = loop.loop?.id;
		const rule = ruleFor(rules, segment);
		if (!rule) {
			this.add(segment, 'CODE_INVALID', { loop: id, element: rules.teller });
			return;
		}
		const { place, max } = rule;
		const times = (loop.seen & (1 << place)) === 0 ? 1 : (loop.times[place] ?? 0) + 1;
		loop.seen |= 1 << place;
		loop.times[place] = times;
		if (times !== max + 1) return;
		if (max === 0) this.add(segment, 'SEGMENT_UNUSED', { loop: id });
		else this.add(segment, 'SEGMENT_REPEATED', { loop: id, detail: `at most ${max}` });
	}

	private countLoop(
		open: OpenLoop<B>,
		{ id }: Loop<B>,
		segment: Segment,
		{ sibling, most }: StepRules,
	): void {
		const bit = 1 << sibling;
		if (most !== undefined) {
			const times = (open.inner & bit) === 0 ? 1 : (open.innerTimes[sibling] ?? 0) + 1;
			open.innerTimes[sibling] = times;
			if (most === 0) this.add(segment, 'SEGMENT_UNUSED', { loop: id });
			else if (times === most + 1)
				this.add(segment, 'LOOP_REPEATED', { loop: id, detail: `at most ${most}` });
		}
		open.inner |= bit;
	}

	private checkUse({ id }: Loop<B>, segment: Segment, { required, unused }: ElementUse): void {
		for (const element of required)
			if (!segment.has(element)) this.add(segment, 'ELEMENT_MISSING', { loop: id, element });
		for (const element of unused)
			if (segment.has(element)) this.add(segment, 'ELEMENT_UNEXPECTED', { loop: id, element });
	}

	private checkElements({ id }: Loop<B>, segment: Segment, specs: readonly ElementSpec[]): void {
		for (let n = 1; n <= segment.count; n++) {
			const length = segment.measure(n);
			if (length === 0) continue;
			const spec = specs[n - 1];
			if (spec?.isText && length >= spec.min && length <= spec.max) continue;
			const fault = spec ? elementFault(segment, length, spec) : 'ELEMENT_UNEXPECTED';
			if (fault) this.add(segment, fault, { loop: id, element: n });
		}
	}

	private add(segment: Segment, code: X12ProblemCode, place: Place): void {
		if (this.reported++ < MOST_REPORTED) this.report(problemAt(segment, code, 'warning', place));
	}
}

interface Lack {
	readonly code: 'SEGMENT_MISSING' | 'LOOP_MISSING';
	readonly detail: string;
	readonly missing: NonNullable<X12Problem['missing']>;
	readonly level: X12Problem['level'];
}

const MISSING = {
	SEGMENT_MISSING: 'a required segment is missing',
	LOOP_MISSING: 'a required loop is missing',
} as const;

const describe = ({ id, tests }: SegmentPattern) =>
	tests[0] ? `${id} with ${tests[0].codes.join(' or ')}` : id;

const TIME = /^([01]\d|2[0-3])[0-5]\d/;

/** What is wrong with the element that was measured last. Signs and the decimal point do not count towards a number's length. */
function elementFault(
	segment: Segment,
	length: number,
	{ type, min, max }: ElementSpec,
): X12ProblemCode | undefined {
	let counted = length;
	switch (type) {
		case 'composite':
			return undefined;
		case 'R':
		case 'N0':
			counted = segment.countDigits(type === 'R');
			if (counted < 0) return 'NUMBER_INVALID';
			break;
		case 'DT':
			if (length !== 8 || segment.countDigits(false) !== 8) return 'DATE_INVALID';
			break;
		case 'TM':
			if (!TIME.test(segment.measured())) return 'TIME_INVALID';
	}
	if (counted > max) return 'ELEMENT_TOO_LONG';
	return counted < min ? 'ELEMENT_TOO_SHORT' : undefined;
}
