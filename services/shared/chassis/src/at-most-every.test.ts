import { expect, test } from 'bun:test';
import { atMostEvery } from './at-most-every';

test('what is asked for often is done at once, and once more when the pause is over', async () => {
	let times = 0;
	const ask = atMostEvery(20, () => times++);
	for (let asked = 0; asked < 5; asked++) ask();
	expect(times).toBe(1);
	await Bun.sleep(60);
	expect(times).toBe(2);
	ask();
	expect(times).toBe(3);
});
