import {
	type Adjustment,
	type AdjustmentGroup,
	type Claim,
	type Decision,
	ENGINE_VERSION,
	type LineDecision,
	type Rejection,
	type Shortage,
	type Trace,
	type TraceAction,
} from '@claims-askes/engine';
import { sum, ZERO } from '@claims-askes/kernel/money';

/** A decision with the trace of how it came about. */
export type TracedDecision = Decision & {
	readonly trace: Trace;
	readonly shortages?: readonly Shortage[];
};

/** Why a line is denied as a whole, and who bears it. */
export interface Ground extends Pick<Adjustment, 'group' | 'carc' | 'rule' | 'remarks'> {
	readonly line: number;
}

/** Unprocessable as it stands: the remark that goes with CARC 16 where none is more exact. */
const UNPROCESSABLE = ['MA130'];
const UNKNOWN: Rejection = { rule: 'R1', carc: '16', line: null };

/**
 * A claim that can never be processed, but has passed intake: it is denied with the reasons, so that a decision exists.
 * Refusing at the door is intake's alone.
 */
export function refusalOf(claim: Claim, reasons: readonly Rejection[]): TracedDecision {
	const [first = UNKNOWN] = reasons;
	const grounds = claim.lines.map(({ n }): Ground => {
		const { rule, carc, remarks = UNPROCESSABLE } = reasons.find(({ line }) => line === n) ?? first;
		return { line: n, group: 'CO', carc, rule, remarks };
	});
	return denialOf(claim, grounds, 'rejected');
}

/** Every line is denied as a whole, before anything is priced, on the ground given for it. */
export function denialOf(
	claim: Claim,
	grounds: readonly Ground[],
	did: Extract<TraceAction, 'rejected' | 'denied'>,
): TracedDecision {
	const lines = claim.lines.flatMap((line) => {
		const ground = grounds.find(({ line: number }) => number === line.n);
		return ground ? deniedLine(line.n, line.billed ?? ZERO, ground) : [];
	});
	const adjustments = lines.flatMap((line) => line.adjustments);
	const borneBy = (group: AdjustmentGroup) =>
		sum(adjustments.filter((adjustment) => adjustment.group === group).map(({ amount }) => amount));
	return {
		claim_id: claim.id,
		case_id: claim.case_id ?? claim.id,
		outcome: 'denied',
		lines,
		adjustments: [],
		totals: {
			billed: sum(lines.map(({ billed }) => billed)),
			allowed: ZERO,
			paid: ZERO,
			member_owes: borneBy('PR'),
			provider_writes_off: borneBy('CO'),
			other: borneBy('OA'),
		},
		movements: [],
		alerts: [],
		trace: traceOf(grounds, did),
	};
}

const deniedLine = (n: number, billed: LineDecision['billed'], ground: Ground): LineDecision => ({
	n,
	outcome: 'deny',
	billed,
	benefit: null,
	allowed: ZERO,
	adjustments: billed === ZERO ? [] : [adjustmentOf(ground, billed)],
	paid: ZERO,
	member_owes: ground.group === 'PR' ? billed : ZERO,
	funding: {},
	denial: { rule: ground.rule, carc: ground.carc },
});

const adjustmentOf = (
	{ group, carc, rule, remarks }: Ground,
	amount: LineDecision['billed'],
): Adjustment => ({
	group,
	carc,
	amount,
	rule,
	...(remarks && { remarks }),
});

const traceOf = (grounds: readonly Ground[], did: TraceAction): Trace => ({
	versions: { engine: ENGINE_VERSION, plan: '', contracts: [], codes: '' },
	entries: grounds.map(({ rule, carc, line }) => ({
		rule,
		line,
		did,
		saw: null,
		carcs: [carc],
		before: null,
		after: null,
	})),
});
