import { expect, test } from 'bun:test';
import { commandOf, identify, isRunning, stopProcess } from './processes';

test('a process is known by number and birth, so that a successor with its number is a stranger', async () => {
	const child = Bun.spawn(['sh', '-c', 'echo up; sleep 30'], { stdout: 'pipe' });
	// Before its first word it may still be a copy of us.
	await child.stdout.getReader().read();
	const id = identify(child.pid);
	if (id === null) throw new Error('the child runs, yet was not found');
	expect(isRunning(id)).toBe(true);
	expect(isRunning({ ...id, startedAt: 'another time' })).toBe(false);
	expect(commandOf(child.pid)).toContain('sleep 30');
	await stopProcess(id, 2_000);
	await child.exited;
	expect(identify(child.pid)).toBeNull();
});

test('a process that will not listen is stopped all the same', async () => {
	const child = Bun.spawn(['sh', '-c', "trap '' TERM; echo deaf; while :; do sleep 1; done"], {
		stdout: 'pipe',
	});
	await child.stdout.getReader().read();
	const id = identify(child.pid);
	if (id === null) throw new Error('the child runs, yet was not found');
	await stopProcess(id, 200);
	expect(await child.exited).toBe(137);
});
