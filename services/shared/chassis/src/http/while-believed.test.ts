import { expect, test } from 'bun:test';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { whileBelieved } from './while-believed';

const inAMinute = () => new Date(Date.now() + 60_000);
const refuse = () => {
	throw new ProblemError(PROBLEMS.TOKEN_INVALID);
};

test('what is open ends once its token is believed no more, and not before', async () => {
	let asked = 0;
	const verify = () => (++asked > 3 ? refuse() : ({} as never));
	await new Promise<void>((end) => whileBelieved(verify, { token: 't', expiresAt: inAMinute() }, end, 1));
	expect(asked).toBe(4);
});

test('an issuer that is away ends nothing', async () => {
	let asked = 0;
	const verify = () => {
		if (++asked > 3) refuse();
		throw new ProblemError(PROBLEMS.DEPENDENCY_UNAVAILABLE);
	};
	await new Promise<void>((end) => whileBelieved(verify, { token: 't', expiresAt: inAMinute() }, end, 1));
	expect(asked).toBe(4);
});

test('it ends with its token, however seldom that is asked about', async () => {
	const began = Date.now();
	const expiresAt = new Date(began + 50);
	await new Promise<void>((end) => whileBelieved(() => ({}) as never, { token: 't', expiresAt }, end));
	expect(Date.now()).toBeGreaterThanOrEqual(began + 50);
});

test('who has left is asked about no more, nor ended', async () => {
	let ends = 0;
	const verdict = Promise.withResolvers<never>();
	const asked = Promise.withResolvers<void>();
	const verify = () => {
		asked.resolve();
		return verdict.promise;
	};
	const leave = whileBelieved(verify, { token: 't', expiresAt: inAMinute() }, () => ends++, 1);
	await asked.promise;
	leave();
	verdict.reject(new ProblemError(PROBLEMS.TOKEN_INVALID));
	await verdict.promise.catch(() => {});
	await Promise.resolve();
	expect(ends).toBe(0);
});
