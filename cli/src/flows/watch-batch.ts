import type { AskesClients } from '@claims-askes/sdk';
import { Failure } from '../failure';
import { answered } from './answered';
import { UNDECIDED, UNPAID } from './claims/on-the-way';
import { lookUntil } from './look-until';

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
	const { seen, isDone } = await lookUntil({
		look: async () => {
			const { data } = await askes.claims.GET('/api/v1/claim-batches/{id}', { params: { path: { id } } });
			return answered(data);
		},
		inWords: ({ statuses }) =>
			Object.entries(statuses)
				.map(([status, count]) => `${status} ${count}`)
				.join(', '),
		isDone: ({ statuses }) =>
			Object.entries(statuses).every(([status, count]) => count === 0 || !onTheWay.has(status)),
		timeoutMs,
		onChange,
	});
	return { batch: seen, isDone };
}

async function newestBatch(askes: AskesClients): Promise<string> {
	const { data } = await askes.claims.GET('/api/v1/claim-batches', { params: { query: { limit: 1 } } });
	const [newest] = data?.data ?? [];
	if (!newest) throw new Failure('refused', 'NO_BATCH', 'no claims have been imported yet');
	return newest.id;
}
