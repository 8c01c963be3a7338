import { expect, test } from 'bun:test';
import { defineProblems, PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { DatabaseSettings } from '../config';
import { testClient } from '../testing/client';
import { testPlatform, tokenFor } from '../testing/platform';
import { access } from './access';
import { createApp } from './app';
import { Answer } from './envelope';
import { documented } from './openapi';

const OUT_OF_TEA = defineProblems({ OUT_OF_TEA: [409, 'There is no tea left'] }).OUT_OF_TEA;
const Tea = z.strictObject({ kind: z.string().max(20), cups: z.int().positive() }).meta({ id: 'Tea' });

const teas = new Elysia({ prefix: '/api/v1/teas', tags: ['teas'] })
	.use(access)
	.post('', ({ body }) => new Answer(body, { status: 201, message: 'poured' }), {
		requires: 'claims:write',
		body: Tea,
		detail: documented({ operationId: 'pourTea', summary: 'Pour tea', answers: { 201: Tea } }),
	})
	.get('/:kind', ({ params }) => ({ kind: params.kind, cups: 1 }), {
		requires: 'claims:read',
		params: z.object({ kind: z.string().max(5) }),
		detail: documented({ operationId: 'getTea', summary: 'Read a tea', answers: { 200: Tea } }),
	})
	.get('/lies/here', () => ({ kind: 'oolong', cups: 'many' }), {
		requires: 'claims:read',
		detail: documented({
			operationId: 'lie',
			summary: 'Answers what it does not publish',
			answers: { 200: Tea },
		}),
	})
	.get('/leaves/raw', () => new Response('a file', { headers: { 'content-type': 'text/plain' } }), {
		requires: 'claims:read',
	})
	.delete(
		'/:kind',
		({ params }) => {
			if (params.kind === 'none') throw new ProblemError(OUT_OF_TEA);
			if (params.kind === 'away') throw new ProblemError(PROBLEMS.DEPENDENCY_UNAVAILABLE);
			throw new Error('select secret from patients where name = Jane');
		},
		{ requires: 'claims:write' },
	);

const lines: string[] = [];
const platform = testPlatform(
	'claims-service',
	DatabaseSettings,
	{ LOG_LEVEL: 'debug', BODY_LIMIT_BYTES: '10000' },
	{
		writeLog: (line) => lines.push(line),
	},
);
const app = createApp(platform, { title: 'Teas', description: 'For the chassis' }, [teas]);
const send = testClient(app, { scopes: ['claims:read', 'claims:write'] });

test('a success is wrapped in the envelope with its ids', async () => {
	const { status, body, headers } = await send('POST', '/api/v1/teas', {
		body: { kind: 'green', cups: 2 },
		headers: { 'x-correlation-id': 'story-1' },
	});
	expect(status).toBe(201);
	expect(body).toMatchObject({
		success: true,
		data: { kind: 'green', cups: 2 },
		message: 'poured',
		errors: [],
	});
	expect(body.metadata.version).toBe('v1');
	expect(headers.get('x-correlation-id')).toBe('story-1');
	expect(headers.get('x-request-id')).toBe(body.metadata.request_id);
});

test('what is answered is about people: no browser or proxy keeps it, nor takes it for a page', async () => {
	for (const [method, path] of [
		['GET', '/api/v1/teas/green'],
		['GET', '/api/v1/teas/leaves/raw'],
		['DELETE', '/api/v1/teas/none'],
		['GET', '/api/v1/nowhere'],
	] as const) {
		const { headers } = await send(method, path);
		expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
			'no-store',
			'nosniff',
		]);
	}
});

test('without a token nothing is read, and with a foreign one nothing either', async () => {
	expect((await send('POST', '/api/v1/teas', { as: null, rawBody: '{' })).status).toBe(401);
	const token = await tokenFor({ scopes: ['claims:read'] });
	const forged = `${token.slice(0, -6)}AAAAAA`;
	const response = await send('GET', '/api/v1/teas/green', {
		as: null,
		headers: { authorization: `Bearer ${forged}` },
	});
	expect(response.body.error.code).toBe('TOKEN_INVALID');
});

