import { expect, test } from 'bun:test';
import { atMostEvery } from './at-most-every';

test('what is asked for often is done at once, and once more when the pause is over', async () => {
	let times = 0;
	let next = Promise.withResolvers<void>();
	const ask = atMostEvery(20, () => {
		times++;
		next.resolve();
	});
	for (let asked = 0; asked < 5; asked++) ask();
	expect(times).toBe(1);

	next = Promise.withResolvers();
	await next.promise;
	expect(times).toBe(2);

	next = Promise.withResolvers();
	ask();
	await next.promise;
	expect(times).toBe(3);
});
