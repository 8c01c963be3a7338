import type { Extra } from '../../claim';

/** Kept segments as lines in which amounts compare as numbers: `45`, `45.00` and `045.0` are one. */
export const keptLines = (extras: readonly Extra[] = []): string[] =>
	extras.map(
		({ path, value }) => `${path} ${JSON.stringify(value).replaceAll(/"-?\d*\.?\d+\.?"/g, sameNumber)}`,
	);

const sameNumber = (quoted: string) => {
	const text = quoted.slice(1, -1);
	return text.includes('.') ? `"${String(Number(text))}"` : quoted;
};
