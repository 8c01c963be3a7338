import type { AdjustmentGroup, Reason } from '@claims-askes/engine';
import type { Ground } from './refusal';

/** What a person said when denying a claim that waited for them. */
export interface PersonsDenial {
	readonly carc: string;
	readonly group: Extract<AdjustmentGroup, 'CO' | 'PR' | 'OA'>;
	readonly remarks?: readonly string[] | undefined;
}

/** A line of a decision that waits, as it is published. */
export interface WaitingLine {
	readonly number: number;
	readonly denial: Reason | null;
	readonly pends: readonly Reason[];
}

/** The person's code under the rule that asked for a person; a line that a rule had denied keeps its own. */
export const groundsOf = ({ carc, group, remarks }: PersonsDenial, lines: readonly WaitingLine[]): Ground[] =>
	lines.map(({ number, pends, denial }) => ({
		line: number,
		rule: denial?.rule ?? pends[0]?.rule ?? 'R31',
		carc: denial?.carc ?? carc,
		group,
		...(remarks && { remarks }),
	}));
