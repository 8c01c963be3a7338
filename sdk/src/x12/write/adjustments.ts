import type { Adjustment } from '../../claim';
import { groupBy } from './group-by';
import { type OutElement, type OutSegment, out } from './x12-writer';

const PER_SEGMENT = 6;

/** CAS segments: adjustments of one group together, up to six in a segment, in the order the groups first appear. */
export function adjustmentSegments(adjustments: readonly Adjustment[]): OutSegment[] {
	const segments: OutSegment[] = [];
	for (const some of groupBy(adjustments, ({ group }) => group)) {
		for (let at = 0; at < some.length; at += PER_SEGMENT) {
			const elements: OutElement[] = [some[0]?.group];
			for (const { carc, amount, quantity } of some.slice(at, at + PER_SEGMENT))
				elements.push(carc, amount, quantity);
			segments.push(out('CAS', ...elements));
		}
	}
	return segments;
}
