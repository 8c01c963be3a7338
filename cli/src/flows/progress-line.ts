/** How far long work has come, at most once a second: `12,000 of 100,000, 2,100 a second, 42 s left`. */
export class ProgressLine {
	private readonly began: number;
	private shownAt: number;

	constructor(
		private readonly say: (line: string) => void,
		private readonly clock: () => number = () => performance.now(),
	) {
		this.began = clock();
		this.shownAt = this.began;
	}

	at(done: number, total: number | null): void {
		const now = this.clock();
		if (now - this.shownAt < 1_000) return;
		this.shownAt = now;
		this.say(progressText(done, total, (now - this.began) / 1_000));
	}

	get seconds(): number {
		return Math.round(this.clock() - this.began) / 1_000;
	}
}

export function progressText(done: number, total: number | null, seconds: number): string {
	const rate = done / seconds;
	const speed = `${count(rate)} a second`;
	if (total === null || total === 0) return `${count(done)}, ${speed}`;
	const left = rate > 0 ? `, ${count(Math.ceil((total - done) / rate))} s left` : '';
	return `${count(done)} of ${count(total)}, ${speed}${left}`;
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
