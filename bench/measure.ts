/** What several runs of one thing came to. */
export interface Sample {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

export function sampleOf(values: readonly number[]): Sample {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (index: number) => sorted[index] ?? Number.NaN;
	const middle = sorted.length / 2;
	const median = sorted.length % 2 === 1 ? at(Math.floor(middle)) : (at(middle - 1) + at(middle)) / 2;
	return { median, least: at(0), most: at(sorted.length - 1) };
}

/** `123 (120–140) ms` */
export const shown = ({ median, least, most }: Sample, unit: string): string =>
	`${round(median)} (${round(least)}–${round(most)}) ${unit}`;

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Runs something so often, after one run that does not count, and answers the milliseconds of each. */
export async function timeRuns(runs: number, work: () => Promise<unknown>): Promise<Sample> {
	await work();
	const times: number[] = [];
	for (let run = 0; run < runs; run++) {
		const began = performance.now();
		await work();
		times.push(performance.now() - began);
	}
	return sampleOf(times);
}

export const RUNS = Number(Bun.env.RUNS ?? 5);
