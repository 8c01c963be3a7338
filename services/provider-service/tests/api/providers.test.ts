import { afterAll, expect, test } from 'bun:test';
import { anNpi, aProvider, startProviders } from '../setup';

const { platform, admin, send, stop } = await startProviders();
afterAll(stop);

const register = async (provider: object) =>
	(await send('POST', '/api/v1/providers', { body: provider })).body.data;
const eventsOf = async (provider_id: string) => {
	const events = await admin`select event_type from provider_service.outbox
		where data ->> 'provider_id' = ${provider_id} order by recorded_at`;
	return events.map(({ event_type }) => event_type);
};

test('a provider is registered, told to the others, and found by id, NPI and tax id', async () => {
	const { status, body } = await send('POST', '/api/v1/providers', {
		body: aProvider({ tax_id: '01.234.567' }),
	});
	expect(status).toBe(201);
	const { id, npi } = body.data;
	expect(body.data).toMatchObject({
		status: 'active',
		channels: ['cashless', 'reimbursement'],
		contracts: [],
	});
	expect((await send('GET', `/api/v1/providers/${id}`)).body.data).toEqual(body.data);
	for (const numbers of [{ ids: [id] }, { npis: [npi] }, { tax_ids: ['01.234.567'] }]) {
		const found = await send('POST', '/api/v1/providers/batch-get', { body: numbers });
		expect(found.body.data).toEqual([body.data]);
	}
	expect(await eventsOf(id)).toEqual(['provider.registered']);
	expect(await admin`select from audit.entries where entity_id = ${id}`).toHaveLength(1);
});

test('an NPI names one provider, and a repeated request is answered as the first', async () => {
	const provider = aProvider();
	const headers = { 'idempotency-key': 'register-once' };
	const first = await send('POST', '/api/v1/providers', { body: provider, headers });
	const again = await send('POST', '/api/v1/providers', { body: provider, headers });
	expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
	const other = await send('POST', '/api/v1/providers', { body: provider });
	expect([other.status, other.body.error.code]).toEqual([409, 'NPI_TAKEN']);
	await register(aProvider({ npi: null, tax_id: '09' }));
	const alone = await send('POST', '/api/v1/providers', { body: aProvider({ npi: null, tax_id: '09' }) });
	expect(alone.body.error.code).toBe('TAX_ID_TAKEN');
	expect((await send('POST', '/api/v1/providers', { body: aProvider({ tax_id: '09' }) })).status).toBe(201);
});

test('of many who register one NPI at once exactly one succeeds', async () => {
	const body = aProvider();
	const answers = await Promise.all(
		Array.from({ length: 10 }, () => send('POST', '/api/v1/providers', { body })),
	);
	expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
});

test('a change needs the version that was read last, and is told', async () => {
	const { id } = await register(aProvider());
	const etag = (await send('GET', `/api/v1/providers/${id}`)).headers.get('etag') ?? '';
	const patch = (licence_to: string) =>
		send('PATCH', `/api/v1/providers/${id}`, { body: { licence_to }, headers: { 'if-match': etag } });
	const changed = await patch('2027-12-31');
	expect([changed.body.data.licence_to, changed.headers.get('etag')]).toEqual(['2027-12-31', '"2"']);
	expect((await patch('2028-12-31')).body.error.code).toBe('CONCURRENT_CHANGE');
	const taken = (await register(aProvider())).npi;
	const { body } = await send('PATCH', `/api/v1/providers/${id}`, { body: { npi: taken } });
	expect(body.error.code).toBe('NPI_TAKEN');
	expect(await eventsOf(id)).toEqual(['provider.registered', 'provider.changed']);
});

test('a list goes on after its cursor and filters by how the name begins', async () => {
	for (let n = 0; n < 3; n++) await register(aProvider({ name: `Klinik_${n}`, kind: 'practitioner' }));
	const path = '/api/v1/providers?name=klinik_&kind=practitioner&limit=2';
	const first = (await send('GET', path)).body;
	const rest = (await send('GET', `${path}&cursor=${first.metadata.page.next_cursor}`)).body;
	const names = [...first.data, ...rest.data].map(({ name }: { name: string }) => name);
	expect(names).toEqual(['Klinik_2', 'Klinik_1', 'Klinik_0']);
	expect(rest.metadata.page.next_cursor).toBeNull();
	expect((await send('GET', '/api/v1/providers?name=klinikx')).body.data).toEqual([]);
});

