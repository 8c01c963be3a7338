import type { Loop, Step } from '../loops';
import { parsePattern, type SegmentPattern } from '../schema/loop-spec';
import { type ElementSpec, elementsOf } from '../schema/segments';
import { packCode, type Segment } from '../segment';

/** A pattern of a loop, its codes packed, with its own place among the loop's patterns. */
export interface Rule {
	readonly place: number;
	readonly max: number;
	readonly tests: readonly { readonly element: number; readonly codes: readonly number[] }[];
}

/** Numbers of the elements that the guide requires, and of those that it has no use for. */
export interface ElementUse {
	readonly required: readonly number[];
	readonly unused: readonly number[];
}

/** All that a step's segment is held against. */
export interface StepRules {
	/** Of the segment's own name in its loop; empty where the segment begins the loop. */
	readonly rules: readonly Rule[];
	readonly elements: readonly ElementSpec[] | undefined;
	/** Where the guide says more of them than the dictionary does. */
	readonly use: ElementUse | undefined;
	/** The loop's place among its siblings, and how often the guide has it there, if it says so. */
	readonly sibling: number;
	readonly most: number | undefined;
	/** The one element that tells the rules apart; 0 where there is nothing to tell. */
	readonly teller: number;
	/** What it said last, and which rule that was: files repeat themselves. */
	told: number;
	fitting: Rule | undefined;
}

/** What must have stood in a loop when it ends: as bits of the places of its patterns and inner loops, and in words. */
export interface LoopRules {
	readonly segments: number;
	readonly loops: number;
	readonly patterns: readonly { readonly place: number; readonly pattern: SegmentPattern }[];
	readonly inner: readonly {
		readonly place: number;
		readonly name: string;
		readonly id: string;
		readonly starts: string;
	}[];
}

/** Places are bits of a number. */
const MOST_PLACES = 31;
const NOTHING = -2;

/** The elements of the segment of a name, as far as guides of one kind use them. */
export type Dictionary = (segment: string) => readonly ElementSpec[] | undefined;

export function rulesOf<B>(step: Step<B>, dictionary: Dictionary = elementsOf): StepRules {
	step.rules ??= stepRules(step, dictionary);
	return step.rules;
}

export function rulesOfLoop<B>(loop: Loop<B>): LoopRules {
	loop.rules ??= loopRules(loop);
	return loop.rules;
}

/** The rule that the segment comes under; undefined where none has its codes. */
export function ruleFor(step: StepRules, segment: Segment): Rule | undefined {
	const { teller } = step;
	if (teller === 0) return step.fitting;
	const code = segment.code(teller);
	if (code !== step.told) {
		step.fitting = step.rules.find(({ tests }) => tests.every(({ codes }) => codes.includes(code)));
		step.told = code;
	}
	return step.fitting;
}

function stepRules<B>({ to, id, starts }: Step<B>, dictionary: Dictionary): StepRules {
	const rules = to.spec.segments.map(parsePattern).flatMap((pattern, place) => {
		if (packCode(pattern.id) !== id) return [];
		const tests = pattern.tests.map(({ element, codes }) => ({ element, codes: codes.map(packCode) }));
		return [{ place, max: pattern.max, tests }];
	});
	const tellers = new Set(rules.flatMap(({ tests }) => tests.map(({ element }) => element)));
	const [teller = 0] = tellers;
	if (tellers.size > 1) throw new Error(`segments of ${to.path} are told apart by several elements`);
	const name = parsePattern(starts ? to.spec.start : nameOf(to, id)).id;
	return {
		rules,
		elements: dictionary(name),
		use: useOf(to, name),
		sibling: to.parent?.children.indexOf(to) ?? 0,
		most: parsePattern(to.spec.start).most,
		teller,
		told: NOTHING,
		fitting: teller === 0 ? rules[0] : undefined,
	};
}

function useOf<B>({ spec }: Loop<B>, segment: string): ElementUse | undefined {
	const required = spec.requires?.[segment] ?? [];
	const unused = spec.unused?.[segment] ?? [];
	return required.length + unused.length > 0 ? { required, unused } : undefined;
}

function loopRules<B>({ spec, path, children }: Loop<B>): LoopRules {
	if (spec.segments.length > MOST_PLACES || children.length > MOST_PLACES)
		throw new Error(`${path} has more than ${MOST_PLACES} segments or loops`);
	const patterns = spec.segments.map(parsePattern).flatMap((pattern, place) => {
		return pattern.required ? [{ place, pattern }] : [];
	});
	const inner = children.flatMap(({ spec: { id, name, start } }, place) => {
		const { id: starts, required } = parsePattern(start);
		return required ? [{ place, name: `${id} ${name}`, id, starts }] : [];
	});
	return { segments: placesOf(patterns), loops: placesOf(inner), patterns, inner };
}

const placesOf = (all: readonly { readonly place: number }[]) =>
	all.reduce((mask, { place }) => mask | (1 << place), 0);

/** The pattern of the loop's segment with this name. */
const nameOf = <B>({ spec }: Loop<B>, id: number): string =>
	spec.segments.find((source) => packCode(parsePattern(source).id) === id) ?? '';