test('a token with a level of authority that there is not is not believed', async () => {
	for (const authority of [0, 6, 2.5, '5']) {
		const { status } = await send('GET', '/api/v1/teas/green', { as: { authority: authority as number } });
		expect(status).toBe(401);
	}
});

test.each(['member', 'provider', 'group'] as const)(
	'a token limited to a %s whose id is none is not believed',
	async (role) => {
		for (const id of [undefined, '', '*', ' ', 'all', "' or true --"]) {
			const { status } = await send('GET', '/api/v1/teas/green', { as: { role, [`${role}_id`]: id } });
			expect(status).toBe(401);
		}
		const own = { role, [`${role}_id`]: crypto.randomUUID() };
		expect((await send('GET', '/api/v1/teas/green', { as: own })).status).toBe(200);
	},
);

test('a token that names a row and whose role is limited to none contradicts itself, and is not believed', async () => {
	for (const role of ['client', 'staff'] as const) {
		const as = { role, provider_id: crypto.randomUUID() };
		expect((await send('GET', '/api/v1/teas/green', { as })).status).toBe(401);
	}
});

test('a token is believed though the clock of its issuer goes a little before ours', async () => {
	const ask = (notBefore: string) => send('GET', '/api/v1/teas/green', { as: { notBefore } });
	expect((await ask('3s')).status).toBe(200);
	expect((await ask('30s')).status).toBe(401);
});

test('a missing scope is told before the body is looked at', async () => {
	const { status, body } = await send('POST', '/api/v1/teas', {
		body: { wrong: 1 },
		as: { scopes: ['claims:read'] },
	});
	expect([status, body.error.code]).toEqual([403, 'SCOPE_MISSING']);
});

test('a service token counts only with its own name beside it', async () => {
	const as = { role: 'service', subject: 'payment-service', scopes: ['claims:read'] } as const;
	expect((await send('GET', '/api/v1/teas/green', { as })).status).toBe(401);
	const named = await send('GET', '/api/v1/teas/green', {
		as,
		headers: { 'x-service-name': 'payment-service' },
	});
	expect(named.status).toBe(200);
	const other = await send('GET', '/api/v1/teas/green', {
		as,
		headers: { 'x-service-name': 'claims-service' },
	});
	expect(other.status).toBe(401);
});

test('a restricted role without its row is refused, not let through to everything', async () => {
	const response = await send('GET', '/api/v1/teas/green', {
		as: { role: 'member', scopes: ['claims:read'] },
	});
	expect(response.status).toBe(401);
});

test('each field that does not fit is named, and its value never repeated', async () => {
	const { status, body } = await send('POST', '/api/v1/teas', {
		body: { kind: 'a-secret-longer-than-twenty', cups: 1.5, milk: true },
	});
	expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
	expect(body.error.details).toEqual([
		{ field: 'kind', code: 'INVALID', message: 'has more than 20 characters' },
		{
			field: 'cups',
			code: 'INVALID',
			message: 'is a number with a fraction, where a whole number is wanted',
		},
		{ field: 'body', code: 'UNKNOWN_FIELD', message: 'holds what is not known here: milk' },
	]);
	expect(JSON.stringify(body)).not.toContain('a-secret-longer');
});

