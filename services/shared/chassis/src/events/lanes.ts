import type { PartitionShare } from './partition-locks';

/**
 * Splits what a process reads of a log among readers that work side by side, so that one decides while another's transaction
 * is being stored. A partition is always the same lane's, so each key stays in order as it does among replicas; the log is
 * shared with other replicas as by one reader.
 */
export function lanesOf(whole: PartitionShare, count: number): PartitionShare[] {
	let looking: Promise<readonly number[]> | null = null;
	let working = count;
	/** Lanes that look at the same time look once. */
	const held = () => {
		looking ??= whole.held().finally(() => {
			looking = null;
		});
		return looking;
	};
	return Array.from({ length: count }, (_, lane) => ({
		get replicas() {
			return whole.replicas;
		},
		held: async () => (await held()).filter((partition) => partition % count === lane),
		async release() {
			working--;
			if (working === 0) await whole.release();
		},
	}));
}
