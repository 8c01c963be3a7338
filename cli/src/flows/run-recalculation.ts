import type { AskesClients } from '@claims-askes/sdk';

export interface ClaimsToDecide {
	readonly member_id?: string;
	readonly family_id?: string;
	readonly provider_id?: string;
	readonly policy_id?: string;
	readonly plan_id?: string;
	readonly claim_ids?: string[];
	readonly from?: string;
}

export interface RunRecalculationOptions {
	readonly timeoutMs: number;
	readonly onProgress: (line: string) => void;
}

const LOOK_EVERY_MS = 200;
const OVER: ReadonlySet<string> = new Set(['done', 'parked']);

/** Asks for claims to be decided again and waits for the end, or for as long as was said: it goes on without us. */
export async function runRecalculation(
	askes: AskesClients,
	which: ClaimsToDecide,
	{ timeoutMs, onProgress }: RunRecalculationOptions,
) {
	const { data: asked } = await askes.adjudication.POST('/api/v1/recalculations', { body: which });
	if (!asked) throw new Error('adjudication-service answered nothing');
	const deadline = performance.now() + timeoutMs;
	let shown = '';
	for (;;) {
		const { data } = await askes.adjudication.GET('/api/v1/recalculations/{id}', {
			params: { path: { id: asked.data.id } },
		});
		if (!data) throw new Error('adjudication-service answered nothing');
		const { status, families, claims } = data.data;
		if (OVER.has(status) || performance.now() > deadline) return data.data;
		const line = `${families.done} of ${families.found} families, ${claims.adjusted} claims adjusted`;
		if (line !== shown) onProgress(line);
		shown = line;
		await Bun.sleep(LOOK_EVERY_MS);
	}
}

/** The ids of claims that are named by id or number. */
export async function claimIdsOf(askes: AskesClients, claims: readonly string[]): Promise<string[]> {
	const found = claims.map(async (claim) => {
		const { data } = await askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: claim } } });
		if (!data) throw new Error('claims-service answered nothing');
		return data.data.id;
	});
	return Promise.all(found);
}
