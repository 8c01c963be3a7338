import { apiCompare } from 'api-smart-diff';
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
	// It writes into what it compares.
	const { diffs } = apiCompare(structuredClone(before), structuredClone(after));
	const found = diffs.flatMap(({ path, action, before: was, after: is }): Difference[] => {
		if (path[0] !== 'paths' || path[3] === 'security') return [];
		return expanded({
			...changedPlace(path as (string | number)[], before),
			...{ action: action as Action, before: was, after: is },
		});
	});
	const changes = [...withoutRepetition(found).map(changeOf), ...scopeChanges(before, after)];
	return changes.sort(byLevelAndPlace);
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
		return field === undefined || (side === 'request' && action === 'add');
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
		case 'content':
			return about(`content ${isOrWas(action)}`);
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
			if (is === undefined) return [];
			const [old, now] = [waysInto(was), waysInto(is)];
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

/** Each way to be let in, as what a token has to have for it; without any, nothing is asked for. */
const waysInto = ({ security = [] }: Operation): string[][] =>
	security.length === 0
		? [[]]
		: security.map((way) =>
				Object.entries(way)
					.flatMap(([scheme, scopes]) => [scheme, ...scopes])
					.sort(),
			);

const wordsOf = (ways: readonly (readonly string[])[]): string =>
	ways.map((way) => way.join(' + ') || 'none').join(' or ');

const rankOf = ({ level }: ApiChange) => LEVELS.indexOf(level);
const byLevelAndPlace = (a: ApiChange, b: ApiChange): number =>
	rankOf(a) - rankOf(b) || (`${a.operation} ${a.change}` < `${b.operation} ${b.change}` ? -1 : 1);
