import { z } from 'zod';
import { Channel } from './primitives';
import type { ServiceName } from './services';

const Id = z.uuid();
const Currency = z.string().regex(/^[A-Z]{3}$/);
const Amount = z.string().regex(/^-?\d{1,16}(\.\d{1,4})?$/);
const CalendarDate = z.iso.date();
const Fund = z.enum(['aso', 'buffer', 'non_benefit']);

/** How a decided claim stands; the words of ADJUDICATION 1. */
export const DecidedOutcome = z.enum(['pended', 'denied', 'partially_approved', 'approved']);

/** Of a claim that waits for documents, who may have them and until when they are asked for. */
const DocumentsWanted = z.object({
	claim_id: Id,
	claim_number: z.string(),
	member_id: Id.nullable(),
	provider_id: Id.nullable(),
	// How many. Which ones may tell of an illness: the review item says it to whoever may read it. Version 1 of the request named them.
	documents: z.int(),
	due: CalendarDate,
	// Since version 2 of the request.
	channel: Channel.optional(),
});

interface EventDeclaration {
	readonly owner: ServiceName;
	readonly summary: string;
	/** Grows when what the data carry or mean changes; 1 where none is said. */
	readonly version?: number;
	readonly data: z.ZodType;
}

/**
 * Every event there is. Topic, types, consumers and the AsyncAPI document follow from this table. Data carries ids and
 * the few facts that every listener needs; never a name, a birth date or a diagnosis.
 */
