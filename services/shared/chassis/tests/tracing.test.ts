import { afterAll, expect, test } from 'bun:test';
import { SERVICE_NAMES, type ServiceName } from '@claims-askes/contracts/services';
import { Elysia } from 'elysia';
import { z } from 'zod';
import { DatabaseSettings } from '../src/config';
import { access } from '../src/http/access';
import { createApp } from '../src/http/app';
import { openTracing, type Tracing } from '../src/observability/tracing';
import { createPeers } from '../src/peers/peers';
import { testPlatform, tokenFor } from '../src/testing/platform';

interface OtlpValue {
	readonly [kind: string]: unknown;
}
interface OtlpAttributes {
	readonly attributes: readonly { readonly key: string; readonly value: OtlpValue }[];
}
interface OtlpSpan extends OtlpAttributes {
	readonly name: string;
	readonly traceId: string;
	readonly spanId: string;
	readonly parentSpanId?: string;
	readonly links?: readonly { readonly traceId: string }[];
	readonly status?: { readonly code?: number };
}
interface OtlpExport {
	readonly resourceSpans: readonly {
		readonly resource: OtlpAttributes;
		readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
	}[];
}

const attributesOf = ({ attributes }: OtlpAttributes) =>
	Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** A collector as the services see it: what it was told, and in which words. */
function aCollector() {
	const bodies: string[] = [];
	const server = Bun.serve({
		port: 0,
		fetch: async (request) => {
			bodies.push(await request.text());
			return Response.json({});
		},
	});
	const told = () =>
		bodies
			.flatMap((body) => (JSON.parse(body) as OtlpExport).resourceSpans)
			.flatMap(({ resource, scopeSpans }) =>
				scopeSpans
					.flatMap(({ spans }) => spans)
					.map((span) => ({
						service: attributesOf(resource)['service.name'],
						...{ name: span.name, traceId: span.traceId, spanId: span.spanId },
						parentSpanId: span.parentSpanId || undefined,
						links: (span.links ?? []).map(({ traceId }) => traceId),
						attributes: attributesOf(span),
						hasFailed: span.status?.code === 2,
					})),
			);
	return {
		url: `http://127.0.0.1:${server.port}`,
		told,
		text: () => bodies.join(''),
		stop: () => server.stop(true),
	};
}

/** A span of a request ends after its answer is out: resolves when so many have ended. */
function countingEnds(tracings: readonly Tracing[], wanted: number) {
	const { promise, resolve } = Promise.withResolvers<void>();
	let ended = 0;
	const counted = tracings.map(
		({ start, stop }): Tracing => ({
			stop,
			start: (...what) => {
				const span = start(...what);
				return {
					...span,
					end(outcome) {
						span.end(outcome);
						if (++ended === wanted) resolve();
					},
				};
			},
		}),
	);
	return { counted, allEnded: promise };
}

const collector = aCollector();
afterAll(() => collector.stop());

const TRACE = 'a'.repeat(32);
const CALLER = 'b'.repeat(16);
const MEMBER = '0190d5a0-0000-7000-8000-000000000001';

