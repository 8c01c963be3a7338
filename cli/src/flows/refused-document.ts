import { AskesError } from '@claims-askes/sdk';
import { Failure } from '../failure';
import { failureOf } from '../failure-of';
import type { WrittenDocument } from '../local/written-document';

/** Sends a document that somebody wrote; what the service finds wrong with it is told by its lines. */
export async function sendWritten<T>(
	{ file, lineOf }: Pick<WrittenDocument, 'file' | 'lineOf'>,
	send: () => Promise<T>,
): Promise<T> {
	try {
		return await send();
	} catch (error) {
		if (!(error instanceof AskesError) || error.details.length === 0) throw error;
		const refused = failureOf(error) as Failure;
		const details = error.details.map((detail) => ({ ...detail, line: lineOf(detail.field) }));
		throw new Failure(refused.kind, refused.code, refused.message, {
			suggestions: refused.suggestions,
			facts: { ...refused.facts, file, details },
		});
	}
}
