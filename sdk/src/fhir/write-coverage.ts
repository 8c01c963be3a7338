import type { Patient, Payer, Subscriber } from '../claim';
import { Contained, writeDraft } from './draft';
import { coverageResource } from './write-claim';
import { patientResource } from './write-parties';

/** A person's cover with a payer, and the days on which it holds. */
export interface CoverageFacts {
	readonly id?: string;
	readonly subscriber: Subscriber;
	readonly patient: Omit<Patient, 'relationship'>;
	readonly payer: Payer;
	/** The payer's own name of the plan: a person may have plans of several products. */
	readonly plan?: string;
	readonly from?: string;
	readonly to?: string;
	/** False once it has been taken back. */
	readonly isActive?: boolean;
}

/** An R4 Coverage in JSON, with its people contained. */
export function writeCoverage(facts: CoverageFacts): string {
	const { id, subscriber, patient, payer, plan, from, to, isActive = true } = facts;
	const contained = new Contained();
	const patientReference = contained.refer(patientResource(patient));
	const period = { start: from, end: to };
	const coverage = coverageResource(subscriber, payer, { contained, patientReference, period, plan });
	return writeDraft({
		...coverage,
		id,
		status: isActive ? 'active' : 'cancelled',
		contained: contained.resources,
	});
}
