import { afterAll, expect, test } from 'bun:test';
import { aProvider, someTerms, startProviders } from '../setup';

const { platform, admin, send, stop } = await startProviders();
afterAll(stop);

const register = async () => (await send('POST', '/api/v1/providers', { body: aProvider() })).body.data.id;
const publish = (id: string, terms: object) =>
	send('POST', `/api/v1/providers/${id}/contracts`, { body: terms });
const contractsOf = async (id: string) => (await send('GET', `/api/v1/providers/${id}`)).body.data.contracts;

test('a contract is published once, however its keys are written, and may be kept for ever', async () => {
	const id = await register();
	const terms = someTerms();
	const first = await publish(id, terms);
	expect(first.status).toBe(201);
	const again = await publish(id, Object.fromEntries(Object.entries(terms).toReversed()));
	expect([again.status, again.body.data.id]).toEqual([200, first.body.data.id]);
	const read = await send('GET', `/api/v1/contracts/${first.body.data.id}`);
	expect(read.body.data).toEqual({ id: first.body.data.id, provider_id: id, terms });
	expect(read.headers.get('cache-control')).toContain('immutable');
	const many = await send('POST', '/api/v1/contracts/batch-get', { body: { ids: [first.body.data.id] } });
	expect(many.body.data).toEqual([read.body.data]);
	const events = await admin`select data from provider_service.outbox
		where event_type = 'provider.contract.published' and key = ${id}`;
	expect(events.map(({ data }) => data)).toEqual([
		{ provider_id: id, contract_id: first.body.data.id, from: '2026-01-01' },
	]);
});

test('two contracts in one currency never hold on one day, however many are published at once', async () => {
	const id = await register();
	const months = Array.from({ length: 8 }, (_, at) => someTerms({ from: `2026-0${at + 1}-15` }));
	const answers = await Promise.all(months.map((terms) => publish(id, terms)));
	expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
	const refused = answers.filter(({ status }) => status !== 201);
	expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set(['CONTRACT_OVERLAPS']));
	expect(
		(await publish(id, someTerms({ currency: 'IDR', prices: { A: { basis: 'case', amount: '5000' } } })))
			.status,
	).toBe(201);
});

test('a contract ends early as a fact of its own, and another takes its place', async () => {
	const id = await register();
	const terms = someTerms();
	const contract = (await publish(id, terms)).body.data;
	const end = (last_day: string) =>
		send('POST', `/api/v1/contracts/${contract.id}/ends`, {
			body: { last_day, reason: 'prices were wrong' },
		});
	expect((await end('2027-01-01')).body.error.code).toBe('CONTRACT_END_NOT_EARLIER');
	expect((await end('2026-06-30')).status).toBe(201);
	expect(await contractsOf(id)).toEqual([
		{ id: contract.id, currency: 'USD', from: '2026-01-01', to: '2026-06-30' },
	]);
	expect((await send('GET', `/api/v1/contracts/${contract.id}`)).body.data.terms).toEqual(terms);
	expect((await publish(id, someTerms({ from: '2026-07-01' }))).status).toBe(201);
	// Ended before it began: it never held, and its days are free.
	expect((await end('2025-12-31')).status).toBe(201);
	expect((await publish(id, someTerms({ to: '2026-06-30' }))).status).toBe(201);
	expect((await contractsOf(id)).map(({ from }: { from: string }) => from)).toEqual([
		'2026-01-01',
		'2026-07-01',
	]);
});

test('another contract takes the place of one in a single write, whose events tell both', async () => {
	const id = await register();
	const old = (await publish(id, someTerms())).body.data;
	const replace = (terms: object, of = old.id, headers = {}) =>
		send('POST', `/api/v1/contracts/${of}/replacements`, {
			body: { terms, reason: 'prices were raised' },
			headers,
		});
	const terms = someTerms({ from: '2026-07-01', to: null });
	const first = await replace(terms, old.id, { 'idempotency-key': 'raise' });
	expect([first.status, first.body.data]).toEqual([201, { ...first.body.data, provider_id: id, terms }]);
	const again = await replace(terms, old.id, { 'idempotency-key': 'raise' });
	expect(again.body.data).toEqual(first.body.data);
	const span = (of: string, from: string, to: string | null) => ({ id: of, currency: 'USD', from, to });
	const raised = first.body.data.id;
	expect(await contractsOf(id)).toEqual([
		span(old.id, '2026-01-01', '2026-06-30'),
		span(raised, '2026-07-01', null),
	]);
	const events = await admin`select event_type, data, recorded_at from provider_service.outbox
		where key = ${id} and event_type like 'provider.contract.%' order by position offset 1`;
	expect(events.map(({ event_type, data }) => [event_type, data])).toEqual([
		['provider.contract.ended', { provider_id: id, contract_id: old.id, last_day: '2026-06-30' }],
		['provider.contract.published', { provider_id: id, contract_id: raised, from: '2026-07-01' }],
	]);
	// Terms from the same day on, or an earlier one: what was there before never held.
	const corrected = await replace(someTerms({ from: '2026-07-01' }), raised);
	expect(corrected.status).toBe(201);
	expect((await contractsOf(id)).map(({ id }: { id: string }) => id)).toEqual([
		old.id,
		corrected.body.data.id,
	]);
});

