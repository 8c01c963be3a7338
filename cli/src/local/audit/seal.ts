import { appendHeads, type Head, lastHeads } from './heads';
import { safeHorizon } from './safe-horizon';
import { chainEnd, sealRange } from './seal-range';
import { type Trail, withTrails } from './trail';

export interface SealOptions {
	/** Gives up waiting for open transactions; what is sealed by then is signed. */
	readonly signal?: AbortSignal | undefined;
	readonly onSealed?: ((entries: number) => void) | undefined;
}

export interface Sealed {
	readonly entries: number;
	readonly seals: number;
	/** Heads that were signed: one for each trail that had something new. */
	readonly signed: number;
	/** Recent heads that no trail has any more: seals were taken away, or a database was restored to an earlier state. */
	readonly lost: readonly Head[];
}

/** Seals what can be sealed on every server, signs where each chain ends now, and keeps that outside of the databases. */
export async function sealTrails(
	urls: readonly string[],
	folder: string,
	options: SealOptions = {},
): Promise<Sealed> {
	return await withTrails(urls, async (trails) => {
		const recent = await lastHeads(folder);
		const lost = await missingFrom(trails, recent);
		const counted = { entries: 0, seals: 0 };
		for (const trail of trails) {
			const { entries, seals } = await sealTrail(trail, options);
			counted.entries += entries;
			counted.seals += seals;
		}
		// Also of seals whose sealer was killed before it could sign them.
		const isSigned = new Set(recent.map(({ hash }) => hash));
		const ends = await Promise.all(trails.map(({ sql }) => chainEnd(sql)));
		const unsigned = ends.filter(({ hash, last_id }) => last_id !== '0' && !isSigned.has(hash));
		const at = new Date().toISOString();
		await appendHeads(
			folder,
			unsigned.map(({ hash, last_id }) => ({ hash, last_id, at })),
		);
		return { ...counted, signed: unsigned.length, lost };
	});
}

async function sealTrail({ sql }: Trail, { signal, onSealed }: SealOptions) {
	let entries = 0;
	let seals = 0;
	let end = await chainEnd(sql);
	const horizon = await safeHorizon(sql, signal);
	while (horizon !== null && !signal?.aborted) {
		const seal = await sealRange(sql, end, horizon);
		if (seal === null) break;
		end = seal;
		entries += Number(seal.entries);
		seals++;
		onSealed?.(Number(seal.entries));
	}
	return { entries, seals };
}

/** The heads that are the end of no seal on any server. */
export async function missingFrom<T extends Head>(
	trails: readonly Trail[],
	heads: readonly T[],
): Promise<T[]> {
	const found = await Promise.all(trails.map((trail) => sealsOf(trail, heads)));
	return heads.filter(({ hash }) => found.every((known) => !known.has(hash)));
}

/** Which of the heads are seals of this trail. */
export async function sealsOf({ sql }: Trail, heads: readonly Head[]): Promise<ReadonlySet<string>> {
	if (heads.length === 0) return new Set();
	const hashes = heads.map(({ hash }) => hash);
	const rows = await sql<{ hash: string }[]>`
		select head as hash from jsonb_array_elements_text(${sql.json(hashes)}) as head
		join audit.seals on seals.hash = decode(head, 'hex')`;
	return new Set(rows.map(({ hash }) => hash));
}
