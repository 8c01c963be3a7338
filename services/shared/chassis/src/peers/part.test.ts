import { expect, test } from 'bun:test';
import { ProblemError } from '@claims-askes/kernel/problems';
import { AskesError } from '@claims-askes/sdk';
import { whole } from './part';

const passedOn = async (retryAfter: number | null) => {
	const refused = new AskesError(409, 'IDEMPOTENCY_KEY_IN_FLIGHT', 'Wait', [], null, retryAfter);
	const thrown = await whole(Promise.reject(refused)).catch((error) => error);
	expect(thrown).toBeInstanceOf(ProblemError);
	return thrown as ProblemError;
};

test('what a peer says of the request is passed on, with when to try again where it says so', async () => {
	const { problem, headers } = await passedOn(1);
	expect(problem).toEqual({ status: 409, code: 'IDEMPOTENCY_KEY_IN_FLIGHT', title: 'Wait' });
	expect(headers).toEqual({ 'retry-after': '1' });
	expect((await passedOn(null)).headers).toEqual({});
});
