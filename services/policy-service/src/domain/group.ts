/** An employer, by the number that the payer gave it. */
export interface Group {
	readonly id: string;
	readonly number: string;
	readonly name: string;
}

/** A group as stored and as it shall be; without a version it is new. */
export interface GroupChange {
	readonly before: Group | null;
	readonly version: number;
	readonly after: Group;
}
