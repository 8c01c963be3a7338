import type { ChangedPlace } from './changed-place';

/** What a change is for those who call: programs break, may meet what they do not know, gain, or read other words. */
export const LEVELS = ['breaking', 'warning', 'additive', 'words'] as const;
export type Level = (typeof LEVELS)[number];

export type Action = 'add' | 'remove' | 'replace' | 'rename';

export interface Difference extends ChangedPlace {
	readonly action: Action;
	readonly before?: unknown;
	readonly after?: unknown;
}

/** Whether fewer values fit than before, more, or others. */
type Effect = 'narrower' | 'wider' | 'other';

const WORDS = new Set([
	...['title', 'description', 'summary', 'examples', 'example', 'externalDocs', '$comment'],
	...['operationId', 'tags', 'deprecated'],
]);

/** Where more is a larger number. */
const UPPER = new Set(['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties']);
const LOWER = new Set(['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties']);
/** What a program hardly lives by: that a text of an answer may be longer surprises few. */
const CHECKS = new Set([...UPPER, ...LOWER, 'pattern', 'format', 'multipleOf', 'uniqueItems']);
/** Keywords of which each entry lets more through. */
const ALTERNATIVES = new Set(['enum entry', 'anyOf entry', 'oneOf entry']);

/** By which side it is on and whether values become fewer or more: a caller must be able to go on as before. */
export function levelOf(change: Difference): Level {
	const { part, side, action } = change;
	if (WORDS.has(part)) return 'words';
	switch (part) {
		case 'operation':
			return action === 'add' ? 'additive' : 'breaking';
		case 'answer':
			return levelOfAnswer(change);
		case 'answers':
		case 'contents':
		case 'headers':
		case 'media type':
		case 'header':
			return action === 'add' ? 'additive' : 'breaking';
		case 'parameter':
		case 'body':
			// What is sent and no longer read is refused at the door.
			return action === 'add' && !isRequired(change.after) ? 'additive' : 'breaking';
		case 'property':
			// That a new one has to be given is told by the list of those that are required.
			return action === 'add' ? 'additive' : 'breaking';
		case 'default':
			return side === 'request' ? 'warning' : 'words';
		case 'additionalProperties':
			if (side === 'answer') return 'additive';
			break;
	}
	const effect = effectOf(change);
	if (effect === 'other') return 'breaking';
	if (side === 'request') return effect === 'narrower' ? 'breaking' : 'additive';
	if (effect === 'narrower') return 'additive';
	return CHECKS.has(part) || part === 'enum entry' ? 'warning' : 'breaking';
}

/** Callers count on answers of success; one more of them they may not know. */
function levelOfAnswer({ place, action }: Difference): Level {
	if (!/ 2..$/.test(place)) return 'additive';
	return action === 'add' ? 'warning' : 'breaking';
}

const isRequired = (part: unknown): boolean =>
	typeof part === 'object' && part !== null && 'required' in part && part.required === true;

function effectOf({ part, action, before, after }: Difference): Effect {
	if (part === 'type') return ofTypes(typesIn(before), typesIn(after));
	if (part === 'additionalProperties') return ofOpenness(before, after);
	if (part === 'required' && typeof after === 'boolean') return after ? 'narrower' : 'wider';
	if (action === 'add') return ALTERNATIVES.has(part) ? 'wider' : 'narrower';
	if (action === 'remove') return ALTERNATIVES.has(part) ? 'narrower' : 'wider';
	if (UPPER.has(part)) return Number(after) < Number(before) ? 'narrower' : 'wider';
	if (LOWER.has(part)) return Number(after) > Number(before) ? 'narrower' : 'wider';
	return 'other';
}

/** Without a type all are allowed, of which `any` is one more than each list has. */
const typesIn = (type: unknown): Set<string> => {
	const named = type === undefined ? EVERY_TYPE : [type].flat().map(String);
	return new Set(named.includes('number') ? [...named, 'integer'] : named);
};
const EVERY_TYPE = ['null', 'boolean', 'object', 'array', 'number', 'string', 'any'];

function ofTypes(before: ReadonlySet<string>, after: ReadonlySet<string>): Effect {
	if (after.isSubsetOf(before)) return 'narrower';
	return after.isSupersetOf(before) ? 'wider' : 'other';
}

function ofOpenness(before: unknown, after: unknown): Effect {
	if (after === false) return 'narrower';
	return before === false || after === true || after === undefined ? 'wider' : 'narrower';
}
