import type { ReplayDifference, Replayed } from './replay-decisions';

type Step = NonNullable<NonNullable<ReplayDifference['parting']>['before']>;

/** A decision that comes out otherwise: which, where it parts, what was done there then and what is done now. */
export function differencePage({
	claim_number,
	decision_id,
	engine_version,
	is_decided_otherwise,
	differs_in,
	parting,
}: ReplayDifference): string {
	const head = `${claim_number} (decision ${decision_id}, engine ${engine_version})`;
	if (!parting) return `${head}: ${differs_in.map((part) => PARTS[part]).join('; ')}`;
	const line = parting.line === null ? 'the claim as a whole' : `line ${parting.line}`;
	const what = is_decided_otherwise ? 'parts at' : 'comes out the same, and is told otherwise at';
	return [
		`${head} ${what} ${parting.rule}, ${line}`,
		`  then: ${stepText(parting.before)}`,
		`  now:  ${stepText(parting.after)}`,
	].join('\n');
}

/** What came of a replay: that another decision comes out is a fault, that another engine tells the same otherwise is not. */
export function replaySummary(
	{ checked, different, decidedOtherwise, toldByAnother, engine }: Replayed,
	seconds: number,
): string {
	if (different === 0) return `${checked} decisions came out the same, in ${seconds} s`;
	const told = different - decidedOtherwise - toldByAnother;
	return [
		`${decidedOtherwise} of ${checked} decisions come out otherwise, ${different - decidedOtherwise} the same but told otherwise, in ${seconds} s`,
		...(told > 0
			? [`${told} of them were made by this engine (${engine}), and have to be told the same`]
			: []),
		...(toldByAnother > 0
			? [
					`notice: ${toldByAnother} were made by another engine than ${engine}: the same decisions to the byte, told in its own way`,
				]
			: []),
	].join('\n');
}

/** Where no rule or step parts: what is stored otherwise than it comes out of them. */
const PARTS = {
	lines: 'every rule and step is the same, but not the lines as they were published',
	outcome: 'another outcome is stored than it comes to',
	currency: 'another currency is stored than it was decided in',
	totals: 'other totals are stored than its lines come to',
	movements: 'other balances were moved than it comes to',
	history: 'later claims look back on other lines than it leaves',
	record: 'what it was made of cannot be read',
	plan: 'the version of the plan that it was made by is gone',
} as const satisfies Record<ReplayDifference['differs_in'][number], string>;

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
