import { withThousands } from '../../flows/explanation/page-money';

/** What is not known is not zero. */
const UNKNOWN = '–';

const told = <T>(value: T | null | undefined, words: (value: T) => string): string =>
	value === null || value === undefined ? UNKNOWN : words(value);

export const asCount = (count: number | null | undefined): string =>
	told(count, (known) => withThousands(String(Math.round(known))));

/** To three digits, as no eye needs more of what moves. */
export const asRate = (perSecond: number | null | undefined): string =>
	told(perSecond, (known) =>
		known === 0 || known >= 99.95
			? withThousands(String(Math.round(known)))
			: known.toFixed(known < 9.995 ? 2 : 1),
	);

export const asShare = (share: number | null): string =>
	told(share, (known) => `${(known * 100).toFixed(0)} %`);

export const asTime = (ms: number | null): string =>
	told(ms, (known) =>
		known < 1_000 ? `${known.toFixed(known < 9.95 ? 1 : 0)} ms` : `${(known / 1_000).toFixed(1)} s`,
	);

export const asMemory = (bytes: number | null): string =>
	told(bytes, (known) => `${Math.round(known / 1_048_576)} MB`);

const BARS = '▁▂▃▄▅▆▇█';

/** The last values that fit, each as high as it is beside the largest of them; nothing at all has no height. */
export function sparkline(values: readonly number[], width: number): string {
	const shown = width > 0 ? values.slice(-width) : [];
	const highest = Math.max(...shown, 0);
	const barOf = (value: number) =>
		BARS[Math.min(Math.ceil((value / highest) * BARS.length), BARS.length) - 1];
	return shown.map((value) => (value > 0 ? barOf(value) : ' ')).join('');
}
