import { afterAll, expect, test } from 'bun:test';
import { CLINIC, knownParties } from '../parties';
import { aClaim, aLine, startClaims } from '../setup';

const { admin, send, eventsAbout, count, stop } = await startClaims({}, knownParties().peers);
afterAll(stop);

const open = async (changes = {}, as = {}) => {
	const body = { name: 'march.837', format: 'x12-837p', ...changes };
	return (await send('POST', '/api/v1/claim-batches', { body, as })).body.data;
};
const bring = (batch: { id: string }, claims: unknown[], headers: Record<string, string> = {}) =>
	send('POST', `/api/v1/claim-batches/${batch.id}/claims`, { body: { claims }, headers });
const countsOf = async (batch: { id: string }) =>
	(await send('GET', `/api/v1/claim-batches/${batch.id}`)).body.data.claims;

let made = 0;
/** A claim of a file with an identity that no other has. */
const imported = (changes: Parameters<typeof aClaim>[0] = {}, identity = `file-${++made}`) => ({
	identity,
	claim: aClaim({ source: { format: 'x12-837p' }, ...changes }),
});
const outcomesOf = (body: { data: { outcomes: { outcome: string }[] } }) =>
	body.data.outcomes.map(({ outcome }) => outcome);

test('a thousand claims are taken in at once, each under a number of its own', async () => {
	const batch = await open({ expected: 1_000 });
	const claims = Array.from({ length: 1_000 }, () => imported());
	const { status, body } = await bring(batch, claims);
	expect([status, body.data.claims]).toEqual([
		200,
		{ read: 1_000, accepted: 1_000, duplicate: 0, rejected: 0 },
	]);
	const numbers = body.data.outcomes.map(({ claim_number }: { claim_number: string }) => claim_number);
	expect(new Set(numbers).size).toBe(1_000);
	expect(numbers).toEqual(numbers.toSorted());

	const again = await bring(batch, claims);
	expect(again.body.data.claims).toEqual({ read: 1_000, accepted: 0, duplicate: 1_000, rejected: 0 });
	expect(again.body.data.outcomes[7].claim_number).toBe(numbers[7]);
	expect(await countsOf(batch)).toEqual({ read: 2_000, accepted: 1_000, duplicate: 1_000, rejected: 0 });
	expect((await send('GET', `/api/v1/claim-batches/${batch.id}`)).body.data.statuses).toEqual({
		received: 1_000,
	});
	const [stored] = await admin`
		select (select count(*)::int from claims_service.claims where batch_id = ${batch.id}) as claims,
			(select count(*)::int from claims_service.outbox where data ->> 'batch_id' = ${batch.id}) as events`;
	expect(stored).toEqual({ claims: 1_000, events: 1_000 });
});

test('a bad claim keeps no other out, and each is answered in its place', async () => {
	const batch = await open();
	const { body } = await bring(batch, [
		imported(),
		{ identity: `file-${++made}`, claim: { claim_id: 'half a claim' } },
		imported({ lines: [aLine({ service_date: '2999-01-01' })] }),
		{ identity: `file-${++made}`, claim: 'no claim at all' },
		imported(),
	]);
	expect(outcomesOf(body)).toEqual(['accepted', 'rejected', 'rejected', 'rejected', 'accepted']);
	const [, malformed, late] = body.data.outcomes;
	expect(malformed.reasons).toContainEqual(
		expect.objectContaining({ field: 'total_charge', code: 'INVALID' }),
	);
	expect(late.reasons).toMatchObject([{ field: 'lines.0.service_date', code: 'DATE_AFTER_RECEIPT' }]);
	expect([malformed.claim_id, late.claim_id]).toEqual([null, null]);
	expect(await countsOf(batch)).toEqual({ read: 5, accepted: 2, duplicate: 0, rejected: 3 });
});

test('a claim that was imported before, in whatever batch, is not taken in again', async () => {
	const [first, second] = [await open(), await open()];
	const claim = imported();
	const { body } = await bring(first, [claim]);
	const again = await bring(second, [imported(), claim]);
	expect(again.body.data.outcomes[1]).toMatchObject({
		outcome: 'duplicate',
		claim_id: body.data.outcomes[0].claim_id,
	});
	expect(await countsOf(second)).toEqual({ read: 2, accepted: 1, duplicate: 1, rejected: 0 });
});

