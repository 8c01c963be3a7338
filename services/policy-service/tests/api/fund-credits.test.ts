import { afterAll, expect, test } from 'bun:test';
import { aGroup, aPolicy, startPolicies } from '../setup';

const { admin, send, stop } = await startPolicies();
afterAll(stop);

const issue = async (changes: object = {}): Promise<string> => {
	const policies = [{ group: aGroup(), policy: aPolicy(changes) }];
	const { body } = await send('POST', '/api/v1/policy-imports', { body: { policies } });
	return body.data.results[0].policy_id;
};
const credit = (id: string, body: object, headers = {}) =>
	send('POST', `/api/v1/policies/${id}/fund-credits`, { body, headers });
const factsOf = async (id: string) =>
	(await send('POST', '/api/v1/policies/batch-get', { body: { ids: [id] } })).body.data[0];

test('what is put into a fund is summed, told, and stays on record', async () => {
	const id = await issue();
	const first = await credit(id, { fund: 'aso', amount: '6000000', reference: 'TRF-1' });
	expect(first.body.data).toMatchObject({ policy_id: id, fund: 'aso', amount: '6000000', currency: 'IDR' });
	await credit(id, { fund: 'aso', amount: '4000000.00', reference: 'TRF-2' });
	await credit(id, { fund: 'buffer', amount: '1500000', reference: 'TRF-1' });
	expect(await factsOf(id)).toMatchObject({ aso: { amount: '10000000' }, excess: { amount: '1500000' } });
	const listed = (await send('GET', `/api/v1/policies/${id}/fund-credits?limit=2`)).body;
	expect(listed.data.map(({ amount }: { amount: string }) => amount)).toEqual(['1500000', '4000000']);
	expect(listed.metadata.page.next_cursor).not.toBeNull();
	const events = await admin`select data from policy_service.outbox
		where event_type = 'policy.fund.credited' and key = ${id} order by position`;
	expect(events.map(({ data }) => data.amount)).toEqual(['6000000', '4000000', '1500000']);
});

test('the same transfer is put in once, however often and at once it is sent', async () => {
	const id = await issue();
	const body = { fund: 'aso', amount: '1000', reference: 'TRF-9' };
	const answers = await Promise.all(Array.from({ length: 8 }, () => credit(id, body)));
	expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
	expect((await credit(id, body)).body.error.code).toBe('CREDIT_REFERENCE_TAKEN');
	const headers = { 'idempotency-key': `credit-${id}` };
	const keyed = { ...body, reference: 'TRF-10' };
	const first = await credit(id, keyed, headers);
	expect((await credit(id, keyed, headers)).body).toEqual(first.body);
	expect((await factsOf(id)).aso).toEqual({ amount: '2000' });
});

const refusals: [why: string, body: object, status: number, code: string][] = [
	[
		'into a fund that the policy has not',
		{ fund: 'non_benefit', amount: '1', reference: 'A' },
		409,
		'FUND_NOT_OF_POLICY',
	],
	['in sen', { fund: 'aso', amount: '0.50', reference: 'B' }, 422, 'AMOUNT_TOO_PRECISE'],
	['of nothing', { fund: 'aso', amount: '0', reference: 'C' }, 422, 'AMOUNT_TOO_PRECISE'],
	['of a float', { fund: 'aso', amount: 0.1, reference: 'D' }, 422, 'VALIDATION_FAILED'],
	['of less than nothing', { fund: 'aso', amount: '-5', reference: 'E' }, 422, 'VALIDATION_FAILED'],
	['without a reference', { fund: 'aso', amount: '5' }, 422, 'VALIDATION_FAILED'],
];
test.each(refusals)('a credit %s is refused by name', async (_, body, status, code) => {
	const answer = await credit(await issue(), body);
	expect([answer.status, answer.body.error.code]).toEqual([status, code]);
});

test('a policy without ASO and excess has no funds', async () => {
	const id = await issue({ aso: false, excess: null });
	expect(await factsOf(id)).toMatchObject({ aso: null, excess: null });
	const answer = await credit(id, { fund: 'aso', amount: '1', reference: 'A' });
	expect(answer.body.error.code).toBe('FUND_NOT_OF_POLICY');
});
