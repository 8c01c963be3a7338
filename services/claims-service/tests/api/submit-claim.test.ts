import { afterAll, expect, test } from 'bun:test';
import { aClaim, aLine, startClaims } from '../setup';

const { admin, send, eventsAbout, count, stop } = await startClaims({ PAYER_TIME_ZONE: 'Asia/Jakarta' });
afterAll(stop);

const submit = (claim: unknown, headers: Record<string, string> = {}) =>
	send('POST', '/api/v1/claims', { body: claim, headers });
const codesOf = (body: { error: { details: { code: string }[] } }) =>
	body.error.details.map(({ code }) => code).sort();

test('a clean claim is received under a number of its own', async () => {
	const { status, body } = await submit(aClaim());
	expect([status, body.data.status, body.data.total_charge]).toEqual([201, 'received', '120.00']);
	expect(body.data.claim_number).toMatch(/^CLM-\d{4}-\d{8}$/);
	const again = await submit(aClaim());
	expect(again.body.data.claim_number).not.toBe(body.data.claim_number);
});

test('what is read back is what was submitted, to the last field', async () => {
	const claim = aClaim({
		total_charge: '1250000',
		currency: 'IDR',
		lines: [
			aLine({ number: 3, charge: '1000000', units: 2.5, note: 'naïve — 日本語 "quoted" \\ back' }),
			aLine({ number: 1, charge: '250000', service_date_end: '2026-03-02' }),
		],
	});
	const { body } = await submit(claim);
	const read = await send('GET', `/api/v1/claims/${body.data.id}`);
	const { content, ...view } = read.body.data;
	expect(content).toEqual(claim);
	expect(view).toEqual(body.data);
	expect(view).toMatchObject({
		total_charge: '1250000',
		service_from: '2026-03-01',
		service_to: '2026-03-02',
	});
});

test('a repeated submission is known however its address is spelled', async () => {
	const claim = aClaim();
	const headers = { 'idempotency-key': 'spelled otherwise' };
	const first = await submit(claim, headers);
	const again = await send('POST', '/api/v1/claims/', { body: claim, headers });
	expect([again.headers.get('idempotent-replayed'), again.body]).toEqual(['true', first.body]);
});

test('a claim that does not say where it came from came as JSON', async () => {
	const { source: _, ...claim } = aClaim();
	const { body } = await submit(claim);
	const read = await send('GET', `/api/v1/claims/${body.data.id}`);
	expect(read.body.data.content.source).toEqual({ format: 'json' });
});

test('a claim, its lines, its first move, its event and its audit row are stored together', async () => {
	const { body } = await submit(aClaim({ total_charge: '240.00', lines: [aLine(), aLine({ number: 2 })] }));
	const { id, claim_number } = body.data;
	expect(await eventsAbout(id)).toMatchObject([
		{ event_type: 'claim.submitted', data: { claim_id: id, claim_number, batch_id: null } },
	]);
	const [stored] = await admin`
		select (select count(*)::int from claims_service.claim_lines where claim_id = ${id}) as lines,
			(select count(*)::int from claims_service.claim_history where claim_id = ${id}) as moves,
			(select count(*)::int from audit.entries where entity_id = ${id} and action = 'claim.received') as audited`;
	expect(stored).toEqual({ lines: 2, moves: 1, audited: 1 });
});

test('an event and its key name nobody', async () => {
	const { body } = await submit(aClaim({ subscriber: { member_id: 'SECRET77', last_name: 'Confidential' } }));
	const said = JSON.stringify(await eventsAbout(body.data.id));
	expect(said).not.toMatch(/SECRET77|Confidential|J069/);
});

test('claims of one family have one key, so that they are heard in order', async () => {
	const keyOf = async (member_id: string) => {
		const { body } = await submit(aClaim({ subscriber: { member_id } }));
		return (await eventsAbout(body.data.id))[0]?.key;
	};
	const [first, again, other] = [await keyOf('FAM 1'), await keyOf('fam1'), await keyOf('FAM2')];
	expect(first).toMatch(/^[0-9a-f]{32}$/);
	expect([again === first, other === first]).toEqual([true, false]);
});