test('a claim that stands twice in a request is taken in once', async () => {
	const batch = await open();
	const claim = imported();
	const { body } = await bring(batch, [claim, claim]);
	expect(outcomesOf(body)).toEqual(['accepted', 'duplicate']);
	expect(body.data.outcomes[1].claim_id).toBe(body.data.outcomes[0].claim_id);
});

test('a rejected claim may come again once it is mended', async () => {
	const batch = await open();
	const bad = imported({ lines: [aLine({ service_date: '2999-01-01' })] });
	await bring(batch, [bad]);
	const { body } = await bring(batch, [{ ...bad, claim: aClaim() }]);
	expect(outcomesOf(body)).toEqual(['accepted']);
});

test('the same file from two importers at once is taken in once, and both counts are right', async () => {
	const [one, other] = [await open(), await open()];
	const claims = Array.from({ length: 200 }, () => imported());
	const before = await count('claims_service.claims');
	const answers = await Promise.all([bring(one, claims), bring(other, claims.toReversed())]);
	expect(answers.map(({ status }) => status)).toEqual([200, 200]);
	expect(await count('claims_service.claims')).toBe(before + 200);
	const counts = [await countsOf(one), await countsOf(other)];
	expect(counts[0].accepted + counts[1].accepted).toBe(200);
	expect(counts[0].duplicate + counts[1].duplicate).toBe(200);
});

test('importers that share a batch lose no count', async () => {
	const batch = await open();
	const parts = Array.from({ length: 8 }, () => Array.from({ length: 25 }, () => imported()));
	await Promise.all(parts.map((part) => bring(batch, part)));
	expect(await countsOf(batch)).toEqual({ read: 200, accepted: 200, duplicate: 0, rejected: 0 });
});

test('a request that is sent again under its key gets its first answer and counts nothing twice', async () => {
	const batch = await open();
	for (const many of [2, 40]) {
		const claims = Array.from({ length: many }, () => imported());
		const first = await bring(batch, claims, { 'idempotency-key': `part of ${many}` });
		const again = await bring(batch, claims, { 'idempotency-key': `part of ${many}` });
		expect([again.headers.get('idempotent-replayed'), again.body]).toEqual(['true', first.body]);
	}
	expect(await countsOf(batch)).toEqual({ read: 42, accepted: 42, duplicate: 0, rejected: 0 });
});

test('one request under one key from several sides at once is carried out once', async () => {
	const batch = await open();
	const claims = Array.from({ length: 60 }, () => imported());
	const answers = await Promise.all(
		Array.from({ length: 4 }, () => bring(batch, claims, { 'idempotency-key': 'at once' })),
	);
	const codes = answers.map(({ status, body }) => body.error?.code ?? status);
	expect(codes.filter((code) => code !== 200 && code !== 'IDEMPOTENCY_KEY_IN_FLIGHT')).toEqual([]);
	expect(await countsOf(batch)).toEqual({ read: 60, accepted: 60, duplicate: 0, rejected: 0 });
});

test('corrections may come in a batch: of two of one original the second comes too late', async () => {
	const batch = await open();
	const original = (await send('POST', '/api/v1/claims', { body: aClaim() })).body.data;
	const correction = { frequency_code: '7', original_claim_number: original.claim_number };
	const { body } = await bring(batch, [imported(correction), imported(), imported(correction)]);
	expect(outcomesOf(body)).toEqual(['accepted', 'accepted', 'rejected']);
	expect(body.data.outcomes[2].reasons[0].code).toBe('ORIGINAL_CLAIM_OVER');
	const read = await send('GET', `/api/v1/claims/${original.id}`);
	expect(read.body.data).toMatchObject({
		status: 'replaced',
		replaced_by_id: body.data.outcomes[0].claim_id,
	});
	expect((await eventsAbout(original.id)).map(({ event_type }) => event_type)).toEqual([
		'claim.submitted',
		'claim.voided',
		'claim.status.changed',
	]);
});

