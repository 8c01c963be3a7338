/** How far an import has come. */
export interface Progress {
	/** Of the files as they lie on the disk; null where it is not known how much there is. */
	readonly bytes: number;
	readonly totalBytes: number | null;
	readonly claims: {
		readonly read: number;
		readonly accepted: number;
		readonly rejected: number;
		readonly duplicate: number;
	};
	readonly seconds: number;
}

const WIDTH = 24;
const EVERY_MS = 2_000;
const EVERY_MS_ON_TERMINAL = 100;

/** Shows progress on a terminal as a bar that moves, elsewhere as a plain line now and then. */
export class ProgressLine {
	#shownAt = Number.NEGATIVE_INFINITY;
	#isDrawn = false;

	constructor(
		private readonly stream: { write(text: string): unknown; readonly isTTY?: boolean | undefined },
	) {}

	show(progress: Progress): void {
		const now = performance.now();
		if (now - this.#shownAt < (this.stream.isTTY ? EVERY_MS_ON_TERMINAL : EVERY_MS)) return;
		this.#shownAt = now;
		if (!this.stream.isTTY) return void this.stream.write(`${progressWords(progress)}\n`);
		this.stream.write(`\r\x1b[2K${bar(progress)} ${progressWords(progress)}`);
		this.#isDrawn = true;
	}

	/** Another line is to be printed, or all is done: the bar makes room. */
	clear(): void {
		if (this.#isDrawn) this.stream.write('\r\x1b[2K');
		this.#isDrawn = false;
	}
}

function bar(progress: Progress): string {
	const filled = Math.round((partOf(progress) ?? 0) * WIDTH);
	return `[${'█'.repeat(filled)}${'·'.repeat(WIDTH - filled)}]`;
}

/** `41 % · 52,000 claims · 3,450/s · 0:22 left · 12 rejected`. */
export function progressWords(progress: Progress): string {
	const { claims, seconds } = progress;
	const settled = claims.accepted + claims.duplicate + claims.rejected;
	const part = partOf(progress);
	const left = part && part > 0 && part < 1 ? (seconds / part) * (1 - part) : null;
	return [
		part === null ? null : `${Math.floor(part * 100)} %`,
		`${settled.toLocaleString('en')} claims`,
		seconds > 0 ? `${Math.round(settled / seconds).toLocaleString('en')}/s` : null,
		left === null ? null : `${clock(left)} left`,
		claims.duplicate > 0 ? `${claims.duplicate.toLocaleString('en')} known` : null,
		claims.rejected > 0 ? `${claims.rejected.toLocaleString('en')} rejected` : null,
	]
		.filter(Boolean)
		.join(' · ');
}

const partOf = ({ bytes, totalBytes }: Progress): number | null =>
	totalBytes === null || totalBytes === 0 ? null : Math.min(bytes / totalBytes, 1);

function clock(seconds: number): string {
	const whole = Math.round(seconds);
	const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
	const two = (value: number) => String(value).padStart(2, '0');
	return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
