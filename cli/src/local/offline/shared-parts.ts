/** A part of a case that other cases are likely to repeat word for word. */
const SHARED = ['plan', 'contracts', 'codes'] as const;

/** Texts that are kept, in characters all together. */
const MOST_KEPT = 16_000_000;

/**
 * Gives parts that say the same the same object, so that the engine checks and arranges a plan once and not with every
 * case of a long file.
 */
export class SharedParts {
	readonly #known = new Map<string, unknown>();
	#kept = 0;

	/** Takes a document as it was parsed, whatever it is. */
	share(document: unknown): void {
		const facts = fieldOf(document, 'facts');
		if (!isRecord(facts)) return;
		for (const name of SHARED) {
			const part = facts[name];
			if (typeof part === 'object' && part !== null) facts[name] = this.#known.get(this.#keep(part));
		}
	}

	#keep(part: object): string {
		const text = JSON.stringify(part);
		if (this.#known.has(text)) return text;
		this.#kept += text.length;
		if (this.#kept > MOST_KEPT) {
			this.#known.clear();
			this.#kept = text.length;
		}
		this.#known.set(text, part);
		return text;
	}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf = (value: unknown, name: string): unknown =>
	isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
