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

/** The two halves of what tells one imported claim from another; the same for a claim that was read twice. */
export function claimIdentity(claim: CanonicalClaim): ClaimIdentity {
	const { source } = claim;
	// Without its source: an undefined field is not written.
	const content = fieldsInOrder({ ...claim, source: undefined, kept: source.extras ?? [] });
	return { place: placeOf(source), content: JSON.stringify(content) };
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
function inOrder(value: object): object {
	return Array.isArray(value) ? itemsInOrder(value) : fieldsInOrder(value as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const itemsInOrder = (items: readonly unknown[]): readonly unknown[] =>
	items.some(isObject) ? items.map((item) => (isObject(item) ? inOrder(item) : item)) : items;

/** What is undefined is left out, as JSON does. */
function fieldsInOrder(fields: Fields): Fields {
	const ordered: Record<string, unknown> = {};
	for (const key of orderOf(Object.keys(fields))) {
		const value = fields[key];
		if (value !== undefined) ordered[key] = isObject(value) ? inOrder(value) : value;
	}
	return ordered;
}

interface Order {
	readonly keys: readonly string[];
	readonly sorted: readonly string[];
}

/**
 * Objects of one kind have the same keys in the same sequence, thousands of times: they are sorted once. Orders are
 * found by how many keys they have; of each number only the latest few are kept, for hostile files could have any.
 */
const ORDERS = new Map<number, Order[]>();
const MOST_ORDERS = 16;

function orderOf(keys: readonly string[]): readonly string[] {
	const alike = ORDERS.get(keys.length);
	const known = alike?.find((order) => isSame(order.keys, keys));
	return known ? known.sorted : learnOrder(keys, alike ?? []);
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
	for (let at = 0; at < some.length; at++) if (some[at] !== others[at]) return false;
	return true;
}

function learnOrder(keys: readonly string[], alike: Order[]): readonly string[] {
	const sorted = [...keys].sort();
	if (alike.length === MOST_ORDERS) alike.pop();
	alike.unshift({ keys, sorted });
	ORDERS.set(keys.length, alike);
	return sorted;
}
