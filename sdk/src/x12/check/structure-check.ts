import { type Place, problemAt } from '../envelope';
import type { Loop, Step } from '../loops';
import type { X12Problem, X12ProblemCode } from '../problem';
import { parsePattern, type SegmentPattern } from '../schema/loop-spec';
import { type ElementSpec, elementsOf } from '../schema/segments';
import { packCode, type Segment } from '../segment';

/** A loop that is open, with what has stood in it so far. */
interface OpenLoop<B> {
	readonly loop: Loop<B>;
	readonly begin: Omit<X12Problem, 'code' | 'level' | 'message'>;
	readonly seen: Map<SegmentPattern, number>;
	readonly inner: Map<string, number>;
}

const MOST_REPORTED = 500;

/**
 * Holds a transaction set against its guide while it is read: elements against the dictionary (SNIP 1), required and
 * repeated segments and loops (SNIP 2). Everything it finds is a warning; what makes a claim unreadable the reader says.
 */
export class StructureCheck<B> {
	private open: OpenLoop<B>[] = [];
	private reported = 0;

	constructor(private readonly report: (problem: X12Problem) => void) {}

	start(root: Loop<B>, segment: Segment): void {
		this.open = [this.openLoop(root, segment)];
		this.reported = 0;
	}

	see(step: Step<B>, segment: Segment): void {
		if (this.open.length === 0) return;
		this.leaveTo(step.starts ? step.to.parent : step.to);
		if (step.starts) this.enter(step.to, segment);
		else this.count(step.to, segment);
		this.checkElements(step.to, segment);
	}

	/** A loop and all inside it are over. */
	close(id: string): void {
		const loop = this.open.find((candidate) => candidate.loop.id === id)?.loop;
		if (loop) this.leaveTo(loop.parent);
	}

	/** The transaction set is over: whatever is still open is held to account. */
	finish(): void {
		this.leaveTo(undefined);
	}

	private openLoop(loop: Loop<B>, segment: Segment): OpenLoop<B> {
		const { number, transactionNumber, name } = segment;
		const begin = {
			segment: number,
			segment_id: name,
			transaction_segment: transactionNumber,
			loop: loop.id,
		};
		return { loop, begin, seen: new Map(), inner: new Map() };
	}

	private enter(loop: Loop<B>, segment: Segment): void {
		const outer = this.open.at(-1);
		if (outer) outer.inner.set(loop.id, (outer.inner.get(loop.id) ?? 0) + 1);
		this.open.push(this.openLoop(loop, segment));
	}

	private leaveTo(loop: Loop<B> | undefined): void {
		while (this.open.length > 0 && this.open.at(-1)?.loop.path !== loop?.path) {
			const left = this.open.pop();
			if (left) this.checkComplete(left);
		}
	}

	private checkComplete({ loop, begin, seen, inner }: OpenLoop<B>): void {
		for (const source of loop.spec.segments) {
			const pattern = parsePattern(source);
			if (pattern.required && !seen.has(pattern)) this.missing('SEGMENT_MISSING', begin, describe(pattern));
		}
		for (const { spec } of loop.children) {
			if (parsePattern(spec.start).required && !inner.has(spec.id))
				this.missing('LOOP_MISSING', begin, `${spec.id} ${spec.name}`);
		}
	}

	private count({ spec, id }: Loop<B>, segment: Segment): void {
		const loop = this.open.at(-1);
		const patterns = spec.segments.map(parsePattern).filter((pattern) => packCode(pattern.id) === segment.id);
		const pattern = patterns.find(({ tests }) =>
			tests.every(({ element, codes }) => codes.map(packCode).includes(segment.code(element))),
		);
		if (!loop || patterns.length === 0) return;
		if (!pattern) {
			const element = patterns[0]?.tests[0]?.element;
			this.add(segment, 'CODE_INVALID', { loop: id, element });
			return;
		}
		const times = (loop.seen.get(pattern) ?? 0) + 1;
		loop.seen.set(pattern, times);
		if (times === pattern.max + 1)
			this.add(segment, 'SEGMENT_REPEATED', { loop: id, detail: `at most ${pattern.max}` });
	}

	private checkElements({ id }: Loop<B>, segment: Segment): void {
		const specs = elementsOf(segment.name);
		if (!specs) return;
		for (let n = 1; n <= segment.count; n++) {
			const spec = specs[n - 1];
			if (!segment.has(n)) continue;
			const fault = spec
				? elementFault(segment.string(n, Number.POSITIVE_INFINITY) ?? '', spec)
				: 'ELEMENT_UNEXPECTED';
			if (fault) this.add(segment, fault, { loop: id, element: n });
		}
	}

	private missing(
		code: 'SEGMENT_MISSING' | 'LOOP_MISSING',
		begin: OpenLoop<B>['begin'],
		detail: string,
	): void {
		if (this.reported++ < MOST_REPORTED)
			this.report({ ...begin, code, level: 'warning', message: `${MISSING[code]}: ${detail}` });
	}

	private add(segment: Segment, code: X12ProblemCode, place: Place): void {
		if (this.reported++ < MOST_REPORTED) this.report(problemAt(segment, code, 'warning', place));
	}
}

const MISSING = {
	SEGMENT_MISSING: 'a required segment is missing',
	LOOP_MISSING: 'a required loop is missing',
} as const;

const describe = ({ id, tests }: SegmentPattern) =>
	tests[0] ? `${id} with ${tests[0].codes.join(' or ')}` : id;

const SHAPES: Readonly<Partial<Record<ElementSpec['type'], RegExp>>> = {
	N0: /^-?\d+$/,
	R: /^-?(\d+\.?\d*|\.\d+)$/,
	DT: /^\d{8}$/,
	TM: /^([01]\d|2[0-3])[0-5]\d/,
};
const SHAPE_FAULTS: Readonly<Partial<Record<ElementSpec['type'], X12ProblemCode>>> = {
	DT: 'DATE_INVALID',
	TM: 'TIME_INVALID',
};

/** Signs and the decimal point do not count towards a number's length. */
function elementFault(value: string, { type, min, max }: ElementSpec): X12ProblemCode | undefined {
	if (type === 'composite') return undefined;
	const shape = SHAPES[type];
	if (shape && !shape.test(value)) return SHAPE_FAULTS[type] ?? 'NUMBER_INVALID';
	const length = type === 'R' || type === 'N0' ? value.replace(/[-.]/g, '').length : value.length;
	if (length > max) return 'ELEMENT_TOO_LONG';
	return length < min ? 'ELEMENT_TOO_SHORT' : undefined;
}
