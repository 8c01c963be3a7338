import type { CodeLookup } from '@claims-askes/engine';
import type { DecisionRecord } from '../decision-record';
import type { CodeShelf } from './code-shelf';

/** The code sets by which these decisions were made, release by release. */
export async function lookupsOf(
	shelf: Pick<CodeShelf, 'named'>,
	records: readonly DecisionRecord[],
): Promise<(record: DecisionRecord) => CodeLookup | undefined> {
	const lookups = new Map<string, CodeLookup>();
	for (const { codes = [] } of records) {
		const key = codes.join(' ');
		if (key !== '' && !lookups.has(key)) lookups.set(key, (await shelf.named(codes)).lookup);
	}
	return ({ codes = [] }) => lookups.get(codes.join(' '));
}
