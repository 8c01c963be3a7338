/** One line of what a service tells of itself. */
export interface Sample {
	readonly name: string;
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
}

const LINE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+([+-]?(?:Inf|NaN|[\d.]+(?:e[+-]?\d+)?))(?:\s|$)/i;
const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPED: Readonly<Record<string, string>> = { n: '\n' };

/** Reads Prometheus' text format; what is no sample, as comments, is passed over. */
export function* readMetrics(text: string): Generator<Sample> {
	for (const line of text.split('\n')) {
		const [, name, labels = '', value] = (!line.startsWith('#') && LINE.exec(line)) || [];
		if (name !== undefined) yield { name, labels: readLabels(labels), value: readValue(value) };
	}
}

const readLabels = (text: string): Record<string, string> =>
	Object.fromEntries(
		Array.from(text.matchAll(LABEL), ([, name = '', value = '']) => [
			name,
			value.replace(/\\(.)/g, (_, escaped: string) => ESCAPED[escaped] ?? escaped),
		]),
	);

/** JavaScript's words for what is infinite are others. */
const readValue = (text = ''): number => Number(text.replace(/^([+-]?)Inf$/, '$1Infinity'));
