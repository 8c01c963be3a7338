import type { Queryable } from '@claims-askes/chassis/db/connect';
import { copyIn, copyLine } from '@claims-askes/chassis/db/copy-rows';
import { compressed, uncompressed } from '@claims-askes/chassis/db/zstd-text';
import type { PayeeKind } from '../domain/payable';

/** Many statements as a cell of `COPY`. They repeat each other: a twentieth is left of them. */
const pack = (document: unknown): string => `\\x${compressed(JSON.stringify(document)).toHex()}`;

const unpack = (packed: Uint8Array): unknown => JSON.parse(uncompressed(packed));

export interface NewRemittance {
	readonly payment_id: string;
	readonly payee_id: string;
	readonly document: unknown;
}

export async function addRemittances(tx: Queryable, remittances: readonly NewRemittance[]): Promise<void> {
	if (remittances.length === 0) return;
	await copyIn(tx, {
		table: 'remittances',
		columns: 'payment_id, payee_id, packed',
		lines: remittances
			.map(({ payment_id, payee_id, document }) => copyLine([payment_id, payee_id, pack(document)]))
			.join(''),
	});
}

export async function findRemittance(sql: Queryable, paymentId: string): Promise<unknown> {
	const [row] = await sql<{ document: unknown; packed: Uint8Array | null }[]>`
		select document, packed from remittances where payment_id = ${paymentId}`;
	return row?.packed ? unpack(row.packed) : (row?.document ?? null);
}

export interface NewEob {
	readonly id: string;
	readonly claim_id: string;
	readonly decision_id: string;
	readonly member_id: string | null;
	readonly payee_id: string | null;
	readonly payee_kind: PayeeKind;
	readonly document: unknown;
}

/** So many statements lie in one pack: enough to be small together, and few enough to be read for one of them. */
const PACK = 50;

/** Issues statements of claims; `newId` names the packs that they lie in. */
export async function addEobs(
	tx: Queryable,
	runId: string,
	eobs: readonly NewEob[],
	newId: () => string,
): Promise<void> {
	if (eobs.length === 0) return;
	const packs = Array.from({ length: Math.ceil(eobs.length / PACK) }, (_, at) => ({
		id: newId(),
		documents: eobs.slice(at * PACK, (at + 1) * PACK).map(({ document }) => document),
	}));
	await Promise.all([
		copyIn(tx, {
			table: 'eob_packs',
			columns: 'id, documents',
			lines: packs.map(({ id, documents }) => copyLine([id, pack(documents)])).join(''),
		}),
		copyIn(tx, {
			table: 'eobs',
			columns: 'run_id, id, claim_id, decision_id, member_id, payee_id, payee_kind, pack_id, place',
			lines: eobs
				.map(({ id, claim_id, decision_id, member_id, payee_id, payee_kind }, at) =>
					copyLine([
						runId,
						id,
						claim_id,
						decision_id,
						member_id,
						payee_id,
						payee_kind,
						packs[Math.floor(at / PACK)]?.id,
						at % PACK,
					]),
				)
				.join(''),
		}),
	]);
}

/** A statement that lies here, as those of before do, or in a pack. */
interface PlacedEob {
	readonly id: string;
	readonly document: unknown;
	readonly pack_id: string | null;
	readonly place: number;
	readonly member_id: string | null;
	readonly payee_id: string | null;
	readonly payee_kind: PayeeKind;
}

const columns = (sql: Queryable) => sql`id, document, pack_id, place, member_id, payee_id, payee_kind`;

export interface Eob {
	readonly id: string;
	readonly document: unknown;
	readonly member_id: string | null;
	readonly payee_id: string | null;
	readonly payee_kind: PayeeKind;
}

async function withDocuments(sql: Queryable, placed: readonly PlacedEob[]): Promise<Eob[]> {
	const wanted = [...new Set(placed.flatMap(({ pack_id }) => pack_id ?? []))];
	const packs =
		wanted.length === 0
			? []
			: await sql<{ id: string; documents: Uint8Array }[]>`
				select id, documents from eob_packs where id = any(${wanted}::uuid[])`;
	const documents = new Map(packs.map((one) => [one.id, unpack(one.documents) as unknown[]]));
	return placed.map(({ pack_id, place, document, ...eob }) => ({
		...eob,
		document: pack_id === null ? document : documents.get(pack_id)?.[place],
	}));
}

export interface EobFilter {
	readonly runId: string | null;
	readonly memberId: string | null;
	readonly payeeId: string | null;
	readonly after: string | null;
	readonly limit: number;
}

/** Statements, oldest first, as a run is printed and sent. */
export async function listEobs(
	sql: Queryable,
	{ runId, memberId, payeeId, after, limit }: EobFilter,
): Promise<Eob[]> {
	const placed = await sql<PlacedEob[]>`
		select ${columns(sql)} from eobs
		where (${runId}::uuid is null or run_id = ${runId}::uuid)
			and (${memberId}::uuid is null or member_id = ${memberId}::uuid
				or (payee_id = ${memberId}::uuid and payee_kind = 'member'))
			and (${payeeId}::uuid is null or payee_id = ${payeeId}::uuid)
			and (${after}::uuid is null or id > ${after}::uuid)
		order by id limit ${limit + 1}`;
	return withDocuments(sql, placed);
}

/** The latest statement of a claim. */
export async function findEob(sql: Queryable, claimId: string): Promise<Eob | null> {
	const placed = await sql<PlacedEob[]>`
		select ${columns(sql)} from eobs where claim_id = ${claimId} order by id desc limit 1`;
	const [eob] = await withDocuments(sql, placed);
	return eob ?? null;
}