export const EVENTS = {
	'claim.submitted': {
		owner: 'claims-service',
		summary: 'A claim passed intake and is ready to adjudicate',
		data: z.object({ claim_id: Id, claim_number: z.string(), batch_id: Id.nullable() }),
	},
	'claim.status.changed': {
		owner: 'claims-service',
		summary: 'A claim moved along its life cycle',
		data: z.object({ claim_id: Id, from: z.string(), to: z.string() }),
	},
	'claim.voided': {
		owner: 'claims-service',
		summary: 'A claim was cancelled; what it moved must be undone',
		data: z.object({ claim_id: Id, replaced_by: Id.nullable() }),
	},
	'claim.appealed': {
		owner: 'claims-service',
		summary:
			'Somebody does not agree with a decision; `asked_by` is the kind of party, and why they said stays with the claim',
		data: z.object({
			claim_id: Id,
			appeal_id: Id,
			decision_id: Id,
			asked_by: z.enum(['member', 'provider', 'group', 'staff', 'client', 'service']),
		}),
	},
	'claim.adjudicated': {
		owner: 'adjudication-service',
		summary:
			'A claim was decided: to be paid, denied, or held for a person; `funding` is what each source of money bears of its lines',
		version: 4,
		data: z.object({
			claim_id: Id,
			decision_id: Id,
			outcome: DecidedOutcome,
			currency: Currency,
			paid: Amount,
			member_id: Id.nullable(),
			provider_id: Id.nullable(),
			// Since version 2: what is owed for a claim can be written down without reading its decision.
			claim_number: z.string().optional(),
			funding: z.record(z.string(), Amount).optional(),
			// Since version 3: a claim by reimbursement is not paid to the provider.
			channel: Channel.optional(),
			// Since version 4, by reimbursement alone: the member who holds the family's policy, and is paid; null where nobody is known to.
			subscriber_id: Id.nullable().optional(),
		}),
	},
	'documents.requested': {
		owner: 'adjudication-service',
		summary:
			'Documents are asked for that a claim waits for, until a day; of a claim by reimbursement the member has the bill',
		version: 2,
		data: DocumentsWanted,
	},
	'documents.awaited': {
		owner: 'adjudication-service',
		summary:
			'Documents that were asked for have not come, and are due in a few days: said once of each such day',
		data: DocumentsWanted,
	},
	'claim.reversed': {
		owner: 'adjudication-service',
		summary: 'A decision was undone, with every balance that it had moved',
		data: z.object({ claim_id: Id, decision_id: Id, reverses: Id }),
	},
	'fund.alerted': {
		owner: 'adjudication-service',
		summary:
			'Claims have used 75, 90 or 100 percent of a fund: said once of each until money is put in, and of the highest that a claim crossed',
		data: z.object({ policy_id: Id, group_id: Id, fund: Fund, percent: z.int() }),
	},
	'fund.short': {
		owner: 'adjudication-service',
		summary:
			'A claim needs more than is left of the ASO balance of its group, and waits: said once until money is put in, however many wait',
		data: z.object({
			policy_id: Id,
			group_id: Id,
			currency: Currency,
			needed: Amount,
			available: Amount,
		}),
	},
	'claim.appeal.decided': {
		owner: 'adjudication-service',
		summary: 'An appeal was answered: what was decided is upheld, or the claim was decided otherwise',
		data: z.object({ claim_id: Id, appeal_id: Id, verdict: z.enum(['upheld', 'granted']) }),
	},
	'member.enrolled': {
		owner: 'member-service',
		summary: 'A person was enrolled',
		data: z.object({ member_id: Id, family_id: Id, from: CalendarDate }),
	},
	'member.coverage.changed': {
		owner: 'member-service',
		summary:
			"A member's coverage spans changed; `from` is the first day that is covered otherwise than before",
		version: 2,
		data: z.object({ member_id: Id, family_id: Id, from: CalendarDate }),
	},
	'member.changed': {
		owner: 'member-service',
		summary: 'What is known of a person changed, other than their coverage',
		data: z.object({ member_id: Id, family_id: Id }),
	},
	'provider.registered': {
		owner: 'provider-service',
		summary: 'A facility or practitioner became known',
		data: z.object({ provider_id: Id }),
	},
	'provider.changed': {
		owner: 'provider-service',
		summary: 'What is known of a facility or practitioner changed, other than their contracts',
		data: z.object({ provider_id: Id }),
	},
	'provider.contract.published': {
		owner: 'provider-service',
		summary: 'A contract with its prices came into being',
		data: z.object({ provider_id: Id, contract_id: Id, from: CalendarDate }),
	},
	'provider.contract.ended': {
		owner: 'provider-service',
		summary: 'A contract was given an earlier last day than its terms say',
		data: z.object({ provider_id: Id, contract_id: Id, last_day: CalendarDate }),
	},
	'provider.network.changed': {
		owner: 'provider-service',
		summary: 'A provider belongs to a network between other dates',
		data: z.object({ network_id: Id, provider_id: Id, from: CalendarDate }),
	},
	'plan.published': {
		owner: 'benefit-service',
		summary: 'A version of a plan was published and will never change',
		data: z.object({ plan_id: z.string(), version: z.string(), from: CalendarDate }),
	},
	'group.registered': {
		owner: 'policy-service',
		summary: 'An employer became known',
		data: z.object({ group_id: Id }),
	},
	'group.changed': {
		owner: 'policy-service',
		summary: 'What is known of an employer changed',
		data: z.object({ group_id: Id }),
	},
	'policy.issued': {
		owner: 'policy-service',
		summary: 'A policy was issued to a group',
		data: z.object({ policy_id: Id, group_id: Id, from: CalendarDate }),
	},
	'policy.endorsed': {
		owner: 'policy-service',
		summary: 'A policy was changed from a day on: its end, or the plan of a class',
		data: z.object({ policy_id: Id, group_id: Id, endorsement_id: Id, from: CalendarDate }),
	},
	'policy.fund.credited': {
		owner: 'policy-service',
		summary: 'Money was put into a fund of a policy',
		data: z.object({
			policy_id: Id,
			fund: Fund,
			amount: Amount,
			currency: Currency,
		}),
	},
	'authorization.requested': {
		owner: 'authorization-service',
		summary: 'Approval was asked before care',
		data: z.object({ authorization_id: Id }),
	},
	'authorization.decided': {
		owner: 'authorization-service',
		summary: 'An authorization was approved, denied, extended (approved again) or cancelled',
		version: 2,
		data: z.object({
			authorization_id: Id,
			status: z.enum(['approved', 'denied', 'cancelled']),
			// Since version 2.
			member_id: Id.optional(),
			from: CalendarDate.optional(),
		}),
	},
	'authorization.consumed': {
		owner: 'authorization-service',
		summary: 'A claim used an authorization',
		data: z.object({ authorization_id: Id, claim_id: Id }),
	},
	'payment.scheduled': {
		owner: 'payment-service',
		summary: 'A decided claim became a payable and waits for a payment run',
		version: 2,
		data: z.object({
			claim_id: Id,
			payable_id: Id,
			// Since version 2: a claim that is decided again is scheduled again.
			decision_id: Id.optional(),
		}),
	},
	'payment.processed': {
		owner: 'payment-service',
		summary:
			'A claim was settled in a payment run; `provider_id` is whom it was paid to, none where that was a member',
		version: 3,
		data: z.object({
			claim_id: Id,
			// Since version 2.
			decision_id: Id.optional(),
			payment_id: Id.nullable(),
			run_id: Id,
			member_id: Id.nullable(),
			provider_id: Id.nullable(),
			currency: Currency,
			amount: Amount,
			// Since version 3: the member whom it was paid to, where that is another than the patient.
			subscriber_id: Id.optional(),
		}),
	},
	'payment.voided': {
		owner: 'payment-service',
		summary:
			'A payment was returned, or issued in error: its money is owed again in one sum; its claims stay settled',
		version: 2,
		data: z.object({
			payment_id: Id,
			payment_number: z.string(),
			run_id: Id,
			// Who was paid. Since version 2 it may be a member.
			provider_id: Id.nullable(),
			member_id: Id.nullable().optional(),
			currency: Currency,
			amount: Amount,
			cause: z.enum(['returned', 'issued_in_error']),
		}),
	},
	'payment.run.completed': {
		owner: 'payment-service',
		summary:
			'A payment run ended: ledger balanced, remittances and EOBs ready; `claims` is how many payment.processed it said',
		data: z.object({ run_id: Id, payments: z.int(), claims: z.int() }),
	},
	'document.stored': {
		owner: 'document-service',
		summary: 'A document was stored, or one that is stored was linked to a claim',
		data: z.object({ document_id: Id, kind: z.string(), claim_id: Id.nullable() }),
	},
	'document.removed': {
		owner: 'document-service',
		summary: 'A document was kept for its time and removed',
		data: z.object({ document_id: Id, claim_id: Id.nullable() }),
	},
	'notification.delivered': {
		owner: 'notification-service',
		summary: 'A message reached its channel',
		data: z.object({ notification_id: Id, channel: z.enum(['log', 'email', 'webhook']) }),
	},
} as const satisfies Record<string, EventDeclaration>;

