import type { DocumentName } from '@claims-askes/sdk/ndjson';
import { Totals } from '../convert/totals';
import { type DocumentWriter, NotInFormat, tellWarnings } from '../convert/writers';
import type { InputProblem } from '../reading/problem';
import type { TextOutput } from '../text-output';

export interface ExportSummary {
	readonly documents: number;
	readonly lines: number;
	readonly charges: Readonly<Record<string, string>>;
	readonly paid: Readonly<Record<string, string>>;
	/** Documents that the format has no room for, as a pharmacy claim in X12. */
	readonly left_out: number;
	/** Texts that were not written as they are stored. */
	readonly warnings: number;
}

export interface ExportOutput {
	leftOut(id: string, why: string): void;
	warning(problem: InputProblem): void;
	progress(documents: number): void;
}

const TELL_EVERY = 5_000;

/** Writes documents as they come; the next is asked for when the last has been taken. */
export async function writeDocuments(
	name: DocumentName,
	documents: AsyncIterable<unknown>,
	{ writer, output, told }: { writer: DocumentWriter; output: TextOutput; told: ExportOutput },
): Promise<ExportSummary> {
	const totals = new Totals();
	const counts = { documents: 0, left_out: 0, warnings: 0 };
	const warn = () => {
		counts.warnings += tellWarnings(writer, (problem) => told.warning(problem));
	};
	for await (const document of documents) {
		try {
			await output.write(writer.write(name, document));
			warn();
		} catch (error) {
			if (!(error instanceof NotInFormat)) throw error;
			counts.left_out++;
			told.leftOut((document as { claim_id?: string }).claim_id ?? '?', error.message);
			continue;
		}
		totals.add(name, document);
		if (++counts.documents % TELL_EVERY === 0) told.progress(counts.documents);
	}
	await output.write(writer.end());
	warn();
	const { lines, charges, paid } = totals;
	return { ...counts, lines, charges, paid };
}
