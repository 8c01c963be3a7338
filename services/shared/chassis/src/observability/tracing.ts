import type { ServiceName } from '@claims-askes/contracts/services';

/** One piece of a process's work, as part of a trace that goes through several. */
export interface Span {
	/** W3C trace context to hand on: whatever comes of this work lies below it. */
	readonly traceparent: string;
	/** Said once, when the work is done. */
	end(outcome: Outcome): void;
}

/** Of the kind that logs may hold: names of routes, codes, counts. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

export interface Outcome {
	/** Where it is only known now what the work was. */
	readonly name?: string;
	readonly attributes?: Attributes;
	readonly hasFailed?: boolean;
}

export interface Cause {
	/** The trace that the work belongs to, as W3C trace context; where there is none it begins one. */
	readonly parent?: string | null | undefined;
	/** Traces that it serves beside, as a batch does those of all its events. */
	readonly links?: readonly string[];
	readonly attributes?: Attributes;
}

export interface Tracing {
	start(kind: 'server' | 'client' | 'consumer', name: string, cause: Cause): Span;
	/** Sends what has not been sent yet, for two seconds at most. */
	stop(): Promise<void>;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SEND_TIMEOUT_MS = 2_000;

/**
 * Tells a collector by OTLP over HTTP what this process does, in batches and beside its work: where the collector is away,
 * spans are lost and nothing else. The library is loaded by none that has no collector.
 */
export async function openTracing(service: ServiceName, collector: string): Promise<Tracing> {
	const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, trace }, sdk, { OTLPTraceExporter }, resources] =
		await Promise.all([
			import('@opentelemetry/api'),
			import('@opentelemetry/sdk-trace'),
			import('@opentelemetry/exporter-trace-otlp-http'),
			import('@opentelemetry/resources'),
		]);
	const exporter = new OTLPTraceExporter({
		url: `${collector.replace(/\/$/, '')}/v1/traces`,
		timeoutMillis: SEND_TIMEOUT_MS,
	});
	const provider = new sdk.TracerProvider({
		resource: resources.resourceFromAttributes({ 'service.name': service, 'service.namespace': 'askes' }),
		spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
	});
	const tracer = provider.getTracer('@claims-askes/chassis');
	const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER };
	return {
		start(kind, name, { parent, links = [], attributes = {} }) {
			const above = contextOf(parent);
			const span = tracer.startSpan(
				name,
				{
					kind: kinds[kind],
					attributes: { ...attributes },
					links: links.flatMap((link) => {
						const context = contextOf(link);
						return context ? { context } : [];
					}),
				},
				above ? trace.setSpanContext(ROOT_CONTEXT, above) : ROOT_CONTEXT,
			);
			const { traceId, spanId, traceFlags } = span.spanContext();
			return {
				traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
				end({ name: known, attributes, hasFailed = false }) {
					if (known) span.updateName(known);
					if (attributes) span.setAttributes(attributes);
					if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
					span.end();
				},
			};
		},
		stop: () => provider.shutdown().catch(() => {}),
	};
}

function contextOf(traceparent: string | null | undefined) {
	const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent ?? '') ?? [];
	return traceId === '' ? null : { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
}
