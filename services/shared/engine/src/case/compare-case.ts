/** Compares a decision with what a case expects: any part of it, by path. */
import type { Adjustment, Decision, Expected } from '../types';

export interface Difference {
	readonly path: string;
	readonly expected: unknown;
	readonly actual: unknown;
}

/** `adjustments` and `claim_adjustments` are sums by `GROUP-CARC`; `accumulators` are balances afterwards. */
export function compareCase(
	expected: Expected,
	decision: Decision,
	accumulators: Readonly<Record<string, number>>,
): Difference[] {
	const ofLines = decision.lines.flatMap((line) => line.adjustments);
	const actual = {
		...decision,
		lines: decision.lines.map((line) => ({ ...line, sums: sumsOf(line.adjustments) })),
		sums: sumsOf(ofLines),
		claim_adjustments: sumsOf(decision.adjustments),
	};
	const differences: Difference[] = [];
	for (const [key, value] of Object.entries(expected)) {
		if (key === 'accumulators') compareBalances(value, accumulators, differences);
		else comparePart(value, partOf(actual, key, value), key, differences);
	}
	return differences;
}

/** Adjustments written as an object are meant as sums. */
function partOf(actual: Record<string, unknown>, key: string, expected: unknown): unknown {
	return key === 'adjustments' && !Array.isArray(expected) ? actual.sums : actual[key];
}

function sumsOf(adjustments: readonly Adjustment[]): Record<string, number> {
	const sums: Record<string, number> = {};
	for (const { group, carc, amount } of adjustments) {
		const name = `${group}-${carc}`;
		sums[name] = (sums[name] ?? 0) + amount;
	}
	return sums;
}

function compareBalances(
	expected: unknown,
	balances: Readonly<Record<string, number>>,
	into: Difference[],
): void {
	for (const [key, value] of Object.entries(asRecord(expected))) {
		comparePart(value, balances[key] ?? 0, `accumulators.${key}`, into);
	}
}

function comparePart(expected: unknown, actual: unknown, path: string, into: Difference[]): void {
	if (Array.isArray(expected)) compareList(expected, Array.isArray(actual) ? actual : [], path, into);
	else if (isSums(path)) compareSums(asRecord(expected), asRecord(actual), path, into);
	else if (typeof expected === 'object' && expected !== null)
		compareFields(expected, asRecord(actual), path, into);
	else if (expected !== (actual ?? null) && expected !== actual) into.push({ path, expected, actual });
}

const isSums = (path: string): boolean => /(^|\.)(claim_)?adjustments$/.test(path);

/** What is not named is not expected to be anything; an empty object expects that there is none. */
function compareSums(
	expected: Record<string, unknown>,
	actual: Record<string, unknown>,
	path: string,
	into: Difference[],
): void {
	const names = Object.keys(expected).length === 0 ? Object.keys(actual) : Object.keys(expected);
	for (const name of names) comparePart(expected[name] ?? 0, actual[name] ?? 0, `${path}.${name}`, into);
}

function compareFields(
	expected: object,
	actual: Record<string, unknown>,
	path: string,
	into: Difference[],
): void {
	for (const [key, value] of Object.entries(expected)) {
		comparePart(value, partOf(actual, key, value), `${path}.${key}`, into);
	}
}

/** Lines are found by their number; other lists say the same in any order, and if not are told item by item. */
function compareList(expected: unknown[], actual: unknown[], path: string, into: Difference[]): void {
	const byNumber = path === 'lines';
	if (!byNumber && isSameInAnyOrder(expected, actual, path)) return;
	if (!byNumber && expected.length !== actual.length) {
		into.push({ path: `${path}.length`, expected: expected.length, actual: actual.length });
	}
	for (const [at, item] of expected.entries()) {
		const n = asRecord(item).n ?? at + 1;
		const found = byNumber ? actual.find((line) => asRecord(line).n === n) : actual[at];
		comparePart(item, found, `${path}.${byNumber ? n : at}`, into);
	}
}

/** Each expected item has one of its own that differs in nothing. */
function isSameInAnyOrder(expected: unknown[], actual: unknown[], path: string): boolean {
	if (expected.length !== actual.length) return false;
	const left = [...actual];
	return expected.every((item) => {
		const at = left.findIndex((candidate) => isSame(item, candidate, path));
		if (at >= 0) left.splice(at, 1);
		return at >= 0;
	});
}

function isSame(expected: unknown, actual: unknown, path: string): boolean {
	const differences: Difference[] = [];
	comparePart(expected, actual, path, differences);
	return differences.length === 0;
}

const asRecord = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
