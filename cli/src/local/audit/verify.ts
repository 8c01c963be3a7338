import { type CheckedSeal, changedRows, checkSeals } from './check-seals';
import type { Finding, FindingCode } from './findings';
import { type Trail, withTrails } from './trail';
import { type SignedEnds, type SignedSpan, verifyHeads } from './verify-heads';

export interface VerifyOptions extends SignedSpan {
	/** For so long an entry may be without a seal, and a seal without a signature. */
	readonly patienceSeconds: number;
	readonly onFinding: (finding: Finding) => void;
	readonly onProgress?: ((entries: number) => void) | undefined;
}

export interface Verified {
	readonly findings: number;
	readonly seals: number;
	/** Sealed entries that were read and hashed again. */
	readonly entries: number;
	/** Of all that have no seal, the young ones included, of which nothing is said otherwise. */
	readonly unsealed: number;
	readonly heads: number;
}

/** Hashes again all that was sealed, and holds it against the seals, these against each other and against the signed heads. */
export async function verifyTrails(
	urls: readonly string[],
	folder: string,
	{ from, to, patienceSeconds, onFinding, onProgress }: VerifyOptions,
): Promise<Verified> {
	const counted = { findings: 0, seals: 0, entries: 0, unsealed: 0 };
	const tell = (finding: Finding) => {
		counted.findings++;
		onFinding(finding);
	};
	return await withTrails(urls, async (trails) => {
		const { heads, ends } = await verifyHeads(trails, folder, { from, to }, tell);
		for (const trail of trails) {
			const { after = null, until = null, signed = '0' } = ends.get(trail) ?? {};
			if (after === null) await tellEntriesBeforeAll(trail, tell);
			for await (const seal of checkSeals(trail.sql, { after, until })) {
				await tellOfSeal(trail, seal, tell);
				counted.seals++;
				counted.entries += Number(seal.entries);
				onProgress?.(counted.entries);
			}
			if (until !== null) continue;
			counted.unsealed += await tellUnsealed(trail, patienceSeconds, tell);
			await tellUnsigned(trail, { signed }, patienceSeconds, tell);
		}
		return { ...counted, heads };
	});
}

type Tell = (finding: Finding) => void;

async function tellOfSeal({ sql, name }: Trail, seal: CheckedSeal, tell: Tell): Promise<void> {
	const { first_id, last_id } = seal;
	const found = (code: FindingCode): Finding => ({ code, trail: name, first_id, last_id });
	if (!seal.is_intact) tell(found('SEAL_EDITED'));
	if (!seal.is_linked) tell(found('CHAIN_BROKEN'));
	if (seal.holds) return;
	// What an edited seal says of its entries says nothing about them.
	const named = seal.is_intact ? { changed: await changedRows(sql, seal) } : {};
	tell({ ...found('ENTRIES_CHANGED'), ...named });
}

/** Nothing is sealed below the first id; only who may write ids can have put something there. */
async function tellEntriesBeforeAll({ sql, name }: Trail, tell: Tell): Promise<void> {
	const [span] = await sql<{ first_id: string | null; last_id: string | null }[]>`
		select min(id) as first_id, max(id) as last_id from audit.entries where id < 1`;
	if (span?.first_id != null) tell({ code: 'ENTRIES_BEFORE_ALL', trail: name, ...span });
}

async function tellUnsealed({ sql, name }: Trail, patienceSeconds: number, tell: Tell): Promise<number> {
	const [waiting] = await sql<{ entries: number; late: number; first_id: string; last_id: string }[]>`
		select count(*)::float8 as entries, min(id) as first_id, max(id) as last_id,
			count(*) filter (where at < now() - make_interval(secs => ${patienceSeconds}))::float8 as late
		from audit.entries where id > (select coalesce(max(last_id), 0) from audit.seals)`;
	const { entries = 0, late = 0, first_id = null, last_id = null } = waiting ?? {};
	if (late > 0)
		tell({ code: 'ENTRIES_UNSEALED', trail: name, first_id, last_id, detail: `${late} of ${entries}` });
	return entries;
}

async function tellUnsigned(
	{ sql, name }: Trail,
	{ signed }: Pick<SignedEnds, 'signed'>,
	patienceSeconds: number,
	tell: Tell,
): Promise<void> {
	const [waiting] = await sql<{ first_id: string | null; last_id: string | null }[]>`
		select min(first_id) as first_id, max(last_id) as last_id from audit.seals
		where first_id > ${signed}::bigint and at < now() - make_interval(secs => ${patienceSeconds})`;
	if (waiting?.first_id != null) tell({ code: 'SEALS_UNSIGNED', trail: name, ...waiting });
}
