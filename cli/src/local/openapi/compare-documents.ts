import { apiCompare, type Diff } from 'api-smart-diff';
import { changedPlace, parameterWords } from './changed-place';
import type { OpenApiDocument, Operation, Parameter } from './document';
import { type Action, type Difference, LEVELS, type Level, levelOf } from './judge-change';

/** One change, for a reader: where, and what. */
export interface ApiChange {
	readonly level: Level;
	/** As `POST /api/v1/claims`; empty for the document itself. */
	readonly operation: string;
	/** As `answer 200 data[].status is gone`. */
	readonly change: string;
}

/**
 * What is different for callers, the worst first. The library finds what differs; what that means is judged here, for it takes
 * an answer's other type for harmless, and does not know that our doors refuse what they do not read.
 */
export function compareDocuments(before: OpenApiDocument, after: OpenApiDocument): ApiChange[] {
	const { diffs, merged } = compared(before, after);
	const found = withWholeLists(diffs, merged).flatMap(
		({ path, action, before: was, after: is }): Difference[] => {
			if (path[0] !== 'paths' || path[3] === 'security') return [];
			return expanded({
				...changedPlace(path as (string | number)[], merged),
				...{ action: action as Action, before: was, after: is },
			});
		},
	);
	const changes = [...withoutRepetition(found).map(changeOf), ...scopeChanges(before, after)];
	return changes.sort(byLevelAndPlace);
}

/** It writes into what it compares, and to stderr where it cannot judge what it found: its judgement is not used. */
function compared(before: OpenApiDocument, after: OpenApiDocument) {
	const { error } = console;
	try {
		console.error = () => {};
		return apiCompare(structuredClone(before), structuredClone(after));
	} finally {
		console.error = error;
	}
}

/** Alternatives that are new or gone altogether come one by one. It is one change: where there are none, any value fits. */
function withWholeLists(diffs: readonly Diff[], merged: unknown): Diff[] {
	const listOf = ({ path }: Diff) => path.slice(0, -1);
	const isEntry = ({ path }: Diff) => ['enum', 'anyOf', 'oneOf'].includes(String(path.at(-2)));
	const groups = Map.groupBy(diffs.filter(isEntry), (diff) => JSON.stringify([diff.action, listOf(diff)]));
	const whole = [...groups.values()].flatMap((entries) => {
		const [first] = entries;
		const all = first && listOf(first).reduce<unknown>((part, step) => Object(part)[step], merged);
		return first && first.action !== 'replace' && Array.isArray(all) && all.length === entries.length
			? {
					entries,
					diff: { ...first, path: listOf(first), [first.action === 'add' ? 'after' : 'before']: all },
				}
			: [];
	});
	const told = new Set(whole.flatMap(({ entries }) => entries));
	return [...diffs.filter((diff) => !told.has(diff)), ...whole.map(({ diff }) => diff)];
}

/** A list that was not there before, or is no longer, entry by entry. */
function expanded(difference: Difference): Difference[] {
	const { part, action, before, after } = difference;
	const entries = action === 'add' ? after : action === 'remove' ? before : null;
	const one = (part: string, place: string, value: unknown): Difference => ({
		...difference,
		...{ part, place },
		...(action === 'add' ? { after: value } : { before: value }),
	});
	if (part === 'enum entry' && action === 'replace')
		return [
			{ ...difference, action: 'remove', after: undefined },
			{ ...difference, action: 'add', before: undefined },
		];
	if (part === 'required' && Array.isArray(entries))
		return entries.map((name) => one('required entry', difference.place, name));
	if (part === 'parameters' && Array.isArray(entries))
		return entries.map((parameter) => one('parameter', '', parameter));
	if (part === 'properties' && typeof entries === 'object' && entries !== null)
		return Object.entries(entries).map(([name, schema]) =>
			one('property', below(difference.place, name), schema),
		);
	return [difference];
}

