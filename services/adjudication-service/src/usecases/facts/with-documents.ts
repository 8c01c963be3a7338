import type { PreparedClaim } from '../../domain/prepared-claim';

/** The kinds of documents that were stored for claims after these were submitted, by claim. */
export type KindsReceived = (claimIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

/** Gives each claim the documents that came later, beside those that it names itself. */
export async function withDocuments(
	prepared: readonly PreparedClaim[],
	kindsReceived: KindsReceived,
): Promise<PreparedClaim[]> {
	const received = await kindsReceived(prepared.map(({ claim }) => claim.id));
	return prepared.map((one) => {
		const { claim } = one;
		const kinds = received.get(claim.id);
		if (!kinds) return one;
		return { ...one, claim: { ...claim, documents: [...new Set([...(claim.documents ?? []), ...kinds])] } };
	});
}
