import type { Queryable } from '@claims-askes/chassis/db/connect';

/** A document that was stored for a claim. */
export interface ClaimDocument {
	readonly claim_id: string;
	readonly document_id: string;
	readonly kind: string;
}

export async function keepDocuments(tx: Queryable, documents: readonly ClaimDocument[]): Promise<void> {
	if (documents.length === 0) return;
	await tx`
		insert into claim_documents (claim_id, document_id, kind)
		select claim_id, document_id, kind
		from jsonb_to_recordset(${JSON.stringify(documents)}::text::jsonb) as stored (claim_id uuid, document_id uuid, kind text)
		on conflict (claim_id, document_id) do nothing`;
}

/** The kinds of documents that were stored for these claims, each once and in the order of their names, by claim. */
export async function kindsReceived(
	sql: Queryable,
	claimIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
	const rows = await sql<{ claim_id: string; kinds: string[] }[]>`
		select claim_id, array_agg(distinct kind order by kind) as kinds from claim_documents
		where claim_id = any (${claimIds as string[]}::uuid[]) group by claim_id`;
	return new Map(rows.map(({ claim_id, kinds }) => [claim_id, kinds]));
}
