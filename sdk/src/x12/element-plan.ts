import type { ElementSpec } from './schema/segments';

/** How an element is taken out of its segment. Later: not before the reading asks for it, as composites are. */
export const LATER = 0;
export const TEXT = 1;
/** Up to three characters, only compared. */
export const CODE = 2;
export const DAY = 3;
/** Hours and minutes, only checked: `time` takes them. */
export const CLOCK = 4;
/** Digits. */
export const WHOLE = 5;
/** Digits, with a decimal point or without. */
export const NUMBER = 6;

export interface Take {
	readonly kind: number;
	/** Characters of the longest text that is taken. */
	readonly max: number;
}

const UNLIMITED = 0xffff;
/** So many are exact as a number. */
const MOST_DIGITS = 15;

export const text = (max: number): Take => ({ kind: TEXT, max });
export const code: Take = { kind: CODE, max: UNLIMITED };
export const day: Take = { kind: DAY, max: UNLIMITED };
export const clock: Take = { kind: CLOCK, max: UNLIMITED };
export const whole: Take = { kind: WHOLE, max: MOST_DIGITS };
export const number: Take = { kind: NUMBER, max: MOST_DIGITS };
export const later: Take = { kind: LATER, max: UNLIMITED };

/** The elements that a reading takes, by their number. */
export type Elements = Readonly<Record<number, Take>>;

/** Elements that the reading looks at by itself. */
export const laters = (...elements: readonly number[]): Elements =>
	Object.fromEntries(elements.map((n) => [n, later]));

/** More elements than a mask of bits can name are read with care. */
const MOST_PLANNED = 30;

/**
 * What one loop over a segment's elements has to know: how each is taken, and which lengths leave nothing to look at
 * more closely, neither for the reading nor against the dictionary.
 */
export interface ElementPlan {
	/** By element number, as are the others. */
	readonly kinds: Uint8Array;
	readonly least: Uint16Array;
	/** So many characters more than the least there may be. */
	readonly span: Int32Array;
	/** The longest text the reading takes. */
	readonly max: Uint16Array;
	/** The elements that the reading represents, as bits. */
	readonly says: number;
	/** A segment with more elements is not plain. */
	readonly limit: number;
}

export function planElements(elements: Elements, specs: readonly ElementSpec[] | undefined): ElementPlan {
	const size = MOST_PLANNED + 1;
	const plan = {
		kinds: new Uint8Array(size),
		least: new Uint16Array(size),
		span: new Int32Array(size),
		max: new Uint16Array(size).fill(UNLIMITED),
		says: maskOf(elements),
		limit: Math.min(specs?.length ?? MOST_PLANNED, MOST_PLANNED),
	};
	for (let n = 1; n < size; n++) {
		const { kind, max } = elements[n] ?? later;
		const spec = specs?.[n - 1];
		plan.kinds[n] = kind;
		plan.max[n] = max;
		const least = spec?.min ?? 0;
		const most = spec && !isTold(kind, spec) ? -1 : Math.min(max, spec?.max ?? UNLIMITED);
		plan.least[n] = least;
		plan.span[n] = most - least;
	}
	return plan;
}

/** Whether an element that is taken like this and has a fitting length is one that the dictionary allows. */
function isTold(kind: number, { type }: ElementSpec): boolean {
	switch (type) {
		case 'DT':
			return kind === DAY;
		case 'N0':
			return kind === WHOLE;
		case 'R':
			return kind === WHOLE || kind === NUMBER;
		case 'TM':
			return kind === CLOCK;
		default:
			return true;
	}
}

/** Element numbers as the bits of a mask. */
export const bits = (...elements: readonly number[]) => elements.reduce((mask, n) => mask | (1 << n), 0);

export const maskOf = (elements: Elements): number => bits(...Object.keys(elements).map(Number));
