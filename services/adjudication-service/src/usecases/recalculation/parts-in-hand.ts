import type { Platform } from '@claims-askes/chassis/platform';
import { type FamilyPart, holdOn, takeParts } from '../../repositories/recalculations.repository';

/** For so long nobody else takes what one has taken, unless it says that it lives; it says so three times in that time. */
const LEASE_MS = 15_000;

/**
 * Takes parts that wait, and works on them; answers how many there were. As long as this process lives nobody else takes
 * them, however long the work is: the parts of one that died are ripe again when its last lease ends.
 */
export async function withParts(
	{ sql }: Pick<Platform, 'sql'>,
	most: number,
	work: (parts: readonly FamilyPart[]) => Promise<void>,
	leaseMs = LEASE_MS,
): Promise<number> {
	const parts = await takeParts(sql, most, leaseMs);
	const ids = parts.map(({ id }) => id);
	let until = parts[0]?.held_until;
	if (until === undefined) return 0;
	const pulse = setInterval(async () => {
		// Where the database is away now, the lease may end: whoever then takes a part finds it done, or is found to have.
		until = (await holdOn(sql, ids, until ?? '', leaseMs).catch(() => null)) ?? until;
	}, leaseMs / 3);
	try {
		await work(parts);
	} finally {
		clearInterval(pulse);
	}
	return parts.length;
}
