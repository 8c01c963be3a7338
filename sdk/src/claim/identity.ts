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
	return { place: placeOf(source), content: writeInOrder({ ...content, kept }) };
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
		.map((part) => encodeURIComponent(part ?? ''))
		.join('/');

/** JSON with sorted keys and without what is undefined. */
function writeInOrder(value: unknown): string {
	if (typeof value === 'string') return quoted(value);
	if (Array.isArray(value)) return `[${value.map((item) => writeInOrder(item ?? null)).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const fields = value as Readonly<Record<string, unknown>>;
	let text = '{';
	for (const [key, label] of orderOf(Object.keys(fields))) {
		const field = fields[key];
		if (field === undefined) continue;
		text += `${text.length > 1 ? ',' : ''}${label}${writeInOrder(field)}`;
	}
	return `${text}}`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes exactly these
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;
const quoted = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`);

/** Objects of one kind have the same keys in the same order, thousands of times: they are sorted and quoted once. */
const ORDERS = new Map<string, readonly (readonly [key: string, label: string])[]>();
const MOST_ORDERS = 10_000;

function orderOf(keys: readonly string[]): readonly (readonly [key: string, label: string])[] {
	const shape = keys.join('\n');
	const known = ORDERS.get(shape);
	// A line end within a key could pretend to be two keys: such are sorted every time.
	if (known?.length === keys.length) return known;
	const order = keys
		.toSorted((a, b) => (a < b ? -1 : 1))
		.map((key) => [key, `${JSON.stringify(key)}:`] as const);
	if (ORDERS.size < MOST_ORDERS && !keys.some((key) => key.includes('\n'))) ORDERS.set(shape, order);
	return order;
}
