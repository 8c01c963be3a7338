/** A log has so many partitions, for ever: a key that moved to another would lose its order. */
export const PARTITIONS = 64;

const digest = new Uint8Array(32);

/** The partition of a key; the twin of the SQL function `outbox_partition`. */
export function partitionOf(key: string): number {
	Bun.CryptoHasher.hash('sha256', key, digest);
	return (digest[0] as number) % PARTITIONS;
}
