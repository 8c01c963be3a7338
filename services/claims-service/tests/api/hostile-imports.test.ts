import { afterAll, expect, test } from 'bun:test';
import { aClaim, aLine, startClaims } from '../setup';

const { admin, send, count, stop } = await startClaims();
afterAll(stop);

const { id } = (await send('POST', '/api/v1/claim-batches', { body: { name: 'odd', format: 'x12-837p' } }))
	.body.data;
const bring = (claims: unknown[], headers: Record<string, string> = {}) =>
	send('POST', `/api/v1/claim-batches/${id}/claims`, { body: { claims }, headers });
const bringText = (rawBody: string | Uint8Array<ArrayBuffer>) =>
	send('POST', `/api/v1/claim-batches/${id}/claims`, { rawBody });

let made = 0;
const imported = (changes: Parameters<typeof aClaim>[0] = {}, identity = `odd-${++made}`) => ({
	identity,
	claim: aClaim({ source: { format: 'x12-837p' }, ...changes }),
});
const outcomesOf = (body: { data: { outcomes: { outcome: string }[] } }) =>
	body.data.outcomes.map(({ outcome }) => outcome);
const storedUnder = async (claimId: string) => {
	const [row] = await admin`select content from claims_service.claim_contents where claim_id = ${claimId}`;
	return row?.content;
};

const whole = JSON.stringify({ claims: [imported(), imported()] });
const latin1 = Buffer.from(whole.replace('Clinic', 'Clínic'), 'latin1');

test.each<[string, string | Uint8Array<ArrayBuffer>, number, string]>([
	['is cut within a claim', whole.slice(0, -40), 400, 'BODY_MALFORMED'],
	[
		'is cut within a character',
		Buffer.from(whole.replace('Clinic', 'Clinic é')).subarray(0, 170),
		400,
		'BODY_MALFORMED',
	],
	['is no UTF-8', latin1, 400, 'BODY_MALFORMED'],
	['is a line for each claim', `${whole}\n${whole}\n`, 400, 'BODY_MALFORMED'],
	['is a hundred thousand empty lines', '\n'.repeat(100_000), 400, 'BODY_MALFORMED'],
	['nests a million lists', `{"claims":${'['.repeat(1_000_000)}`, 400, 'BODY_TOO_DEEP'],
	[
		'nests a claim too deep',
		`{"claims":[{"identity":"x","claim":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}]}`,
		400,
		'BODY_TOO_DEEP',
	],
	['holds a hundred thousand nothings', `{"claims":[${'{},'.repeat(99_999)}{}]}`, 422, 'VALIDATION_FAILED'],
	['is larger than any batch', `{"claims":["${'x'.repeat(33 * 1024 ** 2)}"]}`, 413, 'BODY_TOO_LARGE'],
	['holds what is no text', whole.replace('Clinic', String.raw`Cli\u0000nic`), 422, 'VALIDATION_FAILED'],
	[
		'names a field twice',
		whole.replace('"total_charge"', '"total_charge":"1.00","total_charge"'),
		422,
		'VALIDATION_FAILED',
	],
	['holds half a character', whole.replace('Clinic', String.raw`Cli\ud800nic`), 422, 'VALIDATION_FAILED'],
])('a request that %s is refused, and nothing of it is stored', async (_, text, status, code) => {
	const before = await count('claims_service.claims');
	const answer = await bringText(text);
	expect([answer.status, answer.body.error.code]).toEqual([status, code]);
	expect(await count('claims_service.claims')).toBe(before);
});

test('a mark of byte order and the line ends of other systems do no harm', async () => {
	const text = JSON.stringify({ claims: [imported()] }, null, '\t').replaceAll('\n', '\r\n');
	const { body } = await bringText(`\ufeff${text}`);
	expect(outcomesOf(body)).toEqual(['accepted']);
});

test('a field that would be an object’s own ancestor is a field that nobody knows', async () => {
	const { identity, claim } = imported();
	const text = JSON.stringify(claim).replace('{', '{"__proto__":{"total_charge":"1.00"},');
	const { body } = await bringText(`{"claims":[{"identity":"${identity}","claim":${text}}]}`);
	expect(body.data.outcomes[0]).toMatchObject({ outcome: 'rejected', reasons: [{ code: 'UNKNOWN_FIELD' }] });
});

test('numbers at their bounds are taken, and past them rejected with their claim alone', async () => {
	const units = ['999999999', '0.001', '0', '1000000000', '0.0005', '-1', '1e400', '"1"', '1'];
	const claims = units.map((text) =>
		JSON.stringify(imported({ lines: [aLine({ units: 7_777 })] })).replace('"units":7777', `"units":${text}`),
	);
	const { body } = await bringText(`{"claims":[${claims.join(',')}]}`);
	expect(outcomesOf(body)).toEqual([
		...['accepted', 'accepted', 'accepted'],
		...['rejected', 'rejected', 'rejected', 'rejected', 'rejected'],
		'accepted',
	]);
});

/** Text that means something to COPY, JSON, SQL or arrays. */
const ODD = [
	'\\N',
	'\\.',
	'a\tb\nc\r\nd',
	'"{}",',
	'\\\\x41\\n',
	"'; drop table claims; --",
	'NULL',
	'é漢😀\u2028',
];

test.each([
	['a few', 1],
	['many', 4],
])('whatever a text holds is stored as it came, among %s claims', async (_, times) => {
	const claims = Array.from({ length: times }, () => ODD)
		.flat()
		.map((odd) =>
			imported(
				{ claim_id: odd, billing_provider: { npi: '1234567893', name: `Dr ${odd}` } },
				`${odd} ${++made}`,
			),
		);
	const { body } = await bring(claims);
	expect(outcomesOf(body)).toEqual(claims.map(() => 'accepted'));
	for (const [at, { identity, claim }] of claims.entries()) {
		const { claim_id } = body.data.outcomes[at];
		expect(await storedUnder(claim_id)).toEqual(claim);
		const [row] = await admin`
			select identity, submitter_claim_id from claims_service.claims where id = ${claim_id}`;
		expect(row).toEqual({ identity, submitter_claim_id: claim.claim_id });
	}
});
