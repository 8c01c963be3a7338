/** Warnings of one kind that are shown one by one; the rest are counted. */
const SHOWN_OF_EACH = 10;

/** Shows the first warnings of each code, and at the end how many more there were: a file may have a hundred thousand. */
export class WarningLines {
	readonly #seen = new Map<string, number>();

	constructor(private readonly print: (line: string) => void) {}

	add(code: string, line: string): void {
		const seen = (this.#seen.get(code) ?? 0) + 1;
		this.#seen.set(code, seen);
		if (seen <= SHOWN_OF_EACH) this.print(line);
	}

	close(): void {
		for (const [code, seen] of this.#seen) {
			if (seen > SHOWN_OF_EACH) this.print(`… and ${seen - SHOWN_OF_EACH} more ${code}`);
		}
	}
}
