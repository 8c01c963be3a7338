import type { ReplayDifference } from './replay-decisions';

type Step = NonNullable<NonNullable<ReplayDifference['parting']>['before']>;

/** A decision that comes out otherwise: which, where it parts, what was done there then and what is done now. */
export function differencePage({
	claim_number,
	decision_id,
	engine_version,
	is_decided_otherwise,
	parting,
}: ReplayDifference): string {
	const head = `${claim_number} (decision ${decision_id}, engine ${engine_version})`;
	if (!parting) return `${head}: every rule and step is the same, but not the decision as it was published`;
	const line = parting.line === null ? 'the claim as a whole' : `line ${parting.line}`;
	const what = is_decided_otherwise ? 'parts at' : 'comes out the same, and is told otherwise at';
	return [
		`${head} ${what} ${parting.rule}, ${line}`,
		`  then: ${stepText(parting.before)}`,
		`  now:  ${stepText(parting.after)}`,
	].join('\n');
}

/** Amounts in minor units, as the trace holds them. */
function stepText(step: Step | null): string {
	if (!step) return 'nothing';
	const { rule, line, did, carcs, before, after, saw } = step;
	return [
		`${rule}${line === null ? '' : ` line ${line}`} ${did}`,
		carcs.length > 0 && carcs.join(' '),
		(before !== null || after !== null) && `${before ?? '-'} → ${after ?? '-'}`,
		saw !== null && `saw ${JSON.stringify(saw)}`,
	]
		.filter(Boolean)
		.join(', ');
}