/** Of a field that is new or gone it need not be said that it is also no longer required, or not required any more. */
function withoutRepetition(found: readonly Difference[]): Difference[] {
	const keyOf = ({ operation, side }: Difference, place: string) => `${operation} ${side} ${place}`;
	const fields = new Map(
		found.filter(({ part }) => part === 'property').map((field) => [keyOf(field, field.place), field]),
	);
	return found.filter((difference) => {
		const { part, place, before, after, side, action } = difference;
		if (part !== 'required entry') return true;
		const field = fields.get(keyOf(difference, below(place, String(after ?? before))));
		return field?.action !== action || (side === 'request' && action === 'add');
	});
}

/** `body kind` or `answer 200 data.kind`: the first field of a place stands apart from it. */
const below = (place: string, name: string): string =>
	/^(body|answer \S+)$/.test(place) ? `${place} ${name}` : `${place}.${name}`;

function changeOf(difference: Difference): ApiChange {
	const { operation } = difference;
	return { level: levelOf(difference), operation, change: sentenceOf(difference) };
}

function sentenceOf({ part, place, action, before, after }: Difference): string {
	const value = short(after ?? before);
	const about = (words: string) => [place, words].filter(Boolean).join(' ');
	switch (part) {
		case 'parameter': {
			const parameter = (after ?? before) as Parameter;
			const isAsked = action === 'add' && parameter.required;
			return `${parameterWords(parameter)} ${isOrWas(action)}${isAsked ? ', and required' : ''}`;
		}
		case 'operation':
		case 'body':
		case 'answer':
		case 'header':
		case 'property':
		case 'media type':
			return about(isOrWas(action));
		case 'answers':
		case 'contents':
		case 'headers':
			return about(`${part} ${action === 'add' ? 'are new' : 'are gone'}`);
		case 'required entry':
			return `${below(place, String(after ?? before))} is ${action === 'add' ? 'required' : 'no longer required'}`;
		case 'enum entry':
		case 'anyOf entry':
		case 'oneOf entry':
			return about(action === 'add' ? `may also be ${value}` : `is never ${value} any more`);
	}
	if (action === 'add') return about(`${part}: ${value}`);
	if (action === 'remove') return about(`no ${part} any more, which was ${value}`);
	return about(`${part}: ${short(before)} → ${short(after)}`);
}

const isOrWas = (action: Action): string => (action === 'add' ? 'is new' : 'is gone');

const LONGEST = 60;

function short(value: unknown): string {
	const text = JSON.stringify(value) ?? '';
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A token that was good for an operation has to be good for it still. */
function scopeChanges(before: OpenApiDocument, after: OpenApiDocument): ApiChange[] {
	return Object.entries(before.paths ?? {}).flatMap(([address, operations]) =>
		Object.entries(operations).flatMap(([method, was]) => {
			const is = after.paths?.[address]?.[method];
			if (is === undefined || !METHODS.has(method)) return [];
			const [old, now] = [waysInto(was, before), waysInto(is, after)];
			if (old.join('; ') === now.join('; ')) return [];
			const isEnough = old.every((way) => now.some((other) => new Set(other).isSubsetOf(new Set(way))));
			return [
				{
					level: isEnough ? ('additive' as const) : ('breaking' as const),
					operation: `${method.toUpperCase()} ${address}`,
					change: `scopes: ${wordsOf(old)} → ${wordsOf(now)}`,
				},
			];
		}),
	);
}

/** What else stands beside them holds for all operations of an address. */
const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

/** Each way to be let in, as what a token has to have for it; without any, nothing is asked for. */
function waysInto(operation: Operation, document: OpenApiDocument): string[][] {
	const { security = document.security ?? [] } = operation;
	if (security.length === 0) return [[]];
	return security.map((way) =>
		Object.entries(way)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.flatMap(([scheme, scopes]) => [scheme, ...[...scopes].sort()]),
	);
}

const wordsOf = (ways: readonly (readonly string[])[]): string =>
	ways.map((way) => way.join(' + ') || 'none').join(' or ');

const rankOf = ({ level }: ApiChange) => LEVELS.indexOf(level);
const byLevelAndPlace = (a: ApiChange, b: ApiChange): number =>
	rankOf(a) - rankOf(b) || (`${a.operation} ${a.change}` < `${b.operation} ${b.change}` ? -1 : 1);
