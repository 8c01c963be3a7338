/** A reason of a decision in the codes of a market or payer. */
export interface ReasonToTell {
	/** Null: of the claim as a whole. */
	readonly line: number | null;
	readonly group: string | null;
	readonly carc: string;
	readonly code: string;
	readonly text: string;
}

/** The reasons under the name of the list that their codes are from. */
export function localReasonsPage(name: string, reasons: readonly ReasonToTell[]): string {
	const rows = reasons.map(({ line, group, carc, code, text }) => ({
		place: line === null ? 'the claim' : `line ${line}`,
		ours: group === null ? carc : `${group}-${carc}`,
		theirs: `${code}  ${text}`,
	}));
	const width = (of: 'place' | 'ours') => Math.max(0, ...rows.map((row) => row[of].length));
	const [place, ours] = [width('place'), width('ours')];
	return [
		`In the codes of ${name}`,
		...rows.map((row) => `  ${row.place.padEnd(place)}  ${row.ours.padEnd(ours)}  ${row.theirs}`),
		...(rows.length === 0 ? ['  there are none for this decision'] : []),
	].join('\n');
}
