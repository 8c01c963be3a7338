import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import { plainArray } from '@claims-askes/chassis/db/plain-array';
import { compressed, uncompressed } from '@claims-askes/chassis/db/zstd-text';
import type { Movement } from '@claims-askes/engine';
import type { StoredDecision } from '../domain/stored-decision';

/**
 * How many decisions share a pack at most. Compressed together they take half of the time and of the room that they take
 * one by one; more than sixteen gain little, and whoever wants one of them has to unpack all.
 */
const IN_A_PACK = 16;
/** A claim of a thousand lines has a pack of its own: so many characters close one. */
const LONG = 200_000;
/** So many packs are unpacked between two questions: of each only the wanted lines are kept. */
const AT_ONCE = 64;

/** JSON escapes both within its strings. */
const [LINE, PART] = ['\n', '\x1e'];

/** Where lies what a decision moved and was made of. */
export interface Place {
	readonly pack: string;
	readonly place: number;
}

interface Pack {
	/** Of its first decision. */
	readonly id: string;
	readonly content: Uint8Array;
}

/** Packs what decisions moved and were made of; the places are in the decisions' order. */
export function packed(stored: readonly StoredDecision[]): { packs: Pack[]; places: Place[] } {
	const packs: Pack[] = [];
	const places: Place[] = [];
	let [id, text] = ['', ''];
	const close = () => packs.push({ id, content: compressed(text) });
	for (const decision of stored) {
		const place = places.length === 0 ? 0 : (places.at(-1)?.place ?? 0) + 1;
		const isFull = place === IN_A_PACK || text.length > LONG;
		if (isFull) close();
		if (isFull || places.length === 0) {
			id = decision.id;
			text = textOf(decision);
			places.push({ pack: id, place: 0 });
		} else {
			text += LINE + textOf(decision);
			places.push({ pack: id, place });
		}
	}
	if (places.length > 0) close();
	return { packs, places };
}

export async function insertPacks(tx: Queryable, packs: readonly Pack[]): Promise<void> {
	const contents = packs.map(({ content }) => content.toBase64());
	await tx`
		insert into decision_packs (id, content)
		select id, decode(content, 'base64') from unnest(
			${plainArray(packs.map(({ id }) => id))}::uuid[], ${plainArray(contents)}::text[]
		) as pack (id, content)`;
}

const textOf = ({ movements, record }: StoredDecision): string =>
	`${JSON.stringify(movements.map(asKept))}${PART}${record}`;

type KeptMovement = readonly [Movement['key'], Movement['line'], Movement['amount']];

const asKept = ({ key, line, amount }: Movement): KeptMovement => [key, line, amount];

/** The columns of a decision that hold its long parts or say where they lie. */
export interface Kept {
	readonly pack: string | null;
	readonly place: number | null;
	readonly body: string | null;
	/** Of a decision of before packs. */
	readonly old_record: Uint8Array | null;
	readonly old_movements: readonly KeptMovement[] | null;
}

export const kept = (sql: Queryable): Fragment => sql`
	decision.pack, decision.place, decision.body::text as body, decision.record as old_record,
	decision.movements as old_movements`;

/** What is long of a decision; what lies in its pack is read out of it when it is asked for. */
export interface DecisionTexts {
	/** Lines, adjustments and alerts as published: JSON, the same to the byte. */
	readonly body: string;
	readonly movements: readonly Movement[];
	/** Facts and trace: JSON. */
	readonly record: string;
}

/** These rows with the long parts of their decisions in place of these columns. */
export async function withTexts<Row extends Kept>(
	sql: Queryable,
	rows: readonly Row[],
): Promise<(Omit<Row, keyof Kept> & { readonly texts: DecisionTexts })[]> {
	const all = await textsOf(sql, rows);
	return rows.map(
		({ pack: _, place: __, body: ___, old_record: ____, old_movements: _____, ...row }, at) => ({
			...row,
			texts: all[at] as DecisionTexts,
		}),
	);
}

async function textsOf(sql: Queryable, rows: readonly Kept[]): Promise<DecisionTexts[]> {
	const texts: DecisionTexts[] = new Array(rows.length);
	const wanted = new Map<string, { readonly at: number; readonly place: number; readonly body: string }[]>();
	for (const [at, row] of rows.entries()) {
		const { pack, place, body } = row;
		if (pack === null || place === null) texts[at] = oldTexts(row);
		else {
			const places = wanted.get(pack);
			const one = { at, place, body: body ?? '' };
			if (places) places.push(one);
			else wanted.set(pack, [one]);
		}
	}
	const ids = [...wanted.keys()];
	for (let from = 0; from < ids.length; from += AT_ONCE) {
		const packs = await sql<{ id: string; content: Uint8Array }[]>`
			select id, content from decision_packs where id = any (${plainArray(ids.slice(from, from + AT_ONCE))}::uuid[])`;
		const contents = new Map(packs.map(({ id, content }) => [id, content]));
		for (const id of ids.slice(from, from + AT_ONCE)) {
			const lines = linesIn(contents.get(id));
			for (const { at, place, body } of wanted.get(id) ?? []) texts[at] = new PackedTexts(body, lines(place));
		}
	}
	return texts;
}

/**
 * The lines of a pack, each as a text of its own, so that what is kept of one does not keep the others. A pack that is damaged
 * or gone has none: who asks for one of its decisions fails by that, and who asks for others beside it does not.
 */
function linesIn(packed: Uint8Array | undefined): (place: number) => string {
	const content = packed ? unpacked(packed) : null;
	if (!content) return () => '';
	const ends: number[] = [];
	for (let end = content.indexOf(LINE); end >= 0; end = content.indexOf(LINE, end + 1)) ends.push(end);
	return (place) => content.toString('utf8', place === 0 ? 0 : (ends[place - 1] ?? 0) + 1, ends[place]);
}

function unpacked(content: Uint8Array): Buffer | null {
	try {
		return Bun.zstdDecompressSync(content);
	} catch {
		return null;
	}
}

class PackedTexts implements DecisionTexts {
	readonly #line: string;

	constructor(
		readonly body: string,
		line: string,
	) {
		this.#line = line;
	}

	get movements(): Movement[] {
		return movementsIn(JSON.parse(this.#line.slice(0, this.#partedAt)));
	}

	get record(): string {
		return this.#line.slice(this.#partedAt + 1);
	}

	get #partedAt(): number {
		const at = this.#line.indexOf(PART);
		if (at < 0) throw new Error('what a decision moved and was made of cannot be read');
		return at;
	}
}

const oldTexts = ({ body, old_record, old_movements }: Kept): DecisionTexts => ({
	body: body ?? '',
	movements: movementsIn(old_movements ?? []),
	get record() {
		return old_record ? uncompressed(old_record) : '';
	},
});

const movementsIn = (moved: readonly KeptMovement[]): Movement[] =>
	moved.map(([key, line, amount]) => ({ key, line, amount }));
