/** One line of a stream, by its number; null where it was longer than allowed. */
export interface NumberedLine {
	readonly number: number;
	readonly bytes: Uint8Array | null;
}

const NEWLINE = 10;

/**
 * The lines of a stream, those of one chunk at a time. However the stream is cut and however long a line is, no more
 * is held than one chunk and one line of the allowed length.
 */
export async function* readLines(
	source: AsyncIterable<Uint8Array>,
	mostBytes: number,
): AsyncGenerator<NumberedLine[]> {
	let number = 0;
	const begun = new BegunLine(mostBytes);
	for await (const chunk of source) {
		const lines: NumberedLine[] = [];
		let from = 0;
		for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
			lines.push({ number: ++number, bytes: begun.end(chunk.subarray(from, at)) });
			from = at + 1;
		}
		begun.add(chunk.subarray(from));
		if (lines.length > 0) yield lines;
	}
	if (!begun.isEmpty) yield [{ number: number + 1, bytes: begun.end(new Uint8Array()) }];
}

/** A line whose end is in a later chunk. */
class BegunLine {
	#parts: Uint8Array[] = [];
	#size = 0;

	constructor(private readonly mostBytes: number) {}

	get isEmpty(): boolean {
		return this.#size === 0;
	}

	add(part: Uint8Array): void {
		if (part.length === 0) return;
		this.#size += part.length;
		if (this.#size > this.mostBytes) this.#parts = [];
		else this.#parts.push(part);
	}

	/** The whole line with its last part, or null when it is too long; the next one then begins. */
	end(last: Uint8Array): Uint8Array | null {
		const size = this.#size + last.length;
		const parts = this.#parts;
		this.#parts = [];
		this.#size = 0;
		if (size > this.mostBytes) return null;
		return parts.length === 0 ? last : Buffer.concat([...parts, last]);
	}
}
