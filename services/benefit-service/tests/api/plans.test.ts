import { afterAll, expect, test } from 'bun:test';
import { aPlan, startBenefits } from '../setup';

const { platform, admin, send, stop } = await startBenefits();
afterAll(stop);

const publish = (document: { id: string }, effective_from: string, headers = {}) =>
	send('POST', `/api/v1/plans/${document.id}/versions`, { body: { document, effective_from }, headers });
const eventsOf = (plan_id: string) =>
	admin`select event_type, data from benefit_service.outbox where key = ${plan_id} order by position`;

test('the first version of a plan brings it into being and is told to the others', async () => {
	const document = aPlan();
	const { status, body } = await publish(document, '2026-01-01');
	expect([status, body.data.version]).toEqual([201, '1']);
	expect(body.data.document).toEqual(document);
	const { data } = (await send('GET', `/api/v1/plans/${document.id}`)).body;
	expect(data).toEqual({
		id: document.id,
		name: 'Rawat Jalan',
		superseded: [],
		currency: 'IDR',
		product: null,
		draft: null,
		versions: [
			{
				id: body.data.id,
				plan_id: document.id,
				version: '1',
				effective_from: '2026-01-01',
				effective_to: null,
			},
		],
	});
	expect(await eventsOf(document.id)).toEqual([
		{
			event_type: 'plan.published',
			data: { plan_id: document.id, version: '1', from: '2026-01-01' },
		},
	] as never);
});

test('the same document is published once, however its keys are written', async () => {
	const document = aPlan();
	const first = await publish(document, '2026-01-01');
	const reversed = Object.fromEntries(Object.entries(document).toReversed()) as typeof document;
	const again = await publish(reversed, '2026-01-01');
	expect([again.status, again.body.data.id]).toEqual([200, first.body.data.id]);
	const later = await publish(document, '2027-01-01');
	expect([later.status, later.body.data.version]).toEqual([201, '2']);
	expect(await eventsOf(document.id)).toHaveLength(2);
});

test('of many who publish at once each gets a number of their own', async () => {
	const document = aPlan();
	const names = Array.from({ length: 4 }, (_, at) => ({ ...document, name: `Plan ${at}` }));
	const answers = await Promise.all(names.map((one, at) => publish(one, `2026-0${at + 1}-01`)));
	expect(answers.map(({ body }) => body.data.version).sort()).toEqual(['1', '2', '3', '4']);
});

test('a repeated request is answered as the first, and its key does no other work', async () => {
	const document = aPlan();
	const headers = { 'idempotency-key': `publish-${document.id}` };
	const body = { document, effective_from: '2026-01-01' };
	const first = await send('POST', '/api/v1/plans', { body, headers });
	const again = await send('POST', '/api/v1/plans', { body, headers });
	expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
	const other = await send('POST', '/api/v1/plans', { body: { document: aPlan() }, headers });
	expect(other.body.error.code).toBe('IDEMPOTENCY_KEY_REUSED');
	expect((await send('POST', '/api/v1/plans', { body })).body.error.code).toBe('PLAN_EXISTS');
});

test('a version that another takes over whole is still told of, apart from those that hold', async () => {
	const document = aPlan();
	const first = await publish(document, '2026-01-01');
	const second = await publish(Object.assign(document, { name: 'Put right' }), '2026-01-01');
	const { body } = await send('POST', '/api/v1/plans/batch-get', { body: { ids: [document.id] } });
	const [plan] = body.data;
	expect(plan.versions.map(({ id }: { id: string }) => id)).toEqual([second.body.data.id]);
	expect(plan.superseded).toEqual([first.body.data.id]);
});

