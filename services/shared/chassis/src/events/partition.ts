import { createHash } from 'node:crypto';

/** A log has so many partitions, for ever: a key that moved to another would lose its order. */
export const PARTITIONS = 64;

/** The partition of a key; the twin of the SQL function `outbox_partition`. */
export function partitionOf(key: string): number {
	return createHash('sha256').update(key, 'utf8').digest().readUInt8(0) % PARTITIONS;
}
