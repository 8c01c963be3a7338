import type { CanonicalClaim } from './canonical-claim';
import type { ClaimSource } from './claim-source';

/**
 * What makes an imported claim the same claim again: where it stood in its file, and what it says. The content
 * is written with its keys in order, so that a claim that travelled as JSON still has the same bytes.
 */
export interface ClaimIdentity {
	/** Control numbers and place: the same for the same claim of the same file. */
	readonly place: string;
	/** The claim without its source; hash it with whatever is at hand. */
	readonly content: string;
}

export function claimIdentity(claim: CanonicalClaim): ClaimIdentity {
	const { source, ...content } = claim;
	const kept = source.extras ?? [];
	return { place: placeOf(source), content: JSON.stringify(inOrder({ ...content, kept })) };
}

/** The SHA-256 of the content as hexadecimal, for `source.content_hash`. */
export async function contentHash(claim: CanonicalClaim): Promise<string> {
	const bytes = new TextEncoder().encode(claimIdentity(claim).content);
	const digest = await crypto.subtle.digest('SHA-256', bytes);
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const placeOf = (source: ClaimSource): string =>
	[
		source.interchange_control_number,
		source.group_control_number,
		source.transaction_control_number,
		source.position,
	]
		.map((part) => encoded(String(part ?? '')))
		.join('/');

/** Control numbers hardly ever hold what has to be encoded, and looking costs a tenth of encoding. */
const encoded = (part: string): string => (/^[\w.-]*$/.test(part) ? part : encodeURIComponent(part));

/** The same data with its keys in order: written as JSON it has the same bytes, whatever the order it came in. */
function inOrder(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(inOrder);
	const fields = value as Readonly<Record<string, unknown>>;
	const ordered: Record<string, unknown> = {};
	for (const key of orderOf(fields)) ordered[key] = inOrder(fields[key]);
	return ordered;
}

/** The keys that objects begin with, as a tree, and how those that end here are ordered. */
interface Shape {
	readonly next: Map<string, Shape>;
	order: readonly string[] | null;
}

/** Objects of one kind have the same keys in the same sequence, thousands of times: they are sorted once. */
const SHAPES: Shape = { next: new Map(), order: null };
const MOST_SHAPES = 10_000;
let shapes = 0;

function orderOf(fields: object): readonly string[] {
	let shape = SHAPES;
	for (const key in fields) {
		let next = shape.next.get(key);
		if (!next) {
			// Hostile files could have a new kind for every object.
			if (++shapes > MOST_SHAPES) return sortedKeys(fields);
			next = { next: new Map(), order: null };
			shape.next.set(key, next);
		}
		shape = next;
	}
	shape.order ??= sortedKeys(fields);
	return shape.order;
}

const sortedKeys = (fields: object): string[] => Object.keys(fields).sort();