const hostile: [name: string, raw: string, status: number, code: string][] = [
	['is cut off', '{"kind":"gre', 400, 'BODY_MALFORMED'],
	['nests four thousand lists', '['.repeat(4_000) + ']'.repeat(4_000), 400, 'BODY_TOO_DEEP'],
	['is larger than the limit', JSON.stringify({ kind: 'x'.repeat(20_000) }), 413, 'BODY_TOO_LARGE'],
	['is empty', '', 422, 'VALIDATION_FAILED'],
	['is a lone surrogate', '"\\ud800"', 422, 'VALIDATION_FAILED'],
	['hides a NUL in its text', '{"kind":"a\\u0000b","cups":1}', 422, 'VALIDATION_FAILED'],
	['has half a character for a key', '{"\\ud83d":1}', 422, 'VALIDATION_FAILED'],
	['tries the prototype', '{"__proto__":{"kind":"x"},"cups":1}', 422, 'VALIDATION_FAILED'],
];
test.each(hostile)('a body that %s is a named problem', async (_, rawBody, status, code) => {
	const response = await send('POST', '/api/v1/teas', { rawBody });
	expect([response.status, response.body.error.code]).toEqual([status, code]);
});

test('a field that stands twice is refused by its path, and its values are not told', async () => {
	const rawBody = '{"kind":"green","cups":1,"notes":["a",{"by":"x","by" : "secret"}]}';
	const { status, body } = await send('POST', '/api/v1/teas', { rawBody });
	expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
	expect(body.error.details).toEqual([
		{ field: 'notes.1.by', message: 'stands twice in one object', code: 'FIELD_REPEATED' },
	]);
	expect(JSON.stringify(body)).not.toContain('secret');
	const twice = await send('POST', '/api/v1/teas', { rawBody: '{"kind":"green","cups":1,"c\\u0075ps":2}' });
	expect(twice.body.error.details[0]).toMatchObject({ field: 'cups', code: 'FIELD_REPEATED' });
});

test('brackets inside strings are not depth', async () => {
	const kind = '[[[\\"[{{'.slice(0, 10);
	const response = await send('POST', '/api/v1/teas', { rawBody: `{"kind":"${kind}\\\\","cups":1}` });
	expect(response.status).toBe(201);
});

test('a declared problem keeps its status; any other failure tells nothing of itself', async () => {
	expect((await send('DELETE', '/api/v1/teas/none')).body.error.code).toBe('OUT_OF_TEA');
	const { status, body } = await send('DELETE', '/api/v1/teas/green');
	expect([status, body.error]).toEqual([
		500,
		{ code: 'INTERNAL_ERROR', message: 'Something went wrong on our side', details: [] },
	]);
	expect(lines.join()).not.toContain('Jane');
});

test('whoever is told to try again is told when', async () => {
	const { status, headers } = await send('DELETE', '/api/v1/teas/away');
	expect([status, headers.get('retry-after')]).toEqual([503, '1']);
});

test('an unknown address answers in the envelope', async () => {
	for (const path of ['/api/v1/nothing', '/nowhere']) {
		const { status, body } = await send('GET', path);
		expect([status, body.success, body.error.code]).toEqual([404, false, 'NOT_FOUND']);
	}
});

test('a method that an address does not know is told which it knows', async () => {
	for (const [method, path, allowed] of [
		['PUT', '/api/v1/teas', 'POST'],
		['OPTIONS', '/api/v1/teas/green', 'DELETE, GET'],
		['POST', '/health', 'GET'],
	] as const) {
		const { status, headers, body } = await send(method, path);
		expect([status, body.error.code, headers.get('allow')]).toEqual([405, 'METHOD_NOT_ALLOWED', allowed]);
	}
});

test('an answer that differs from what is published fails the test that sees it', async () => {
	await expect(send('GET', '/api/v1/teas/lies/here')).rejects.toThrow('does not publish');
});

test('the document shows the envelope, the components and the scope', async () => {
	const { body } = await send('GET', '/openapi/json', { as: null });
	const operation = body.paths['/api/v1/teas'].post;
	expect(operation.security).toEqual([{ bearer: ['claims:write'] }]);
	expect(operation.requestBody.content['application/json'].schema).toEqual({
		$ref: '#/components/schemas/Tea',
	});
	expect(operation.responses['201'].content['application/json'].schema.properties.data).toEqual({
		$ref: '#/components/schemas/Tea',
	});
	expect(body.components.schemas.Tea.properties.cups.exclusiveMinimum).toBe(0);
	expect((await send('GET', '/openapi', { as: null })).body).toContain('Pour tea');
});

