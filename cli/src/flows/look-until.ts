const LOOK_EVERY_MS = 250;

export interface Watching<T> {
	readonly look: () => Promise<T>;
	readonly inWords: (seen: T) => string;
	readonly isDone: (seen: T) => boolean;
	readonly timeoutMs: number;
	readonly onChange: (line: string) => void;
}

/** Looks until it is done or time is up, and says whenever something has moved. */
export async function lookUntil<T>({ look, inWords, isDone, timeoutMs, onChange }: Watching<T>) {
	const deadline = performance.now() + timeoutMs;
	let shown = '';
	for (;;) {
		const seen = await look();
		const line = inWords(seen);
		if (line !== shown) onChange(line);
		shown = line;
		if (isDone(seen) || performance.now() > deadline) return { seen, isDone: isDone(seen) };
		await Bun.sleep(LOOK_EVERY_MS);
	}
}
