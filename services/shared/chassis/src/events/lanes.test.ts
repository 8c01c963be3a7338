import { expect, test } from 'bun:test';
import { lanesOf } from './lanes';
import { PARTITIONS } from './partition';

function aShare(partitions: readonly number[]) {
	const seen = { looks: 0, releases: 0 };
	const share = {
		replicas: 2,
		async held() {
			seen.looks++;
			return partitions;
		},
		async release() {
			seen.releases++;
		},
	};
	return { share, seen };
}

test('each partition that is held is one lane’s, and stays it when others come and go', async () => {
	const all = Array.from({ length: PARTITIONS }, (_, at) => at);
	const whole = await Promise.all(lanesOf(aShare(all).share, 3).map((lane) => lane.held()));
	expect(whole.flat().sort((a, b) => a - b)).toEqual(all);
	const some = [40, 3, 17, 6];
	const part = await Promise.all(lanesOf(aShare(some).share, 3).map((lane) => lane.held()));
	for (const [lane, partitions] of part.entries())
		expect(partitions).toEqual(some.filter((partition) => whole[lane]?.includes(partition)));
});

test('lanes that look at once look once, and what they hold is given up with the last of them', async () => {
	const { share, seen } = aShare([1, 2]);
	const [one, other] = lanesOf(share, 2);
	await Promise.all([one?.held(), other?.held()]);
	expect([seen.looks, one?.replicas]).toEqual([1, 2]);
	await one?.release();
	expect(seen.releases).toBe(0);
	await other?.release();
	expect(seen.releases).toBe(1);
});