test('versions are read in batches and one by one, and may be kept for ever', async () => {
	const document = aPlan();
	const { data: version } = (await publish(document, '2026-01-01')).body;
	const one = await send('GET', `/api/v1/plans/${document.id}/versions/1`);
	expect(one.body.data).toEqual(version);
	expect(one.headers.get('cache-control')).toContain('immutable');
	expect((await send('GET', `/api/v1/plans/${document.id}/versions/2`)).status).toBe(404);
	const ids = [version.id, platform.newId()];
	const many = await send('POST', '/api/v1/plan-versions/batch-get', { body: { ids } });
	expect(many.body.data).toEqual([version]);
	const plans = await send('POST', '/api/v1/plans/batch-get', { body: { ids: [document.id, 'NO-SUCH'] } });
	expect(plans.body.data.map(({ id }: { id: string }) => id)).toEqual([document.id]);
});

test('a draft is written with the version that was read last, and published when it is sound', async () => {
	const document = aPlan({ default_benefit: 'DENTAL' });
	const path = `/api/v1/plans/${document.id}`;
	expect((await send('POST', '/api/v1/plans', { body: { document } })).body.data.draft).toEqual(document);
	const unsound = await send('POST', `${path}/versions`, { body: { effective_from: '2026-01-01' } });
	expect([unsound.status, unsound.body.error.code]).toEqual([422, 'PLAN_INVALID']);
	expect(unsound.body.error.details).toMatchObject([{ field: 'default_benefit', code: 'UNKNOWN_BENEFIT' }]);
	const etag = (await send('GET', path)).headers.get('etag') ?? '';
	const sound = { ...document, default_benefit: 'GP' };
	const put = () => send('PUT', `${path}/draft`, { body: sound, headers: { 'if-match': etag } });
	expect((await put()).headers.get('etag')).toBe('"2"');
	expect((await put()).body.error.code).toBe('CONCURRENT_CHANGE');
	const published = await send('POST', `${path}/versions`, { body: { effective_from: '2026-01-01' } });
	expect(published.body.data.document).toEqual(sound);
	expect((await send('GET', path)).body.data.draft).toBeNull();
	const nothing = await send('POST', `${path}/versions`, { body: { effective_from: '2027-01-01' } });
	expect(nothing.body.error.code).toBe('NOTHING_TO_PUBLISH');
});

test('plans belong to nobody: a restricted token reads what was published, and writes nothing', async () => {
	const [draft, published] = [aPlan(), aPlan()];
	await send('POST', '/api/v1/plans', { body: { document: draft } });
	await publish(published, '2026-01-01');
	const scopes = ['plans:read', 'plans:write'];
	const as = { role: 'member', member_id: platform.newId(), scopes } as const;
	const status = async (id: string) => (await send('GET', `/api/v1/plans/${id}`, { as })).status;
	expect([await status(draft.id), await status(published.id)]).toEqual([404, 200]);
	const listed = (await send('GET', '/api/v1/plans?limit=500', { as })).body.data;
	expect(listed.map(({ id }: { id: string }) => id)).not.toContain(draft.id);
	const body = { document: aPlan() };
	expect((await send('POST', '/api/v1/plans', { as, body })).body.error.code).toBe('SCOPE_MISSING');
});

test('a list goes on after its cursor, by id', async () => {
	const seen: string[] = [];
	type Page = { data: { id: string }[]; metadata: { page: { next_cursor: string | null } } };
	for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 50; pages++) {
		const page: Page = (await send('GET', `/api/v1/plans?limit=3${cursor ? `&cursor=${cursor}` : ''}`)).body;
		seen.push(...page.data.map(({ id }) => id));
		cursor = page.metadata.page.next_cursor;
	}
	const [stored] = await admin`select count(*)::int as plans from benefit_service.plans`;
	expect(seen).toEqual(seen.toSorted());
	expect(new Set(seen).size).toBe(stored?.plans);
});