test('requests are counted by route, not by address', async () => {
	await send('GET', '/api/v1/teas/green');
	const { body } = await send('GET', '/metrics', { as: null });
	expect(body).toMatch(
		/http_requests_total\{method="GET",route="\/api\/v1\/teas\/:kind",status="200",service="claims-service"\} \d/,
	);
});

test('a draining service answers 503 and says when to come back', async () => {
	platform.lifecycle.isDraining = true;
	const { status, headers } = await send('GET', '/api/v1/teas/green');
	platform.lifecycle.isDraining = false;
	expect([status, headers.get('retry-after')]).toEqual([503, '1']);
});

test('a client is told what is left, also beside a file, and who asks too often how long to wait', async () => {
	const slow = createApp(
		testPlatform('claims-service', DatabaseSettings, { RATE_LIMIT_PER_SECOND: '1' }),
		{
			title: 'Slow',
			description: '',
		},
		[teas],
	);
	const ask = testClient(slow, { scopes: ['claims:read'] });
	const { headers: first } = await ask('GET', '/api/v1/teas/leaves/raw');
	expect(first.get('ratelimit')).toBe('"default";r=0;t=1');
	const { status, headers, body } = await ask('GET', '/api/v1/teas/green');
	expect([status, body.error.code, headers.get('retry-after')]).toEqual([429, 'RATE_LIMITED', '1']);
});

test('what is not JSON is refused by its media type, unread and however it is called', async () => {
	for (const [type, status] of [
		['text/plain', 415],
		['application/x-www-form-urlencoded', 415],
		['multipart/form-data; boundary=x', 415],
		['application/octet-stream', 415],
		['Application/JSON; charset=utf-8', 201],
	] as const) {
		const rawBody = type.includes('form') ? 'kind=green&cups=1' : '{"kind":"green","cups":1}';
		const { status: answered, body } = await send('POST', '/api/v1/teas', {
			rawBody,
			headers: { 'content-type': type },
		});
		expect([type, answered]).toEqual([type, status]);
		if (status === 415) expect(body.error.message).toEndWith('send application/json');
	}
});

test('a packed body is told to be packed, not damaged', async () => {
	const { status, body } = await send('POST', '/api/v1/teas', {
		body: { kind: 'green', cups: 1 },
		headers: { 'content-encoding': 'gzip' },
	});
	expect([status, body.error.code]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED']);
});

test('a query where none is known is refused before anything is done', async () => {
	const { status, body } = await send('POST', '/api/v1/teas?dry_run=true', {
		body: { kind: 'green', cups: 1 },
	});
	expect([status, body.error.code]).toEqual([422, 'VALIDATION_FAILED']);
	expect(body.error.details).toEqual([
		{ field: 'query', message: 'holds what is not known here: dry_run', code: 'UNKNOWN_FIELD' },
	]);
	expect((await send('HEAD', '/api/v1/teas/green?x=1')).status).toBe(422);
	expect((await send('GET', '/api/v1/teas/green?')).status).toBe(200);
});

test('a NUL in an address is named by its parameter', async () => {
	const ofQuery = await send('GET', '/api/v1/teas/green?name=a%00b');
	expect([ofQuery.status, ofQuery.body.error.details[0].field]).toEqual([422, 'name']);
	const ofPath = await send('GET', '/api/v1/teas/%00');
	expect([ofPath.status, ofPath.body.error.details[0].field]).toEqual([422, 'address']);
});

test('a host of any length finds its routes', async () => {
	for (const host of ['a', 'web', 'web:80', 'claims.askes.test']) {
		const response = await app.handle(new Request(`http://${host}/health`));
		expect([host, response.status]).toEqual([host, 200]);
	}
});
