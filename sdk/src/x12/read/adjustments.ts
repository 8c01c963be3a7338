import type { Adjustment, AdjustmentGroup } from '../../claim';
import { codeTable } from '../codes/code-table';
import { laters } from '../element-plan';
import type { Segment } from '../segment';

const MOST_ADJUSTMENTS = 99;

/** CAS01. */
export const GROUPS = codeTable<AdjustmentGroup>([
	['CO', 'CO'],
	['PR', 'PR'],
	['OA', 'OA'],
	['PI', 'PI'],
	['CR', 'CR'],
]);

/** CAS: one group, then up to six times reason, amount and quantity. */
export function readAdjustments(segment: Segment, into: Adjustment[], decimals: number): boolean {
	const group = GROUPS.word(segment.code(1));
	if (!group) {
		segment.fault('CODE_INVALID', 1);
		return false;
	}
	for (let at = 2; at <= 17; at += 3) {
		if (!segment.has(at) && !segment.has(at + 1)) continue;
		const carc = segment.string(at, 5);
		const amount = segment.signedAmount(at + 1, decimals);
		if (!carc || amount === undefined || into.length >= MOST_ADJUSTMENTS) {
			if (segment.faults.length === 0) segment.fault('ELEMENT_MISSING', carc ? at + 1 : at);
			return false;
		}
		const quantity = segment.has(at + 2) ? segment.signedQuantity(at + 2) : undefined;
		into.push(quantity === undefined ? { group, carc, amount } : { group, carc, amount, quantity });
	}
	return true;
}

export const ADJUSTMENTS = laters(...Array.from({ length: 19 }, (_, at) => at + 1));