test('a replacement that does not fit changes nothing, and of two at once one takes place', async () => {
	const id = await register();
	const old = (await publish(id, someTerms())).body.data;
	const later = (await publish(id, someTerms({ from: '2027-01-01', to: null }))).body.data;
	const replace = async (of: string, terms: object) => {
		const body = { terms, reason: 'prices were raised' };
		const answer = await send('POST', `/api/v1/contracts/${of}/replacements`, { body });
		return answer.status === 201 ? 'replaced' : answer.body.error.code;
	};
	const before = await contractsOf(id);
	expect(await replace(old.id, someTerms({ from: '2026-07-01', to: null }))).toBe('CONTRACT_OVERLAPS');
	expect(await replace(old.id, someTerms({ from: '2027-01-01' }))).toBe('CONTRACT_END_NOT_EARLIER');
	expect(await replace(old.id, someTerms({ prices: {} }))).toBe('CONTRACT_INVALID');
	expect(await replace(platform.newId(), someTerms())).toBe('NOT_FOUND');
	expect(await contractsOf(id)).toEqual(before);
	const days = ['2027-03-01', '2027-04-01', '2027-05-01', '2027-06-01'];
	const answers = await Promise.all(days.map((from) => replace(later.id, someTerms({ from, to: null }))));
	expect(answers.filter((answer) => answer === 'replaced').length).toBeGreaterThan(0);
	const spans = (await contractsOf(id)).map(({ from, to }: { from: string; to: string | null }) => [
		from,
		to,
	]);
	expect(spans.filter(([, to]: [string, string | null]) => to === null)).toHaveLength(1);
});

test('terms that contradict themselves are told by their places', async () => {
	const id = await register();
	const { status, body } = await publish(id, someTerms({ currency: 'IDR', to: '2025-01-01' }));
	expect([status, body.error.code]).toEqual([422, 'CONTRACT_INVALID']);
	expect(body.error.details.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual(
		[
			['to', 'DATES_INVERTED'],
			['prices.99213.amount', 'AMOUNT_TOO_PRECISE'],
		],
	);
});

test('prices are seen by the payer and the provider who agreed to them', async () => {
	const id = await register();
	const contract = (await publish(id, someTerms())).body.data;
	const status = async (provider_id: string) =>
		(
			await send('GET', `/api/v1/contracts/${contract.id}`, {
				as: { role: 'provider', provider_id, scopes: ['providers:read'] },
			})
		).status;
	expect([await status(id), await status(platform.newId())]).toEqual([200, 404]);
});

test('a thousand providers with contracts come in one list, and again change nothing', async () => {
	const providers = Array.from({ length: 1_000 }, () => ({ provider: aProvider(), contract: someTerms() }));
	const first = await send('POST', '/api/v1/provider-imports', { body: { providers } });
	expect([first.status, first.body.data.created]).toEqual([201, 1_000]);
	const again = await send('POST', '/api/v1/provider-imports', { body: { providers } });
	expect(again.body.data.unchanged).toBe(1_000);
	expect(again.body.data.results[999]).toEqual({ ...first.body.data.results[999], outcome: 'unchanged' });
});

test('of a list the sound entries are taken and the others told why', async () => {
	const known = aProvider();
	const providers = [
		{ provider: known, contract: someTerms() },
		{
			provider: { ...known, name: 'Rumah Sakit Baru' },
			contract: someTerms({ from: '2027-01-01', to: null }),
		},
		{ provider: aProvider({ npi: '1234567890' }) },
		{ provider: aProvider(), contract: someTerms({ prices: {} }) },
	];
	const headers = { 'idempotency-key': 'list-1' };
	const { body } = await send('POST', '/api/v1/provider-imports', { body: { providers }, headers });
	expect(body.data.results).toMatchObject([
		{ outcome: 'created', problem: null },
		{ outcome: 'updated', provider_id: body.data.results[0].provider_id },
		{ outcome: 'refused', problem: { code: 'NPI_INVALID' } },
		{ outcome: 'refused', problem: { code: 'CONTRACT_INVALID', details: [{ field: 'prices' }] } },
	]);
	const again = await send('POST', '/api/v1/provider-imports', { body: { providers }, headers });
	expect(again.headers.get('idempotent-replayed')).toBe('true');
	expect(await contractsOf(body.data.results[0].provider_id)).toHaveLength(2);
});
