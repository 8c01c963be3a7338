import type { Platform } from '@claims-askes/chassis/platform';
import type { ImportOutcome } from '../domain/claim-batch';

export type CountIntake = (outcome: ImportOutcome, claims: number) => void;

/** Claims at the door, as /metrics shows them. */
export function intakeMetrics({ metrics }: Platform): CountIntake {
	const counter = metrics.counter('claims_intake_total', 'Claims at the door, by how they were met', [
		'outcome',
	]);
	return (outcome, claims) => counter.inc({ outcome }, claims);
}
