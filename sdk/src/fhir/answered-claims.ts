import { isObject, type Json, type JsonObject } from './json';
import { type PlacedResource, withoutVersion } from './resources';

/** Which claims have been answered in files that belong together, by their names, and by which type of resource. */
export type AnsweredClaims = Map<string, string>;

/**
 * Whether a resource of the other type told of the same decision before: a ClaimResponse and an ExplanationOfBenefit of one
 * claim are one payment, and not two. Two of one type are two decisions.
 */
export const isToldAlready = (answer: PlacedResource, answered: AnsweredClaims): boolean =>
	[...namesOfDecision(answer)].some((name) => (answered.get(name) ?? answer.type) !== answer.type);

export function noteAnswer(answer: PlacedResource, answered: AnsweredClaims): void {
	for (const name of namesOfDecision(answer)) answered.set(name, answer.type);
}

/** The claim that it answers, the ClaimResponse that it is or tells of, and the payer's own numbers. */
function* namesOfDecision({ resource, type }: PlacedResource): Generator<string> {
	const claim = resource[type === 'ClaimResponse' ? 'request' : 'claim'];
	if (isObject(claim)) {
		yield* nameOfReference(claim);
		yield* nameOfIdentifier('claim', claim.identifier);
	}
	if (type === 'ClaimResponse' && typeof resource.id === 'string') yield `ClaimResponse/${resource.id}`;
	if (isObject(resource.claimResponse)) yield* nameOfReference(resource.claimResponse);
	const own = Array.isArray(resource.identifier) ? (resource.identifier as readonly Json[]) : [];
	// A number that nobody says whose it is may be another payer's.
	for (const identifier of own)
		if (isObject(identifier) && identifier.system !== undefined)
			yield* nameOfIdentifier('answer', identifier);
}

/** Files say nowhere which server they come from. */
function* nameOfReference({ reference }: JsonObject): Generator<string> {
	if (typeof reference === 'string' && !reference.startsWith('#'))
		yield withoutVersion(reference).split('/').slice(-2).join('/');
}

function* nameOfIdentifier(whose: string, identifier: Json | undefined): Generator<string> {
	if (isObject(identifier) && typeof identifier.value === 'string')
		yield `${whose} ${identifier.system ?? ''}|${identifier.value}`;
}
