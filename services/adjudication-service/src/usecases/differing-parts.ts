import { ENGINE_VERSION } from '@claims-askes/engine';
import type { Adjudicated } from '../domain/adjudicate';
import { type KeptHistory, keptHistory, linesOf } from '../domain/kept-history';
import type { StoredForReplay } from '../repositories/replay.repository';
import { bodyOf, totalsIn } from './decision-body';

/**
 * What of a decision may be stored otherwise than it comes out: `lines` are those published with their adjustments,
 * `history` is what later claims look back on. Where its `record` cannot be read or its `plan` is gone, it cannot come out.
 */
export const DIFFERING_PARTS = [
	'lines',
	'outcome',
	'currency',
	'totals',
	'movements',
	'history',
	'record',
	'plan',
] as const;
export type DifferingPart = (typeof DIFFERING_PARTS)[number];

/** Every part of a stored decision is held against the decision made again: whoever reads one part reads no other. */
export function differingParts(stored: StoredForReplay, made: Adjudicated): DifferingPart[] {
	const { decision, prepared } = made;
	const { currency } = prepared.facts;
	const totals = totalsIn(decision.totals, currency);
	const isOther: Partial<Record<DifferingPart, boolean>> = {
		lines: JSON.stringify(bodyOf(prepared.claim, decision, currency)) !== stored.texts.body,
		outcome: decision.outcome !== stored.outcome,
		currency: currency.code !== stored.currency,
		totals: Object.entries(totals).some(
			([name, amount]) => withFourDecimals(amount) !== stored[name as keyof typeof totals],
		),
		movements: textOfAll(decision.movements) !== textOfAll(stored.texts.movements),
		history: historyText(stored, keptHistory(made.history)) !== historyText(stored, stored.history),
	};
	return DIFFERING_PARTS.filter((part) => isOther[part]);
}

function withFourDecimals(amount: string): string {
	const [whole, fraction = ''] = amount.split('.');
	return `${whole}.${fraction.padEnd(4, '0')}`;
}

const textOfAll = (movements: Adjudicated['decision']['movements']): string =>
	JSON.stringify(movements.map(({ key, line, amount }) => [key, line, amount]));

/**
 * As later claims read it: in decisions of before packs the same things stand in another form, and engines of before 1.3.0
 * did not keep which days were cut.
 */
function historyText(stored: StoredForReplay, kept: KeptHistory | null): string {
	if (kept === null) return '';
	const lines = linesOf(stored.claim_id, stored.member_id ?? '', kept).toSorted(
		(a, b) => a.line.n - b.line.n,
	);
	const isTold = (key: string) => !key.startsWith('cut_days') || stored.engine_version === ENGINE_VERSION;
	return JSON.stringify(lines, (key, value) => (isTold(key) ? value : undefined));
}
