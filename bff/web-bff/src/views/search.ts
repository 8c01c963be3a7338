import type { Call } from '@claims-askes/chassis/http/caller';
import { type Part, part } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

const SHOWN = 20;
const CLAIM_NUMBER = /^CLM-\d{4}-\d{8,}$/i;
const NOTHING: Part<never[]> = { state: 'ok', value: [] };

/** Finds claims by our number or the submitter's, and people by name; what fits neither is not asked for. */
export async function search({ peers }: Platform, text: string, call: Call) {
	const askes = peers.onBehalfOf(call);
	const isClaimNumber = CLAIM_NUMBER.test(text);
	const query = isClaimNumber ? { claim_number: text.toUpperCase() } : { submitter_claim_id: text };
	const [claims, members] = await Promise.all([
		part(askes.claims.GET('/api/v1/claims', { params: { query: { ...query, limit: SHOWN } } })),
		isClaimNumber
			? NOTHING
			: part(askes.members.POST('/api/v1/members/searches', { body: { name: text, limit: SHOWN } })),
	]);
	return {
		claims: claims.value ?? [],
		members: members.value ?? [],
		parts: { claims: claims.state, members: members.state },
	};
}
