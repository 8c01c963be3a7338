import { csvLine } from '@claims-askes/sdk/csv';
import { type Decision, decisionRows } from './decision-rows';

type Write = (text: string) => Promise<void>;

/** Writes decisions one after the other: whole, one a line, or a row for each line, as JSON or under the first one's columns. */
export function decisionWriter(
	as: 'ndjson' | 'csv' | 'rows',
	write: Write,
): (decision: Decision) => Promise<void> {
	if (as === 'ndjson') return (decision) => write(`${JSON.stringify(decision)}\n`);
	let columns: readonly string[] | undefined;
	return async (decision) => {
		for (const row of decisionRows(decision)) {
			if (as === 'csv' && !columns) await write(csvLine(Object.keys(row)));
			columns ??= Object.keys(row);
			const values = columns.map((column) => row[column] ?? undefined);
			await write(as === 'csv' ? csvLine(values) : `${JSON.stringify(row)}\n`);
		}
	};
}