test('a request that asks a peer is one trace: caller, service, question, peer', async () => {
	const opened = await Promise.all([
		openTracing('claims-service', collector.url),
		openTracing('member-service', collector.url),
	]);
	const { counted, allEnded } = countingEnds(opened, 4);
	const [ofClaims, ofMembers] = counted as [Tracing, Tracing];
	const members = createApp(
		testPlatform('member-service', DatabaseSettings, {}, { tracing: ofMembers }),
		{ title: 'Members', description: '' },
		[
			new Elysia({ prefix: '/api/v1/members' }).use(access).get('/:id', ({ params }) => ({ id: params.id }), {
				requires: 'members:read',
				params: z.object({ id: z.string() }),
			}),
		],
	);
	const server = Bun.serve({ port: 0, fetch: members.fetch });
	const endpoints = Object.fromEntries(
		SERVICE_NAMES.map((name) => [name, `http://127.0.0.1:${server.port}`]),
	) as Record<ServiceName, string>;
	const token = await tokenFor({ subject: 'claims-service', role: 'service', scopes: ['members:read'] });
	const serviceToken = { get: async () => token, forget: () => {} };
	const peers = createPeers('claims-service', endpoints, serviceToken, ofClaims);
	const claims = createApp(
		testPlatform('claims-service', DatabaseSettings, {}, { tracing: ofClaims }),
		{ title: 'Claims', description: '' },
		[
			new Elysia({ prefix: '/api/v1/claims' })
				.use(access)
				.get(
					'/:id/patient',
					async ({ call, params }) =>
						(await peers.during(call).members.GET('/api/v1/members/{id}', { params: { path: params } })).data,
					{ requires: 'claims:read', params: z.object({ id: z.string() }) },
				)
				.get('/broken', () => Promise.reject(new Error('select of Jane')), { requires: 'claims:read' }),
		],
	);
	const ask = async (path: string, headers: Record<string, string>) =>
		claims.handle(
			new Request(`http://claims${path}`, {
				headers: { authorization: `Bearer ${await tokenFor({ scopes: ['claims:read'] })}`, ...headers },
			}),
		);
	// When
	const answer = await ask(`/api/v1/claims/${MEMBER}/patient`, { traceparent: `00-${TRACE}-${CALLER}-01` });
	await ask('/api/v1/claims/broken', { 'x-correlation-id': 'story-2' });
	await ask('/health', {});
	await allEnded;
	await Promise.all([ofClaims.stop(), ofMembers.stop(), server.stop(true)]);
	// Then
	expect(answer.status).toBe(200);
	const spans = collector.told();
	const [asked, question, answered, broken] = [
		'GET /api/v1/claims/:id/patient',
		'GET member-service',
		'GET /api/v1/members/:id',
		'GET /api/v1/claims/broken',
	].map((name) => spans.find((span) => span.name === name));
	expect(spans).toHaveLength(4);
	expect([asked, question, answered].map((span) => span?.traceId)).toEqual([TRACE, TRACE, TRACE]);
	expect([asked, question, answered].map((span) => span?.parentSpanId)).toEqual([
		CALLER,
		asked?.spanId,
		question?.spanId,
	]);
	expect([asked, question, answered].map((span) => span?.service)).toEqual([
		'claims-service',
		'claims-service',
		'member-service',
	]);
	// A request without a trace begins one; that it failed shows, and not by what.
	expect(broken).toMatchObject({
		parentSpanId: undefined,
		hasFailed: true,
		attributes: {
			'http.response.status_code': 500,
			'error.type': 'INTERNAL_ERROR',
			'askes.correlation_id': 'story-2',
		},
	});
	for (const secret of [MEMBER, 'Jane']) expect(collector.text()).not.toContain(secret);
});

test('a trace that its caller does not keep is not kept here either, and goes on as it came', async () => {
	const tracing = await openTracing('payment-service', collector.url);
	const span = tracing.start('server', 'GET', { parent: `00-${TRACE}-${CALLER}-00` });
	expect(span.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
	span.end({});
	await tracing.stop();
	expect(collector.told().filter(({ service }) => service === 'payment-service')).toEqual([]);
});

test('a batch of events names the traces that it serves', async () => {
	const tracing = await openTracing('document-service', collector.url);
	const of = (trace: string) => `00-${trace.repeat(32)}-${CALLER}-01`;
	tracing
		.start('consumer', 'events of claims-service', {
			links: [of('c'), of('d'), 'no trace'],
			attributes: { 'messaging.batch.message_count': 3 },
		})
		.end({});
	await tracing.stop();
	const [batch] = collector.told().filter(({ service }) => service === 'document-service');
	expect(batch?.links).toEqual(['c'.repeat(32), 'd'.repeat(32)]);
	expect(batch?.attributes).toEqual({ 'messaging.batch.message_count': 3 });
});

test('a collector that is away costs no request anything', async () => {
	const away = Bun.serve({ port: 0, fetch: () => new Response(null, { status: 503 }) });
	const url = `http://127.0.0.1:${away.port}`;
	await away.stop(true);
	const tracing = await openTracing('policy-service', url);
	for (let n = 0; n < 1_000; n++) tracing.start('server', 'GET', {}).end({});
	await tracing.stop();
});
