/** Over about a day: half a minute, two, eight, half an hour, two hours, then every six. */
const MOST_TRIES = 8;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 6 * 60 * 60_000;

/** When to try again after so many tries, or null when it is enough. `jitter` (0 to 1) keeps many from coming at once. */
export function pauseAfter(tries: number, jitter: number): number | null {
	if (tries >= MOST_TRIES) return null;
	const pause = Math.min(FIRST_PAUSE_MS * 4 ** (tries - 1), LONGEST_PAUSE_MS);
	return Math.round(pause * (0.75 + jitter / 2));
}
