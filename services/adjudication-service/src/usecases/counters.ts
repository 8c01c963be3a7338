import type { Platform } from '@claims-askes/chassis/platform';

export interface Counters {
	decided(outcome: string, claims?: number): void;
	reversed(claims: number): void;
}

const known = new WeakMap<Platform['metrics'], Counters>();

/** The business counters of a process: made once, whoever asks first. */
export function countersOf({ metrics }: Platform): Counters {
	const counting = known.get(metrics);
	if (counting) return counting;
	const decisions = metrics.counter('claims_adjudicated_total', 'Claims decided, by outcome', ['outcome']);
	const reversals = metrics.counter('decisions_reversed_total', 'Decisions undone');
	const counters: Counters = {
		decided: (outcome, claims = 1) => decisions.inc({ outcome }, claims),
		reversed: (claims) => reversals.inc(claims),
	};
	known.set(metrics, counters);
	return counters;
}