export type EventName = keyof typeof EVENTS;
export type EventData<N extends EventName> = z.infer<(typeof EVENTS)[N]['data']>;

export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

/** The version of an event's data, as its metadata says. */
export const versionOf = (name: EventName): number => (EVENTS[name] as EventDeclaration).version ?? 1;

/** `claim.submitted` → `askes/events/claim/submitted`. */
export const topicOf = (name: EventName): string => `askes/events/${name.replaceAll('.', '/')}`;

/** Where a service rings once for many events, for the others who will read them in its log. */
export const bellOf = (service: ServiceName): string => `askes/bells/${service}`;

/** Where a relay asks the broker which filters of events are subscribed to, one a line; a broker need not answer. */
export const LISTENERS = 'askes/listeners';

/** What every event carries around its data (DESIGN 4.3). */
export const EventEnvelope = z
	.object({
		event_id: Id.describe('Identifier of the event'),
		event_type: z.enum(EVENT_NAMES as [EventName, ...EventName[]]).describe('Name of the event'),
		timestamp: z.iso.datetime().describe('When it was recorded'),
		service: z.string().describe('Service that says it'),
		data: z.record(z.string(), z.unknown()).describe('Its facts, by the catalogue of events'),
		metadata: z
			.object({
				correlation_id: z.string().describe('What the whole story carries'),
				causation_id: z.string().nullable().describe('Event that caused it'),
				user_id: z.string().nullable().describe('Subject on whose behalf it happened'),
				schema_version: z.int().describe('Version of the data'),
				traceparent: z.string().optional().describe('W3C trace that it belongs to'),
			})
			.describe('What led to it'),
	})
	.meta({ id: 'EventEnvelope' });
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** One event with its data typed by its name. */
export type EventOf<N extends EventName> = Omit<EventEnvelope, 'event_type' | 'data'> & {
	event_type: N;
	data: EventData<N>;
};