test('among many claims a correction ends its original as well, and one that lost its race undoes nothing', async () => {
	const batch = await open();
	const original = (await send('POST', '/api/v1/claims', { body: aClaim() })).body.data;
	const correction = () => imported({ frequency_code: '7', original_claim_number: original.claim_number });
	const requests = [0, 1].map(() => [...Array.from({ length: 30 }, () => imported()), correction()]);
	const answers = await Promise.all(requests.map((claims) => bring(batch, claims)));
	const accepted = answers
		.flatMap(({ body }) => outcomesOf(body))
		.filter((outcome) => outcome === 'accepted');
	expect(accepted).toHaveLength(61);
	expect(await countsOf(batch)).toEqual({ read: 62, accepted: 61, duplicate: 0, rejected: 1 });
	expect((await eventsAbout(original.id)).map(({ event_type }) => event_type)).toEqual([
		'claim.submitted',
		'claim.voided',
		'claim.status.changed',
	]);
	const [stored] = await admin`
		select (select count(*)::int from claims_service.claims where batch_id = ${batch.id}) as claims,
			(select count(*)::int from claims_service.outbox where data ->> 'batch_id' = ${batch.id}) as events,
			(select count(*)::int from audit.entries where after ->> 'batch_id' = ${batch.id}) as audited`;
	expect(stored).toEqual({ claims: 61, events: 61, audited: 61 });
});

test('claims of a batch are listed by it', async () => {
	const batch = await open();
	await bring(batch, [imported(), imported()]);
	const { body } = await send('GET', `/api/v1/claims?batch_id=${batch.id}`);
	expect(body.data.map(({ batch_id }: { batch_id: string }) => batch_id)).toEqual([batch.id, batch.id]);
});

test('batches are listed newest first, each with where its claims stand', async () => {
	const [older, newer] = [await open(), await open({ name: 'april.837' })];
	const { body } = await bring(newer, [imported(), imported()]);
	await send('POST', `/api/v1/claims/${body.data.outcomes[0].claim_id}/voids`, { body: { reason: 'test' } });
	const page = await send('GET', '/api/v1/claim-batches?limit=2');
	expect(page.body.data).toMatchObject([
		{ id: newer.id, name: 'april.837', statuses: { received: 1, voided: 1 } },
		{ id: older.id, statuses: {} },
	]);
	const next = await send(
		'GET',
		`/api/v1/claim-batches?limit=1&cursor=${page.body.metadata.page.next_cursor}`,
	);
	expect([older.id, newer.id]).not.toContain(next.body.data[0].id);
});

test('a provider sees and fills the batches that it opened, and no others', async () => {
	const as = { role: 'provider', provider_id: CLINIC, subject: 'clinic-1' } as const;
	const [own, others] = [await open({}, as), await open()];
	const listed = await send('GET', '/api/v1/claim-batches', { as });
	expect(listed.body.data.map(({ id }: { id: string }) => id)).toEqual([own.id]);
	expect((await send('GET', `/api/v1/claim-batches/${others.id}`, { as })).status).toBe(404);
	const fill = (batch: { id: string }) =>
		send('POST', `/api/v1/claim-batches/${batch.id}/claims`, { as, body: { claims: [imported()] } });
	expect([(await fill(own)).status, (await fill(others)).status]).toEqual([200, 404]);
});

test('a batch that is not there takes no claims', async () => {
	const { status, body } = await bring({ id: Bun.randomUUIDv7() }, [imported()]);
	expect([status, body.error.code]).toEqual([404, 'BATCH_NOT_FOUND']);
});

test.each([
	['of nothing', []],
	['of more than a thousand', Array.from({ length: 1_001 }, (_, at) => ({ identity: `x${at}`, claim: {} }))],
	['without identities', [{ claim: aClaim() }]],
	['with an empty identity', [{ identity: '', claim: aClaim() }]],
])('a request %s is refused whole', async (_, claims) => {
	const { status, body } = await bring(await open(), claims);
	expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
});

test('a batch of ten megabytes is welcome where a single claim of that size is not', async () => {
	const long = imported({
		source: {
			format: 'x12-837p',
			extras: Array.from({ length: 520 }, () => ({ path: 'NTE', value: 'x'.repeat(20_000) })),
		},
	});
	expect((await bring(await open(), [long])).body.data.claims.accepted).toBe(1);
	expect((await send('POST', '/api/v1/claims', { body: long.claim })).status).toBe(413);
});
