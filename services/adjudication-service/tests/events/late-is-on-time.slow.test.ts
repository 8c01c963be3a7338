/** The law of `late-is-on-time.test.ts` on more families, with other seeds. */
import { expect, test } from 'bun:test';
import { openHouse } from '../support/house';
import { differingFamilies } from '../support/late-changes';
import { aWorld } from '../support/world';

test.each([2_027, 60_013, 900_001])(
	'families from seed %d on stand as if all had been known in time',
	async (seed) => {
		const world = aWorld();
		const [house, fresh] = await Promise.all([openHouse(world), openHouse(world)]);
		try {
			const { inOrder, differing } = await differingFamilies(house, fresh, { families: 120, seed });
			expect(differing).toEqual([]);
			expect(inOrder).toBeGreaterThan(60);
			expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
		} finally {
			await Promise.all([house.close(), fresh.close()]);
		}
	},
	120_000,
);
