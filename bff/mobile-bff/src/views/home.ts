import type { Call } from '@claims-askes/chassis/http/caller';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import { part, whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

const SHOWN = 5;

/** The first screen: both calls go out at once. Who is not a member sees claims alone. */
export async function home({ peers, now, config }: Platform, call: Call) {
	const askes = peers.onBehalfOf(call);
	const { only } = call.caller;
	const [claims, member] = await Promise.all([
		whole(askes.claims.GET('/api/v1/claims', { params: { query: { limit: SHOWN } } })),
		only && 'member_id' in only
			? part(askes.members.GET('/api/v1/members/{id}', { params: { path: { id: only.member_id } } }))
			: null,
	]);
	const today = dayIn(config.PAYER_TIME_ZONE, now());
	const coverages = (member?.value?.coverages ?? []).filter(
		({ from, to }) => from <= today && (to === null || to >= today),
	);
	return {
		name: member?.value?.given_name ?? null,
		covered_until: coverages.some(({ to }) => to === null) ? null : lastDayOf(coverages),
		is_covered: member?.value ? coverages.length > 0 : null,
		coverages: coverages.map(({ product, plan_id, to }) => ({ product, plan: plan_id, covered_until: to })),
		claims: claims.map((claim) => ({
			id: claim.id,
			number: claim.claim_number,
			status: claim.status,
			date: claim.service_from,
			billed: claim.total_charge,
			paid: claim.paid,
			currency: claim.currency,
		})),
	};
}

const lastDayOf = (coverages: readonly { readonly to: string | null }[]): string | null =>
	coverages
		.map(({ to }) => to)
		.toSorted()
		.at(-1) ?? null;
