/** What becomes known late ends where knowing it in time would have ended: ADJUDICATION 3.2, on the real database. */
import { afterAll, expect, test } from 'bun:test';
import { openHouse } from '../support/house';
import { differingFamilies } from '../support/late-changes';
import { aWorld } from '../support/world';

const world = aWorld();
const [house, fresh] = await Promise.all([openHouse(world), openHouse(world)]);
afterAll(() => Promise.all([house.close(), fresh.close()]));

test('40 families in which something became known late stand as if it had been known in time', async () => {
	const { inOrder, differing } = await differingFamilies(house, fresh, { families: 40, seed: 1_000 });
	expect(differing).toEqual([]);
	expect(inOrder).toBeGreaterThan(20);
	expect(await house.balances()).toEqual(await house.sumOfLiveMovements());
});
