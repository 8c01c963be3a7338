import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test';
import { setupServer } from 'msw/node';
import { createAskes } from '../client';
import { allItems } from '../pages';
import { mockAskes } from './mock-askes';

const mock = mockAskes();
const server = setupServer(...mock.handlers);
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const askes = createAskes({ endpoints: mock.endpoints, auth: 'a-token', retries: 0 });
const CLAIM = '/api/v1/claims/{id}';
const id = '0197a3c4-5e00-7000-8000-000000000001';

describe('an installation that answers from examples', () => {
	test('tells of one claim, whose amounts add up, under the id that is asked for', async () => {
		const { data } = await askes.claims.GET(CLAIM, { params: { path: { id } } });
		expect(data?.data).toMatchObject({ id, status: 'approved', currency: 'USD', total_charge: '150.00' });
		const decision = await askes.adjudication.GET('/api/v1/decisions/{id}', { params: { path: { id } } });
		const { billed, allowed, paid, member_owes, provider_writes_off } = decision.data?.data.totals ?? {};
		const sum = (...amounts: (string | undefined)[]) =>
			amounts.reduce((total, one) => total + Number(one), 0);
		expect(sum(allowed, provider_writes_off)).toBe(Number(billed));
		expect(sum(paid, member_owes)).toBe(Number(allowed));
	});

	test('has lists of one page', async () => {
		const claims = await Array.fromAsync(
			allItems((cursor) => askes.claims.GET('/api/v1/claims', { params: { query: { cursor } } })),
		);
		expect(claims).toHaveLength(1);
	});

	test('takes a submission, with the status of the service', async () => {
		const body = { ...mock.example('claims', 'GET', CLAIM).content };
		const { response } = await askes.claims.POST('/api/v1/claims', { body });
		expect(response.status).toBe(201);
	});

	test('tells a route of words from one with an id', async () => {
		const { data } = await askes.claims.POST('/api/v1/claims/batch-get', { body: { ids: [id] } });
		expect(data?.data).toBeArray();
	});

	test('turns away who has no token', async () => {
		const stranger = createAskes({ endpoints: mock.endpoints, retries: 0 });
		const failure = await stranger.claims.GET(CLAIM, { params: { path: { id } } }).catch((error) => error);
		expect([failure.status, failure.code]).toEqual([401, 'TOKEN_INVALID']);
	});
});

describe('a test of its own', () => {
	test('has a route answer otherwise', async () => {
		server.use(
			mock.answer('claims', 'GET', CLAIM, { ...mock.example('claims', 'GET', CLAIM), status: 'denied' }),
		);
		const { data } = await askes.claims.GET(CLAIM, { params: { path: { id } } });
		expect(data?.data.status).toBe('denied');
	});

	test('has an answer follow from the call', async () => {
		server.use(
			mock.answer('claims', 'GET', CLAIM, ({ params }) => ({
				...mock.example('claims', 'GET', CLAIM),
				submitter_claim_id: `of ${params.id}`,
			})),
		);
		const { data } = await askes.claims.GET(CLAIM, { params: { path: { id } } });
		expect(data?.data.submitter_claim_id).toBe(`of ${id}`);
	});

	test('has a route fail as the service would', async () => {
		const details = [
			{ field: 'total_charge', message: 'is not what the lines come to', code: 'TOTAL_MISMATCH' },
		];
		server.use(
			mock.fail('claims', 'POST', '/api/v1/claims', {
				status: 422,
				code: 'CLAIM_INVALID',
				details,
				retryAfter: 3,
			}),
		);
		const body = mock.example('claims', 'GET', CLAIM).content;
		const failure = await askes.claims.POST('/api/v1/claims', { body }).catch((error) => error);
		expect(failure).toMatchObject({
			name: 'AskesError',
			status: 422,
			code: 'CLAIM_INVALID',
			details,
			retryAfter: 3,
		});
	});

	test('changes no example of another', () => {
		const mine = mock.example('claims', 'GET', CLAIM);
		mine.status = 'paid';
		expect(mock.example('claims', 'GET', CLAIM).status).toBe('approved');
	});

	test('is told of a route that there is not', () => {
		// @ts-expect-error: there is no such path
		expect(() => mock.example('claims', 'GET', '/api/v1/claimz')).toThrow('no JSON route');
	});
});

test('a program is set up with its own addresses', async () => {
	const own = mockAskes({ 'claims-service': 'https://claims.example.com' });
	server.use(...own.handlers);
	const theirs = createAskes({ endpoints: own.endpoints, auth: 'a-token', retries: 0 });
	const { response } = await theirs.claims.GET(CLAIM, { params: { path: { id } } });
	expect(response.status).toBe(200);
});
