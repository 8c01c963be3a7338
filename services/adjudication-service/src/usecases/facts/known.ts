/** Remembers what never changes, as far as there is room; what was not asked for the longest goes first. */
export class Known<T> {
	private readonly kept = new Map<string, T>();

	constructor(private readonly room: number) {}

	get(key: string): T | undefined {
		const value = this.kept.get(key);
		if (value === undefined) return undefined;
		this.kept.delete(key);
		this.kept.set(key, value);
		return value;
	}

	keep(key: string, value: T): T {
		this.kept.set(key, value);
		const [oldest] = this.kept.keys();
		if (this.kept.size > this.room && oldest !== undefined) this.kept.delete(oldest);
		return value;
	}

	forget(key: string): void {
		this.kept.delete(key);
	}

	/** The values of these keys: the known ones, and the others made at once from what `fetch` answers. */
	async all<Raw>(
		keys: Iterable<string>,
		fetch: (missing: string[]) => Promise<readonly Raw[]>,
		make: (raw: Raw) => readonly [key: string, value: T],
	): Promise<Map<string, T>> {
		const found = new Map<string, T>();
		const missing: string[] = [];
		for (const key of new Set(keys)) {
			const value = this.get(key);
			if (value === undefined) missing.push(key);
			else found.set(key, value);
		}
		for (const raw of missing.length > 0 ? await fetch(missing) : []) {
			const [key, value] = make(raw);
			found.set(key, this.keep(key, value));
		}
		return found;
	}
}
