import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Counters of one process. Business counters are declared by the service that counts. */
export interface Metrics {
	readonly registry: Registry;
	requestEnded(method: string, route: string, status: number, seconds: number): void;
	counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
	/** With `collect`, which sets it, it is of the moment at which metrics are asked for. */
	gauge<L extends string>(
		name: string,
		help: string,
		labels?: readonly L[],
		collect?: (gauge: Gauge<L>) => Promise<void>,
	): Gauge<L>;
}

export function createMetrics(service: string): Metrics {
	const registry = new Registry();
	registry.setDefaultLabels({ service });
	const requests = new Counter({
		name: 'http_requests_total',
		help: 'Requests answered, by route and status',
		labelNames: ['method', 'route', 'status'] as const,
		registers: [registry],
	});
	const durations = new Histogram({
		name: 'http_request_duration_seconds',
		help: 'Time from request to answer',
		labelNames: ['method', 'route'] as const,
		buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
		registers: [registry],
	});
	new Gauge({
		name: 'process_resident_memory_bytes',
		help: 'Memory held by the process',
		registers: [registry],
		collect() {
			this.set(process.memoryUsage.rss());
		},
	});
	return {
		registry,
		requestEnded(method, route, status, seconds) {
			requests.inc({ method, route, status: String(status) });
			durations.observe({ method, route }, seconds);
		},
		counter: (name, help, labels = []) =>
			new Counter({ name, help, labelNames: [...labels], registers: [registry] }),
		gauge: (name, help, labels = [], collect) =>
			new Gauge({
				...{ name, help, labelNames: [...labels], registers: [registry] },
				...(collect && {
					collect() {
						return collect(this);
					},
				}),
			}),
	};
}
