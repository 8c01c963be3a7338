import type { Metrics } from '../observability/metrics';

/** What is counted of consumers; the numbers of one process. */
export interface ConsumerMetrics {
	applied(producer: string, events: number): void;
	parked(producer: string, code: string): void;
	waited(producer: string): void;
}

export const NO_METRICS: ConsumerMetrics = { applied() {}, parked() {}, waited() {} };

export function createConsumerMetrics(metrics: Metrics): ConsumerMetrics {
	const applied = metrics.counter('events_applied_total', 'Events whose effects were written', ['producer']);
	const parked = metrics.counter('events_parked_total', 'Events set aside because they failed', [
		'producer',
		'code',
	]);
	const waited = metrics.counter('event_outages_total', 'Times that reading a log had to wait', ['producer']);
	return {
		applied: (producer, events) => applied.inc({ producer }, events),
		parked: (producer, code) => parked.inc({ producer, code }),
		waited: (producer) => waited.inc({ producer }),
	};
}
