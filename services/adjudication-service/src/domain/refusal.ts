import type { Claim, Decision, LineDecision, Rejection, Trace } from '@claims-askes/engine';
import { ENGINE_VERSION } from '@claims-askes/engine';
import { type Minor, sum, ZERO } from '@claims-askes/kernel/money';

/** Unprocessable as it stands: the remark that goes with CARC 16 where none is more exact. */
const UNPROCESSABLE = ['MA130'];

/**
 * A claim that can never be processed, but has passed intake: it is denied with the reasons, so that a decision exists.
 * Refusing at the door is intake's alone.
 */
export function denialOf(claim: Claim, reasons: readonly Rejection[]): Decision & { readonly trace: Trace } {
	const lines = claim.lines.map((line): LineDecision => {
		const { rule, carc, remarks } = reasons.find((reason) => reason.line === line.n) ?? reasons[0] ?? UNKNOWN;
		const billed = line.billed ?? ZERO;
		const adjustment = {
			group: 'CO',
			carc,
			amount: billed,
			rule,
			remarks: remarks ?? UNPROCESSABLE,
		} as const;
		return {
			n: line.n,
			outcome: 'deny',
			billed,
			benefit: null,
			allowed: ZERO,
			adjustments: billed === ZERO ? [] : [adjustment],
			paid: ZERO,
			member_owes: ZERO,
			funding: {},
			denial: { rule, carc },
		};
	});
	const billed: Minor = sum(lines.map((line) => line.billed));
	return {
		claim_id: claim.id,
		case_id: claim.case_id ?? claim.id,
		outcome: 'denied',
		lines,
		adjustments: [],
		totals: {
			billed,
			allowed: ZERO,
			paid: ZERO,
			member_owes: ZERO,
			provider_writes_off: billed,
			other: ZERO,
		},
		movements: [],
		alerts: [],
		trace: traceOf(reasons),
	};
}

const UNKNOWN: Rejection = { rule: 'R1', carc: '16', line: null };

const traceOf = (reasons: readonly Rejection[]): Trace => ({
	versions: { engine: ENGINE_VERSION, plan: '', contracts: [], codes: '' },
	entries: reasons.map(({ rule, carc, line }) => ({
		rule,
		line,
		did: 'rejected',
		saw: null,
		carcs: [carc],
		before: null,
		after: null,
	})),
});
