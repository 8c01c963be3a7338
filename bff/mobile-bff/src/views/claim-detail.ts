import type { Call } from '@claims-askes/chassis/http/caller';
import { part, whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';

/** A claim on a phone: the sums, and a line for each service. Before the decision the lines are what was billed. */
export async function claimDetail({ peers }: Platform, id: string, call: Call) {
	const askes = peers.onBehalfOf(call);
	const [claim, decision] = await Promise.all([
		whole(askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id } } })),
		part(
			askes.adjudication.GET('/api/v1/claims/{claim_id}/decision', { params: { path: { claim_id: id } } }),
		),
	]);
	const { claim_number, status, currency, total_charge, content } = claim;
	const decided = decision.value;
	const lines = decided
		? decided.lines.map((line): [string, string, string] => [line.procedure_code, line.billed, line.paid])
		: content.lines.map((line): [string, string, string] => [
				line.procedure_code ?? line.revenue_code ?? '',
				line.charge,
				'',
			]);
	return {
		number: claim_number,
		status,
		currency,
		billed: total_charge,
		plan_pays: decided?.totals.paid ?? null,
		you_owe: decided?.totals.member_owes ?? null,
		lines,
	};
}