const hostile: [name: string, document: object, code: string][] = [
	['another plan’s id', aPlan({ id: 'ANOTHER' }), 'PLAN_ID_DIFFERS'],
	['code in it', aPlan({ id: 'HOSTILE', script: 'process.exit()' }), 'VALIDATION_FAILED'],
	['a float for money', aPlan({ id: 'HOSTILE', benefits: { A: { daily_cash: 0.1 } } }), 'VALIDATION_FAILED'],
	['a rule that nobody may switch', aPlan({ id: 'HOSTILE', rules: { '7': 'off' } }), 'VALIDATION_FAILED'],
	['contradictions', aPlan({ id: 'HOSTILE', benefit_of: { A: 'B' } }), 'PLAN_INVALID'],
];
test.each(hostile)('a document with %s is refused by name', async (_, document, code) => {
	const request = { body: { document, effective_from: '2026-01-01' } };
	const { status, body } = await send('POST', '/api/v1/plans/HOSTILE/versions', request);
	expect([status, body.error.code]).toEqual([422, code]);
});

test('a document is validated by path without being stored', async () => {
	const validate = async (document: object) =>
		(await send('POST', '/api/v1/plan-validations', { body: { document } })).body.data;
	expect(await validate(aPlan())).toEqual({ is_valid: true, findings: [] });
	const torn = await validate({ ...aPlan(), currency: 'rupiah', bonus: 1 });
	expect(torn.findings).toMatchObject([
		{ path: 'currency', code: 'INVALID' },
		{ path: 'bonus', code: 'UNKNOWN_FIELD' },
	]);
	const twice = { ...aPlan(), benefit_of: { A: 'B', C: 'D' } };
	expect((await validate(twice)).findings).toHaveLength(2);
	expect((await send('GET', `/api/v1/plans/${twice.id}`)).status).toBe(404);
});

test('a plan keeps the product of its first version, and a draft may still have any', async () => {
	const document = aPlan({ product: 'dental' });
	const path = `/api/v1/plans/${document.id}`;
	const drafted = await send('POST', '/api/v1/plans', {
		body: { document: { ...document, product: 'optical' } },
	});
	expect(drafted.body.data.product).toBe('optical');
	expect((await publish(document, '2026-01-01')).status).toBe(201);
	for (const product of ['optical', undefined]) {
		const other = { ...document, product };
		const refused = await publish(other, '2027-01-01');
		expect([refused.status, refused.body.error.code]).toEqual([409, 'PLAN_PRODUCT_DIFFERS']);
		const validated = await send('POST', '/api/v1/plan-validations', { body: { document: other } });
		expect(validated.body.data).toMatchObject({
			is_valid: false,
			findings: [{ path: 'product', code: 'PLAN_PRODUCT_DIFFERS' }],
		});
	}
	expect((await publish({ ...document, name: 'Gigi' } as typeof document, '2027-01-01')).status).toBe(201);
	expect((await send('GET', path)).body.data).toMatchObject({ product: 'dental', versions: [{}, {}] });
	const none = aPlan();
	await publish(none, '2026-01-01');
	const named = await publish({ ...none, product: 'medical' } as typeof none, '2027-01-01');
	expect(named.body.error.code).toBe('PLAN_PRODUCT_DIFFERS');
});

test('a plan answers what it pays for on a date', async () => {
	const document = aPlan();
	await publish(document, '2026-01-01');
	const ask = (code: string, date = '2026-11-23') =>
		send('POST', '/api/v1/benefit-inquiries', { body: { plan_id: document.id, date, code } });
	expect((await ask('GP-1')).body.data).toMatchObject({
		plan_version: '1',
		currency: 'IDR',
		benefit: 'GP',
		is_covered: true,
		limits: [{ id: 'gp', amount: '250000' }],
		cost_share: { in: { coinsurance: 10, copay: { amount: '50000' } } },
	});
	expect((await ask('SPA-1')).body.data).toMatchObject({ is_covered: false, reason: 'not_covered' });
	expect((await ask('GP-1', '2025-12-31')).body.error.code).toBe('PLAN_NOT_IN_FORCE');
});
