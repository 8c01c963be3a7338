import { expect, test } from 'bun:test';
import { peerChangeFacts } from './known-numbers';

const [held, superseded] = ['0190b5c6-7d1e-7000-8000-000000000001', '0190b5c6-7d1e-7000-8000-000000000002'];

/** A version that puts another right from the same day takes it over whole: what was decided by it has to be found. */
test('the versions of a plan are also those that hold on no day any more', async () => {
	const plan = { id: 'office', versions: [{ id: held }], superseded: [superseded] };
	const benefits = { POST: async () => ({ data: { data: [plan] } }) };
	const facts = peerChangeFacts({ during: () => ({ benefits }) } as never);
	const versions = await facts.planVersions(['office'], { correlationId: 'a test' });
	expect([...versions]).toEqual([['office', [held, superseded]]]);
});
