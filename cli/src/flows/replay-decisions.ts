import type { AskesClients } from '@claims-askes/sdk';
import type { Span } from './span-of-days';

type Page = NonNullable<Awaited<ReturnType<typeof readPage>>>;
export type ReplayDifference = Page['differences'][number];

export interface Replayed {
	readonly checked: number;
	readonly different: number;
	/** How many of these are another decision; the others are the same, and only told otherwise by their trace. */
	readonly decidedOtherwise: number;
	/** How many of those that are only told otherwise were made by another engine, whose trace may be another. */
	readonly toldByAnother: number;
	/** The engine that made them again. */
	readonly engine: string;
	/** The first of them. */
	readonly differences: readonly ReplayDifference[];
}

export interface ReplayOptions {
	readonly mostTold: number;
	readonly onProgress: (checked: number, total: number | null) => void;
	readonly onDifference: (difference: ReplayDifference) => void;
}

const AT_ONCE = 1_000;

/** Has the decisions of a span made again, page by page, and tells where one comes out otherwise. */
export async function replayDecisions(
	askes: AskesClients,
	span: Span,
	{ mostTold, onProgress, onDifference }: ReplayOptions,
): Promise<Replayed> {
	const differences: ReplayDifference[] = [];
	let checked = 0;
	let different = 0;
	let decidedOtherwise = 0;
	let toldByAnother = 0;
	let engine = '';
	let total: number | null = null;
	let cursor: string | null = null;
	do {
		const page: Page = await readPage(askes, span, cursor);
		total ??= page.total;
		checked += page.checked;
		different += page.differences.length;
		decidedOtherwise += page.differences.filter((one) => one.is_decided_otherwise).length;
		engine = page.engine_version;
		const isByAnother = (one: ReplayDifference) => !one.is_decided_otherwise && one.engine_version !== engine;
		toldByAnother += page.differences.filter(isByAnother).length;
		for (const difference of page.differences) {
			if (differences.length === mostTold) break;
			differences.push(difference);
			onDifference(difference);
		}
		onProgress(checked, total);
		cursor = page.next_cursor;
	} while (cursor !== null);
	return { checked, different, decidedOtherwise, toldByAnother, engine, differences };
}

async function readPage(askes: AskesClients, span: Span, cursor: string | null) {
	const { data } = await askes.adjudication.POST('/api/v1/replays', {
		body: { ...span, limit: AT_ONCE, ...(cursor !== null && { cursor }) },
	});
	if (!data) throw new Error('adjudication-service answered nothing');
	return data.data;
}
