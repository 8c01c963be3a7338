/** What a decision leaves behind for later claims of the member. */
import type { Claim, Decision, HistoryLine } from './types';

/** A rejected or waiting claim leaves nothing; of a pended one every line waits. */
export function historyOf(claim: Claim, decision: Decision): HistoryLine[] {
	const isPended = decision.outcome === 'pended';
	return decision.lines.flatMap((decided) => {
		const line = claim.lines.find(({ n }) => n === decided.n);
		if (!line) return [];
		return {
			claim_id: claim.id,
			n: line.n,
			member_id: claim.member_id,
			provider_id: claim.provider_id,
			from: line.from,
			to: line.to,
			code: line.code,
			modifiers: line.modifiers ?? [],
			units: line.units ?? 1,
			billed: decided.billed,
			benefit: decided.benefit ?? undefined,
			outcome: isPended ? 'pend' : decided.outcome,
			case_id: decision.case_id,
			stay: claim.stay,
			diagnosis: claim.diagnoses[0],
			...cutDaysOf(decision, decided.n),
			voided: false,
		};
	});
}

function cutDaysOf({ cutDays = [] }: Decision, n: number): Pick<HistoryLine, 'cut_days' | 'cut_days_of'> {
	const cut = cutDays.find(({ line }) => line === n);
	return {
		...(cut && { cut_days: cut.days }),
		...(cut?.byLimit && { cut_days_of: cut.byLimit }),
	};
}
