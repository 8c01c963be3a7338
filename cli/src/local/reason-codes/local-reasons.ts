import { type Caused, type ReasonCodeMap, reasonReader } from '@claims-askes/contracts/reason-code-map';
import type { Explanation } from '../../flows/explanation/explanation';
import type { ReasonToTell } from '../../flows/explanation/local-reasons-page';

/** Every reason of a decision that the map has a code of its own for, line by line, those of the whole claim last. */
export function localReasonsOf({ decision }: Explanation, map: ReasonCodeMap): ReasonToTell[] {
	const read = reasonReader(map);
	const told = (line: number | null) => (reason: Caused) => {
		const local = read(reason);
		const { carc, group = null } = reason;
		return local ? [{ line, group, carc, code: local.code, text: local.text }] : [];
	};
	return [
		...decision.lines.flatMap(({ number, adjustments, denial, pends, warnings }) =>
			// What a denial takes off the bill is told with who bears it.
			[
				...adjustments,
				...(denial && adjustments.length === 0 ? [denial] : []),
				...pends,
				...warnings,
			].flatMap(told(number)),
		),
		...decision.adjustments.flatMap(told(null)),
	];
}
