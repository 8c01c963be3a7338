/** What becomes known late ends where knowing it in time would have ended: ADJUDICATION 3.2, on the real database. */
import { expect, test } from 'bun:test';
import { openHouse } from '../support/house';
import { differingFamilies } from '../support/late-changes';
import { aWorld } from '../support/world';

// The fund of a group, counts, frequencies, letters: each has to occur with each kind of change.
test.each([2_027, 60_013, 900_001])(
	'in 250 families of seed %i, those in which something became known late stand as if it had been known in time',
	async (seed) => {
		const world = aWorld();
		const [house, fresh] = await Promise.all([openHouse(world), openHouse(world)]);
		const { inOrder, differing } = await differingFamilies(house, fresh, { families: 250, seed });
		expect(differing).toEqual([]);
		expect(inOrder).toBeGreaterThan(130);
		expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
		await Promise.all([house.close(), fresh.close()]);
	},
	180_000,
);
