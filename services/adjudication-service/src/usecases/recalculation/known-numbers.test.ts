import { expect, test } from 'bun:test';
import { peerChangeFacts } from './known-numbers';

const [held, superseded] = ['0190b5c6-7d1e-7000-8000-000000000001', '0190b5c6-7d1e-7000-8000-000000000002'];

/** A version that puts another right from the same day takes it over whole: what was decided by it has to be found. */
test.each([
	['the versions of a plan are also those that hold on no day any more', [superseded], [held, superseded]],
	['a benefit-service that does not tell these yet is listened to as well', undefined, [held]],
])('%s', async (_, superseded, known) => {
	const plan = { id: 'office', versions: [{ id: held }], superseded };
	const benefits = { POST: async () => ({ data: { data: [plan] } }) };
	const facts = peerChangeFacts({ during: () => ({ benefits }) } as never);
	const versions = await facts.planVersions(['office'], { correlationId: 'a test' });
	expect([...versions]).toEqual([['office', known]]);
});
