import type { Revision } from '@claims-askes/kernel/revision';

/** An employer, by the number that the payer gave it. */
export interface Group {
	readonly id: string;
	readonly number: string;
	readonly name: string;
}

export type GroupChange = Revision<Group>;
