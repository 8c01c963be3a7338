/** Many families are decided again together, and something happens to one of them meanwhile. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { addCauses } from '../../src/repositories/recalculations.repository';
import type { GatherFacts } from '../../src/usecases/facts/gather-facts';
import { recalculateWaiting } from '../../src/usecases/recalculation/start-recalculation';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world, platform, sql } = house;
afterAll(() => house.close());
world.issuePolicy({});
world.publishPlan({});
const provider = world.register();

/** More than are decided in one transaction. */
const members = Array.from({ length: 30 }, () => world.enroll());
const claims = members.map((member) => world.submit(member, provider));

const ids = claims.map(({ id }) => id);

beforeAll(async () => {
	house.listen();
	await house.announce(...claims);
	await house.settled();
});
beforeEach(async () => {
	await sql`delete from family_recalculations`;
});

/** Touches each family, which has a part of its own for each such cause; where it is not forced it says nothing new. */
const causeForAll = ({ is_forced }: { is_forced: boolean }) => ({
	...{ id: platform.newId(), cause: 'requested' as const, subject: null, touches: { claim_ids: ids } },
	...{ is_forced, requested_by: 'tester', correlation_id: 'asked' },
});

async function partsLeft() {
	const [left] = await sql`
		select count(*)::int as parts, count(*) filter (where done_at is null)::int as waiting from family_recalculations`;
	return left;
}

const recalculateOnce = (gatherFacts: GatherFacts) =>
	recalculateWaiting(platform, { gatherFacts, changeFacts: world.changeFacts, settleMs: 0 });

test('a family of which a claim is decided meanwhile is tried again, and holds up no other', async () => {
	await addCauses(
		sql,
		[1, 2, 3].map(() => causeForAll({ is_forced: true })),
	);
	const interrupted = ids[25];
	let readings = 0;
	let isInterrupted = false;
	const gatherFacts: GatherFacts = async (wanted, call) => {
		const prepared = await house.gatherFacts(wanted, call);
		readings += wanted.length;
		if (!isInterrupted && wanted.some(({ id }) => id === interrupted)) {
			isInterrupted = true;
			await house.announce(
				world.submit(members[25] ?? null, provider, { lines: [{ service_date: '2026-09-09' }] }),
			);
			await house.settled();
		}
		return prepared;
	};
	await recalculateOnce(gatherFacts);

	expect(isInterrupted).toBe(true);
	expect(await partsLeft()).toEqual({ parts: 90, waiting: 0 });
	// Each family once, those of the interrupted transaction twice, and the one that is sought a few times more.
	expect(readings).toBeLessThan(80);
});

test('a change that says nothing new of a family does not hold up the others that touch it', async () => {
	await addCauses(sql, [causeForAll({ is_forced: false }), causeForAll({ is_forced: true })]);
	await recalculateOnce(house.gatherFacts);
	expect(await partsLeft()).toEqual({ parts: 60, waiting: 0 });
});
