import type { AskesClients } from '@claims-askes/sdk';
import { Failure } from '../failure';

/** Still on its way to a decision, or decided a moment ago and not yet with payment: a run begun now would miss it. */
const UNDECIDED: ReadonlySet<string> = new Set([
	'received',
	'adjudicating',
	'approved',
	'partially_approved',
]);
const UNPAID: ReadonlySet<string> = new Set([...UNDECIDED, 'scheduled']);
const LOOK_EVERY_MS = 250;

export interface WatchOptions {
	readonly batchId: string | undefined;
	readonly until: 'decided' | 'paid';
	readonly timeoutMs: number;
	readonly onChange: (line: string) => void;
}

/** Looks at a batch until its claims have come as far as asked, and says whenever something moved. */
export async function watchBatch(askes: AskesClients, { batchId, until, timeoutMs, onChange }: WatchOptions) {
	const id = batchId ?? (await newestBatch(askes));
	const onTheWay = until === 'decided' ? UNDECIDED : UNPAID;
	const deadline = performance.now() + timeoutMs;
	let shown = '';
	for (;;) {
		const { data } = await askes.claims.GET('/api/v1/claim-batches/{id}', { params: { path: { id } } });
		if (!data) throw new Error('claims-service answered nothing');
		const batch = data.data;
		const statuses = Object.entries(batch.statuses) as [string, number][];
		const line = statuses.map(([status, count]) => `${status} ${count}`).join(', ');
		if (line !== shown) onChange(line);
		shown = line;
		const isDone = statuses.every(([status, count]) => count === 0 || !onTheWay.has(status));
		if (isDone || performance.now() > deadline) return { batch, isDone };
		await Bun.sleep(LOOK_EVERY_MS);
	}
}

async function newestBatch(askes: AskesClients): Promise<string> {
	const { data } = await askes.claims.GET('/api/v1/claim-batches', { params: { query: { limit: 1 } } });
	const [newest] = data?.data ?? [];
	if (!newest) throw new Failure('refused', 'NO_BATCH', 'no claims have been imported yet');
	return newest.id;
}
