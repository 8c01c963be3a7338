import type { Finding } from './findings';
import { type Head, type ReadHead, readHeads } from './heads';
import { sealsOf } from './seal';
import type { Trail } from './trail';

/** The moments between which heads were signed, as instants; the second is not inside. */
export interface SignedSpan {
	readonly from?: string | undefined;
	readonly to?: string | undefined;
}

/** What the signed heads say of a trail. */
export interface SignedEnds {
	/** The last entry that was sealed before the span begins, and the last that was when it had ended; null where no head says so. */
	after: string | null;
	until: string | null;
	/** The last entry that a signed head covers. */
	signed: string;
}

export interface HeadsChecked {
	readonly heads: number;
	readonly ends: ReadonlyMap<Trail, Readonly<SignedEnds>>;
}

const HEADS_AT_ONCE = 500;

/**
 * Checks every head's signature and that it is still a seal of some server, and tells what is not. What is within the span
 * follows from heads as well: their times are signed, which those in the databases are not.
 */
export async function verifyHeads(
	trails: readonly Trail[],
	folder: string,
	{ from, to }: SignedSpan,
	tell: (finding: Finding) => void,
): Promise<HeadsChecked> {
	const ends = new Map(
		trails.map((trail) => [trail, { after: null, until: null, signed: '0' } as SignedEnds]),
	);
	const losses = new Losses(tell);
	let heads = 0;
	for await (const batch of batchesOf(readHeads(folder))) {
		const signed = batch.flatMap(({ head }) => head ?? []);
		const found = await Promise.all(
			trails.map(async (trail) => [trail, await sealsOf(trail, signed)] as const),
		);
		for (const { line, head } of batch) {
			heads++;
			if (head === null) {
				tell({ code: 'HEAD_UNSIGNED', trail: null, first_id: null, last_id: null, detail: `line ${line}` });
				continue;
			}
			const [home] = found.find(([, known]) => known.has(head.hash)) ?? [];
			const end = home && ends.get(home);
			if (end) include(end, head, from, to);
			losses.add(head, home !== undefined);
		}
	}
	losses.end();
	return { heads, ends };
}

function include(
	end: SignedEnds,
	{ last_id, at }: Head,
	from: string | undefined,
	to: string | undefined,
): void {
	end.signed = last_id;
	if (from !== undefined && at < from) end.after = last_id;
	if (to !== undefined && at >= to) end.until ??= last_id;
}

/** Heads that are lost one after the other are one loss: what was sealed between the last that is there and the last that is not. */
class Losses {
	#found: Head | null = null;
	#first: Head | null = null;
	#last: Head | null = null;
	#count = 0;

	constructor(private readonly tell: (finding: Finding) => void) {}

	add(head: Head, isFound: boolean): void {
		if (isFound) {
			this.end();
			this.#found = head;
			return;
		}
		this.#first ??= head;
		this.#last = head;
		this.#count++;
	}

	end(): void {
		const { first, last } = { first: this.#first, last: this.#last };
		if (first === null || last === null) return;
		this.tell({
			...{ code: 'HEAD_LOST', trail: null },
			first_id: String(BigInt(this.#found?.last_id ?? 0) + 1n),
			last_id: last.last_id,
			detail: `${this.#count} heads, signed from ${first.at} to ${last.at}`,
		});
		this.#first = null;
		this.#count = 0;
	}
}

async function* batchesOf(heads: AsyncIterable<ReadHead>): AsyncGenerator<ReadHead[]> {
	let batch: ReadHead[] = [];
	for await (const head of heads) {
		batch.push(head);
		if (batch.length < HEADS_AT_ONCE) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}