test('every reason is told at once, by field and code, and nothing is stored', async () => {
	const before = await count('claims_service.claims');
	const { status, body } = await submit(
		aClaim({
			total_charge: '1.00',
			billing_provider: { npi: '1234567890' },
			lines: [
				aLine({ service_date: '2026-03-02', service_date_end: '2026-03-01' }),
				aLine({ diagnosis_pointers: [5] }),
			],
		}),
	);
	expect([status, body.error.code]).toEqual([422, 'CLAIM_REJECTED']);
	expect(body.error.details.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual(
		[
			['lines.1.number', 'LINE_NUMBER_REPEATED'],
			['lines.1.diagnosis_pointers', 'DIAGNOSIS_POINTER_UNKNOWN'],
			['lines.0.service_date_end', 'DATES_INVERTED'],
			['total_charge', 'CHARGES_DO_NOT_SUM'],
			['billing_provider.npi', 'NPI_CHECK_DIGIT'],
		],
	);
	expect(await count('claims_service.claims')).toBe(before);
});

test('what a file carried here is kept with a warning where its charges do not sum', async () => {
	const { status, body } = await submit(aClaim({ total_charge: '999.99', source: { format: 'x12-837p' } }));
	expect(status).toBe(201);
	const read = await send('GET', `/api/v1/claims/${body.data.id}`);
	expect(read.body.data.warnings).toEqual([
		{ field: 'total_charge', code: 'CHARGES_DO_NOT_SUM', message: 'is not the sum of the lines' },
	]);
});

test('tomorrow is judged where the payer is', async () => {
	const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' }).format(new Date());
	const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10);
	expect((await submit(aClaim({ lines: [aLine({ service_date: today })] }))).status).toBe(201);
	const { status, body } = await submit(aClaim({ lines: [aLine({ service_date: tomorrow })] }));
	expect([status, codesOf(body)]).toEqual([422, ['DATE_AFTER_RECEIPT']]);
});

const hostile: [name: string, claim: unknown][] = [
	['is a list', [aClaim()]],
	['has a field nobody knows', { ...aClaim(), colour: 'blue' }],
	['has a negative charge', aClaim({ lines: [aLine({ charge: '-1.00' })] })],
	['has a charge in words', aClaim({ total_charge: 'a lot' })],
	['has a charge that is a number', { ...aClaim(), total_charge: 120 }],
	['has no lines', aClaim({ lines: [] })],
	['has a thirtieth of February', aClaim({ lines: [aLine({ service_date: '2026-02-30' })] })],
	['has an NPI with letters', aClaim({ billing_provider: { npi: '12345abcde' } })],
	['writes SQL where a code belongs', aClaim({ currency: "USD'; drop table claims; --" })],
	['hides a NUL in a name', aClaim({ patient: { relationship: 'self', last_name: 'a\0b' } })],
];
test.each(hostile)('a claim that %s is refused by name', async (_, claim) => {
	const { status, body } = await submit(claim);
	expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
});

test('a claim needs a token that may write claims', async () => {
	const unauthorized = await send('POST', '/api/v1/claims', { body: aClaim(), as: null });
	const reader = await send('POST', '/api/v1/claims', { body: aClaim(), as: { scopes: ['claims:read'] } });
	expect([unauthorized.status, reader.status]).toEqual([401, 403]);
});

test('the same key and claim answer the same bytes and are received once', async () => {
	const claim = aClaim();
	const first = await submit(claim, { 'idempotency-key': 'once' });
	const before = await count('claims_service.claims');
	const again = await submit(claim, { 'idempotency-key': 'once' });
	expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([
		201,
		'true',
		first.body,
	]);
	expect(await count('claims_service.claims')).toBe(before);
});

test('the same key with another claim is refused', async () => {
	await submit(aClaim(), { 'idempotency-key': 'reused' });
	const { status, body } = await submit(aClaim(), { 'idempotency-key': 'reused' });
	expect([status, body.error.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
});

test('many claims at once all get numbers of their own', async () => {
	const answers = await Promise.all(Array.from({ length: 60 }, () => submit(aClaim())));
	const numbers = new Set(answers.map(({ body }) => body.data.claim_number));
	expect(numbers.size).toBe(60);
});
