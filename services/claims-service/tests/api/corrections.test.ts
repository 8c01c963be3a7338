import { afterAll, expect, test } from 'bun:test';
import type { TokenOptions } from '@claims-askes/chassis/testing/platform';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { CLINIC, knownParties } from '../parties';
import { aClaim, startClaims } from '../setup';

const { send, eventsAbout, count, stop } = await startClaims({}, knownParties().peers);
afterAll(stop);

const submit = (claim: unknown, headers: Record<string, string> = {}, as: TokenOptions = {}) =>
	send('POST', '/api/v1/claims', { body: claim, headers, as });
const read = async (id: string) => (await send('GET', `/api/v1/claims/${id}`)).body.data;
const anOriginal = async () => (await submit(aClaim())).body.data;
const correcting = (
	original: { claim_number: string },
	frequency_code = '7',
	changes: Partial<CanonicalClaim> = {},
) => aClaim({ frequency_code, original_claim_number: original.claim_number, ...changes });

test('a replacement takes the place of its original, and each names the other', async () => {
	const original = await anOriginal();
	const { status, body } = await submit(correcting(original));
	expect([status, body.data.status, body.data.replaces_id]).toEqual([201, 'received', original.id]);
	expect(await read(original.id)).toMatchObject({
		status: 'replaced',
		replaced_by_id: body.data.id,
		version: 2,
	});
	const history = await send('GET', `/api/v1/claims/${original.id}/history`);
	expect(history.body.data.at(-1)).toMatchObject({
		seq: 2,
		from: 'received',
		to: 'replaced',
		reason: `replaced by ${body.data.claim_number}`,
	});
});

test('the original is undone before its replacement is looked at: one key, in that order', async () => {
	const original = await anOriginal();
	const { body } = await submit(correcting(original));
	const [, voided, changed] = await eventsAbout(original.id);
	const [submitted] = await eventsAbout(body.data.id);
	expect(voided).toMatchObject({ event_type: 'claim.voided', data: { replaced_by: body.data.id } });
	expect(changed).toMatchObject({
		event_type: 'claim.status.changed',
		data: { from: 'received', to: 'replaced' },
	});
	expect(submitted?.key).toBe(voided?.key ?? '');
	expect((submitted?.position ?? 0) > (voided?.position ?? 0)).toBe(true);
});

test('a void cancels its original, is closed itself, and is never sent to adjudication', async () => {
	const original = await anOriginal();
	const { body } = await submit(correcting(original, '8'));
	expect(body.data).toMatchObject({ status: 'closed', replaces_id: original.id });
	expect(await read(original.id)).toMatchObject({ status: 'voided', replaced_by_id: null });
	expect(await eventsAbout(body.data.id)).toHaveLength(0);
});

test('a correction of a claim that the payer does not have is refused, and nothing is kept', async () => {
	const before = await count('claims_service.claims');
	const { status, body } = await submit(correcting({ claim_number: 'CLM-2020-00000001' }));
	expect([status, body.error.details]).toEqual([
		422,
		[
			{
				field: 'original_claim_number',
				code: 'ORIGINAL_CLAIM_UNKNOWN',
				message: 'names no claim that this payer has',
			},
		],
	]);
	expect(await count('claims_service.claims')).toBe(before);
});

test('nobody replaces the claim of another subscriber', async () => {
	const original = await anOriginal();
	const { body } = await submit(correcting(original, '7', { subscriber: { member_id: 'SOMEBODY-ELSE' } }));
	expect(body.error.details[0].code).toBe('ORIGINAL_CLAIM_DIFFERS');
	expect((await read(original.id)).status).toBe('received');
});

test('a provider cannot even tell whether the claim of another provider exists', async () => {
	const original = await anOriginal();
	const as = { role: 'provider', provider_id: CLINIC } as const;
	const { body } = await submit(correcting(original), {}, as);
	expect(body.error.details[0].code).toBe('ORIGINAL_CLAIM_UNKNOWN');
});

test('a claim is replaced once', async () => {
	const original = await anOriginal();
	await submit(correcting(original));
	const { status, body } = await submit(correcting(original));
	expect([status, body.error.details[0].code]).toEqual([422, 'ORIGINAL_CLAIM_OVER']);
});

test('of many replacements at once exactly one wins, and the others are told why', async () => {
	const original = await anOriginal();
	const answers = await Promise.all(Array.from({ length: 6 }, () => submit(correcting(original))));
	const won = answers.filter(({ status }) => status === 201);
	expect(won).toHaveLength(1);
	expect((await read(original.id)).replaced_by_id).toBe(won[0]?.body.data.id);
	for (const { status, body } of answers.filter((answer) => answer !== won[0]))
		expect([status, body.error.details[0].code]).toEqual([422, 'ORIGINAL_CLAIM_OVER']);
});

test('a replacement that is sent again under its key gets its first answer, not a refusal', async () => {
	const original = await anOriginal();
	const claim = correcting(original);
	const first = await submit(claim, { 'idempotency-key': 'replace-once' });
	const again = await submit(claim, { 'idempotency-key': 'replace-once' });
	expect([again.status, again.body]).toEqual([201, first.body]);
});

test('a replacement can itself be replaced', async () => {
	const original = await anOriginal();
	const { body: second } = await submit(correcting(original));
	const { status, body: third } = await submit(correcting(second.data));
	expect([status, third.data.replaces_id]).toEqual([201, second.data.id]);
});