test("a provider's token sees that provider and changes nothing; a member's sees nobody", async () => {
	const [own, other] = [await register(aProvider()), await register(aProvider())];
	const scopes = ['providers:read', 'providers:write'];
	const as = { role: 'provider', provider_id: own.id, scopes } as const;
	const status = async (id: string) => (await send('GET', `/api/v1/providers/${id}`, { as })).status;
	expect([await status(own.id), await status(other.id)]).toEqual([200, 404]);
	expect((await send('GET', '/api/v1/providers', { as })).body.data).toEqual([own]);
	const asMember = { role: 'member', member_id: platform.newId(), scopes } as const;
	const numbers = { body: { ids: [own.id] }, as: asMember };
	expect((await send('POST', '/api/v1/providers/batch-get', numbers)).body.data).toEqual([]);
	const change = await send('PATCH', `/api/v1/providers/${own.id}`, { as, body: { status: 'ended' } });
	expect([change.status, change.body.error.code]).toEqual([403, 'SCOPE_MISSING']);
});

const hostile: [name: string, changes: object, code: string][] = [
	['a wrong check digit', { npi: '1234567890' }, 'NPI_INVALID'],
	['an NPI of letters', { npi: 'ABCDEFGHIJ' }, 'VALIDATION_FAILED'],
	['a channel that there is not', { channels: ['barter'] }, 'VALIDATION_FAILED'],
	['a field of its own', { bribe: true }, 'VALIDATION_FAILED'],
	['a name with half a character', { name: 'Rumah \ud800' }, 'VALIDATION_FAILED'],
];
test.each(hostile)('a provider with %s is refused by name', async (_, changes, code) => {
	const { status, body } = await send('POST', '/api/v1/providers', { body: aProvider(changes) });
	expect([status, body.error.code]).toEqual([422, code]);
	expect(JSON.stringify(body)).not.toContain('Rumah');
});

test('networks hold their providers between dates, never twice on one day', async () => {
	const headers = { 'idempotency-key': 'a-network' };
	const network = await send('POST', '/api/v1/networks', { body: { name: 'Prima' }, headers });
	expect((await send('POST', '/api/v1/networks', { body: { name: 'Prima' }, headers })).body).toEqual(
		network.body,
	);
	expect((await send('POST', '/api/v1/networks', { body: { name: 'Prima' } })).body.error.code).toBe(
		'NETWORK_NAME_TAKEN',
	);
	const { id: provider_id } = await register(aProvider({ npi: anNpi() }));
	const path = `/api/v1/networks/${network.body.data.id}/providers`;
	const join = (from: string, to: string | null) => send('POST', path, { body: { provider_id, from, to } });
	expect((await join('2026-01-01', '2026-06-30')).status).toBe(201);
	expect((await join('2026-06-30', null)).body.error.code).toBe('MEMBERSHIP_OVERLAPS');
	expect((await join('2026-09-01', '2026-08-01')).body.error.code).toBe('MEMBERSHIP_DATES_INVERTED');
	const on = async (date: string) => (await send('GET', `${path}?date=${date}`)).body.data;
	expect(await on('2026-06-30')).toEqual([{ provider_id, from: '2026-01-01', to: '2026-06-30' }]);
	expect(await on('2026-07-01')).toEqual([]);
	expect(await eventsOf(provider_id)).toEqual(['provider.registered', 'provider.network.changed']);
	const as = { role: 'provider', provider_id: platform.newId() } as const;
	expect((await send('GET', `/api/v1/networks/${network.body.data.id}`, { as })).status).toBe(404);
	expect((await send('GET', '/api/v1/networks')).body.data).toEqual([network.body.data]);
});
