import { type Place, problemAt } from '../envelope';
import type { Loop, Step } from '../loops';
import type { X12Problem, X12ProblemCode } from '../problem';
import { parsePattern, type SegmentPattern } from '../schema/loop-spec';
import { type ElementSpec, elementsOf } from '../schema/segments';
import { packCode, type Segment } from '../segment';

/** A pattern of a loop, its codes packed, with its own place among the loop's patterns. */
interface Rule {
	readonly place: number;
	readonly max: number;
	readonly tests: readonly { readonly element: number; readonly codes: readonly number[] }[];
}

/** All that a step's segment is held against, looked up once. */
interface StepRules {
	/** Of the segment's own name in its loop; empty where the segment begins the loop. */
	readonly rules: readonly Rule[];
	readonly elements: readonly ElementSpec[] | undefined;
	/** The loop's place among its siblings. */
	readonly sibling: number;
}

/** What must have stood in a loop when it ends, each with its place among the loop's patterns or inner loops. */
interface LoopRules {
	readonly segments: readonly { readonly place: number; readonly pattern: SegmentPattern }[];
	readonly loops: readonly { readonly place: number; readonly name: string }[];
}

/** A loop that is open, with how often each of its patterns and inner loops has stood in it so far. */
class OpenLoop<B> {
	segment = 0;
	transactionSegment = 0;
	loop: Loop<B> | undefined;
	readonly seen: number[] = [];
	readonly inner: number[] = [];

	begin(loop: Loop<B>, segment: Segment): void {
		this.loop = loop;
		this.segment = segment.number;
		this.transactionSegment = segment.transactionNumber;
		reset(this.seen, loop.spec.segments.length);
		reset(this.inner, loop.children.length);
	}
}

function reset(counts: number[], length: number): void {
	for (let at = 0; at < length; at++) counts[at] = 0;
}

const MOST_REPORTED = 500;

/**
 * Holds a transaction set against its guide while it is read: elements against the dictionary (SNIP 1), required and
 * repeated segments and loops (SNIP 2). Everything it finds is a warning; what makes a claim unreadable the reader says.
 */
export class StructureCheck<B> {
	/** Loops are opened and closed all the time: those of each depth are used again. */
	private readonly open: OpenLoop<B>[] = [];
	private depth = 0;
	private reported = 0;
	private readonly stepRules = new Map<Step<B>, StepRules>();
	private readonly loopRules = new Map<Loop<B>, LoopRules>();

	constructor(private readonly report: (problem: X12Problem) => void) {}

	start(root: Loop<B>, segment: Segment): void {
		this.depth = 0;
		this.enter(root, segment);
		this.reported = 0;
	}

	see(step: Step<B>, segment: Segment): void {
		if (this.depth === 0) return;
		const rules = this.rulesFor(step);
		this.leaveTo(step.starts ? step.to.parent : step.to);
		if (step.starts) {
			const outer = this.open[this.depth - 1];
			if (outer && this.depth > 0) outer.inner[rules.sibling] = (outer.inner[rules.sibling] ?? 0) + 1;
			this.enter(step.to, segment);
		} else this.count(step.to, segment, rules.rules);
		if (rules.elements) this.checkElements(step.to, segment, rules.elements);
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

	private rulesFor(step: Step<B>): StepRules {
		const known = this.stepRules.get(step);
		if (known) return known;
		const { to, id } = step;
		const rules = to.spec.segments.map(parsePattern).flatMap((pattern, place) => {
			if (packCode(pattern.id) !== id) return [];
			const tests = pattern.tests.map(({ element, codes }) => ({ element, codes: codes.map(packCode) }));
			return [{ place, max: pattern.max, tests }];
		});
		const name = parsePattern(step.starts ? to.spec.start : nameOf(to, id)).id;
		const found = { rules, elements: elementsOf(name), sibling: to.parent?.children.indexOf(to) ?? 0 };
		this.stepRules.set(step, found);
		return found;
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
		const { segments, loops } = this.rulesOfLoop(loop);
		for (const { place, pattern } of segments)
			if (!open.seen[place]) this.addMissing(open, 'SEGMENT_MISSING', describe(pattern));
		for (const { place, name } of loops) if (!open.inner[place]) this.addMissing(open, 'LOOP_MISSING', name);
	}

	private addMissing(
		{ loop, segment, transactionSegment }: OpenLoop<B>,
		code: 'SEGMENT_MISSING' | 'LOOP_MISSING',
		detail: string,
	): void {
		if (!loop || this.reported++ >= MOST_REPORTED) return;
		this.report({
			segment,
			segment_id: parsePattern(loop.spec.start).id,
			transaction_segment: transactionSegment,
			loop: loop.id,
			code,
			level: 'warning',
			message: `${MISSING[code]}: ${detail}`,
		});
	}

	private rulesOfLoop(loop: Loop<B>): LoopRules {
		const known = this.loopRules.get(loop);
		if (known) return known;
		const patterns = loop.spec.segments.map(parsePattern);
		const found = {
			segments: patterns.flatMap((pattern, place) => (pattern.required ? [{ place, pattern }] : [])),
			loops: loop.children.flatMap(({ spec }, place) =>
				parsePattern(spec.start).required ? [{ place, name: `${spec.id} ${spec.name}` }] : [],
			),
		};
		this.loopRules.set(loop, found);
		return found;
	}

	private count({ id }: Loop<B>, segment: Segment, rules: readonly Rule[]): void {
		const loop = this.open[this.depth - 1];
		if (!loop || rules.length === 0) return;
		for (const { tests, place, max } of rules) {
			if (!fits(tests, segment)) continue;
			const times = (loop.seen[place] ?? 0) + 1;
			loop.seen[place] = times;
			if (times === max + 1) this.add(segment, 'SEGMENT_REPEATED', { loop: id, detail: `at most ${max}` });
			return;
		}
		this.add(segment, 'CODE_INVALID', { loop: id, element: rules[0]?.tests[0]?.element });
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

/** The pattern of the loop's segment with this name. */
const nameOf = <B>({ spec }: Loop<B>, id: number): string =>
	spec.segments.find((source) => packCode(parsePattern(source).id) === id) ?? '';

function fits(tests: Rule['tests'], segment: Segment): boolean {
	for (const { element, codes } of tests) if (!codes.includes(segment.code(element))) return false;
	return true;
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
