import type { CanonicalClaim } from '../claim';
import type { components as Adjudication } from '../generated/adjudication-service';
import type { components as Claims } from '../generated/claims-service';
import { PAYEES, SYSTEMS } from './code-systems';
import { coding } from './draft';

export type Decision = Adjudication['schemas']['Decision'];
export type Predetermination = Adjudication['schemas']['Predetermination'];
export type LineDecision = Adjudication['schemas']['LineDecision'];
export type ClaimStatus = Claims['schemas']['ClaimStatus'];

/** A claim with where it stands and what was decided about it, as the services publish both. */
export interface JudgedClaim {
	readonly id: string;
	readonly claim_number: string;
	readonly status: ClaimStatus;
	/** The day of receipt where the payer is. */
	readonly received_on: string;
	readonly received_at: string;
	readonly updated_at: string;
	/** The claim as it was submitted. */
	readonly content: CanonicalClaim;
	/** The decision that stands; null while there is none. */
	readonly decision: Decision | null;
}

/** A decision is on its way, for the first time or once more. */
const UNDECIDED: ReadonlySet<ClaimStatus> = new Set(['received', 'adjudicating', 'pended', 'appealed']);
/** Undone, or another claim stands in its place. */
const CANCELLED: ReadonlySet<ClaimStatus> = new Set(['voided', 'replaced']);

/** R4 knows no "pended": what waits, for the engine or for a person, is queued. */
export const outcomeOf = ({ status }: JudgedClaim) => (UNDECIDED.has(status) ? 'queued' : 'complete');

export const resourceStatusOf = ({ status }: JudgedClaim) => (CANCELLED.has(status) ? 'cancelled' : 'active');

/** Who is paid, in the words of FHIR: whoever has paid the bill, else the provider. */
export const payeeTypeOf = ({ benefits_assigned }: CanonicalClaim) =>
	coding(SYSTEMS.payeeType, PAYEES.codeOf(benefits_assigned === 'no' ? 'no' : 'yes'));

const DISPOSITIONS: Readonly<Record<ClaimStatus, string>> = {
	received: 'received, and not yet decided',
	adjudicating: 'being decided',
	pended: 'waits for a person',
	approved: 'approved',
	partially_approved: 'approved in part',
	denied: 'denied',
	scheduled: 'approved, to be paid in the next run',
	paid: 'paid',
	appealed: 'appealed, and decided again',
	closed: 'closed',
	voided: 'voided',
	replaced: 'replaced by another claim',
};

export const dispositionOf = ({ status }: JudgedClaim) => DISPOSITIONS[status];
