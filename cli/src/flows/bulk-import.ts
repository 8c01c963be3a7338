import { Failure } from '../failure';
import { placeIn, type WrittenDocument } from '../local/written-document';

/** What the services take at once. */
const AT_ONCE = 500;

/** What a service says of a part of a list: how many it took in which way, and of each entry in order. */
export interface BulkReport<R> {
	readonly created: number;
	readonly updated: number;
	readonly unchanged: number;
	readonly refused: number;
	readonly results: readonly R[];
}

interface EntryResult {
	readonly problem: { readonly code: string; readonly message: string } | null;
}

/** An entry that the service refused, and where it stands in the file. */
export interface RefusedEntry {
	readonly entry: number;
	readonly line: number | null;
	readonly code: string;
	readonly message: string;
}

export interface BulkSummary {
	read: number;
	created: number;
	updated: number;
	unchanged: number;
	readonly refused: RefusedEntry[];
}

/** The entries of a list that somebody wrote; `what` they should have been is told of any other document. */
export function entriesOf({ file, content }: WrittenDocument, what: string): readonly unknown[] {
	if (Array.isArray(content)) return content;
	throw new Failure('unusable', 'NOT_A_LIST', `${file} is not a list of ${what} in YAML or JSON`, {
		facts: { file },
	});
}

/** Sends a list part by part; one entry that is refused keeps no other out. */
export async function importEntries<R extends EntryResult>(
	document: WrittenDocument,
	entries: readonly unknown[],
	send: (part: readonly unknown[], document: PartOfDocument) => Promise<BulkReport<R>>,
): Promise<BulkSummary> {
	const summary: BulkSummary = { read: 0, created: 0, updated: 0, unchanged: 0, refused: [] };
	for (let at = 0; at < entries.length; at += AT_ONCE) {
		const part = entries.slice(at, at + AT_ONCE);
		const report = await send(part, partOf(document, at));
		summary.read += part.length;
		summary.created += report.created;
		summary.updated += report.updated;
		summary.unchanged += report.unchanged;
		for (const [more, { problem }] of report.results.entries()) {
			const line = document.lineOf(String(at + more));
			if (problem)
				summary.refused.push({ entry: at + more, line, code: problem.code, message: problem.message });
		}
	}
	return summary;
}

type PartOfDocument = Pick<WrittenDocument, 'file' | 'lineOf'>;

/** Of a part, as a service names its places: in the list that it was sent, which began somewhere in the file. */
const partOf = ({ file, lineOf }: WrittenDocument, first: number): PartOfDocument => ({
	file,
	lineOf: (path) => lineOf(path.replace(/^\w+\.(\d+)/, (_, at: string) => String(first + Number(at)))),
});

export const refusalLine = (file: string, { line, code, message }: RefusedEntry): string =>
	`${placeIn(file, line)}: ${code}: ${message}`;
