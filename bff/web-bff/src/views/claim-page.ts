import type { Call } from '@claims-askes/chassis/http/caller';
import { part, whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

/**
 * A claim with all that a screen shows of it. Its parts are asked at once, by the claim's id; a claim that was asked for by
 * its number takes one call more, and so does one that was decided before. Without the claim itself there is no page,
 * without a part there is.
 */
export async function claimPage({ peers }: Platform, reference: string, call: Call) {
	const askes = peers.onBehalfOf(call);
	const known = whole(askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: reference } } }));
	const id = reference.startsWith('CLM-') ? (await known).id : reference;
	const moves = part(askes.claims.GET('/api/v1/claims/{id}/history', { params: { path: { id } } }));
	const [claim, history, earlier, decision, eob, documents] = await Promise.all([
		known,
		moves,
		moves.then(({ value }) =>
			timesDecided(value ?? []) > 1
				? part(
						askes.adjudication.GET('/api/v1/claims/{claim_id}/earlier-decisions', {
							params: { path: { claim_id: id } },
						}),
					)
				: { value: [], state: 'ok' as const },
		),
		part(
			askes.adjudication.GET('/api/v1/claims/{claim_id}/decision', { params: { path: { claim_id: id } } }),
		),
		part(askes.payments.GET('/api/v1/claims/{claim_id}/eob', { params: { path: { claim_id: id } } })),
		part(askes.documents.GET('/api/v1/documents', { params: { query: { claim_id: id, limit: 50 } } })),
	]);
	return {
		claim,
		history: history.value ?? [],
		decision: decision.value,
		earlier: earlier.value ?? [],
		eob: eob.value,
		documents: documents.value ?? [],
		parts: {
			history: history.state,
			decision: decision.state,
			earlier: earlier.state,
			eob: eob.state,
			documents: documents.state,
		},
	};
}

const DECIDED: ReadonlySet<string> = new Set([
	...['pended', 'approved', 'partially_approved', 'denied', 'voided', 'replaced'],
]);

/** As the claim's moves tell: what was decided once, as nearly every claim, has nothing before it. */
const timesDecided = (moves: readonly { readonly to: string }[]): number =>
	moves.filter(({ to }) => DECIDED.has(to)).length;
