import type { Sql } from '@claims-askes/chassis/db/connect';

/** As the sequence's increment says (migrations/claims_service/0001). */
const BLOCK = 1_000;

export interface ClaimNumbers {
	/** So many numbers, ascending, that nobody else has or will have. */
	take(count: number): Promise<number[]>;
}

/** Gives out claim numbers from blocks that are this process's own: one round trip for a thousand claims. */
export function claimNumbers(sql: Sql): ClaimNumbers {
	let next = 0;
	let end = 0;
	let refilling: Promise<void> | null = null;

	async function refill(): Promise<void> {
		const [block] = await sql<{ first: string }[]>`select nextval('claim_number_blocks') as first`;
		next = Number(block?.first);
		end = next + BLOCK;
	}

	return {
		async take(count) {
			const taken: number[] = [];
			while (taken.length < count) {
				while (next < end && taken.length < count) taken.push(next++);
				if (taken.length === count) break;
				// Whoever comes while a block is on its way waits for that one.
				refilling ??= refill().finally(() => {
					refilling = null;
				});
				await refilling;
			}
			return taken;
		},
	};
}
