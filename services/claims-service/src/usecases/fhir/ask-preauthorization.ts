import type { Call } from '@claims-askes/chassis/http/caller';
import { fhirResponse } from '@claims-askes/chassis/http/fhir-body';
import { X12_MEDIA_TYPE } from '@claims-askes/chassis/http/x12-body';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { Authorization, Patient, Person, Subscriber } from '@claims-askes/sdk/claim';
import { writeFhirBundle, writePreauthorizationResponse } from '@claims-askes/sdk/fhir';
import { readAuthorizations, writeAuthorizations } from '@claims-askes/sdk/x12';
import { PROBLEMS } from '../../domain/problems';
import type { FhirClaim } from './read-fhir-claim';

const SERVICE_DATE = '472';
const HEALTH_SERVICES = 'HS';
/** X12 code list 1322: what the request does to an earlier one, by the frequency of its claim. */
const CERTIFICATIONS: Readonly<Record<string, string>> = { '7': 'S', '8': '3' };
const INITIAL = 'I';
/** What a 278 has room for. */
const MOST_DIAGNOSES = 12;
const MOST_SERVICES = 99;
const DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * Asks authorization-service as any sender of a 278 would, in the caller's own name and under its Idempotency-Key: Da
 * Vinci PAS is a mapping of the 278, so nothing is decided here, and nothing is stored.
 */
export async function askPreauthorization(
	{ peers, now, newId }: Platform,
	{ claim, isBundle, remarks }: FhirClaim,
	call: Call,
): Promise<Response> {
	assertFits(claim);
	const asked = peers.onBehalfOf(call).authorizations.POST('/api/v1/authorization-requests', {
		body: '',
		bodySerializer: () => requestText(claim),
		headers: {
			'content-type': X12_MEDIA_TYPE,
			...(call.idempotency ? { 'idempotency-key': call.idempotency.key } : {}),
		},
		parseAs: 'text',
	});
	const { text, isReplayed } = await whole(
		asked.then(({ data, response }) => ({
			data: { data: { text: String(data), isReplayed: response.headers.has('idempotent-replayed') } },
		})),
	);
	const answered = await answerIn(text);
	const created = createdAt(claim) ?? now().toISOString();
	const resource = writePreauthorizationResponse(claim, answered, { created, remarks });
	// Of an answer that has no id of its own, R4 wants a name that is nobody else's.
	const fullUrl = `urn:uuid:${newId()}`;
	return fhirResponse(
		isBundle ? writeFhirBundle([{ fullUrl, resource }], now().toISOString()) : resource,
		answered.decision?.number === undefined ? 200 : 201,
		isReplayed ? { 'idempotent-replayed': 'true' } : {},
	);
}

async function answerIn(text: string): Promise<Authorization> {
	for await (const reading of readAuthorizations(text))
		if (reading.kind === 'document') return reading.document;
	throw new ProblemError(PROBLEMS.PREAUTHORIZATION_UNREADABLE);
}

type Claim = FhirClaim['claim'];

/** What has no room would be decided unseen. */
function assertFits({ diagnoses, lines }: Claim): void {
	const tooMany = (field: string, found: readonly unknown[], most: number) =>
		found.length <= most
			? []
			: [{ field, code: 'TOO_MANY', message: `are more than the ${most} of a request` }];
	const details = [
		...tooMany('Claim.diagnosis', diagnoses, MOST_DIAGNOSES),
		...tooMany('Claim.item', lines, MOST_SERVICES),
	];
	if (details.length > 0) throw new ProblemError(PROBLEMS.PREAUTHORIZATION_TOO_LONG, details);
}

/** The same claim gives the same bytes, so that asking again under one key is asking once. */
const requestText = (claim: Claim): string =>
	writeAuthorizations([requestOf(claim)], {
		sender: { id: claim.billing_provider.npi ?? 'PROVIDER' },
		receiver: { id: 'PAYER' },
		controlNumber: 1,
		at: `${createdAt(claim)?.slice(0, 10) ?? firstDay(claim) ?? '2000-01-01'}T00:00`,
	});

const createdAt = ({ source }: Claim) =>
	DAY.test(source.submitted_at ?? '') ? source.submitted_at : undefined;
const firstDay = ({ statement_from, lines }: Claim) =>
	statement_from ?? lines.find(({ service_date }) => service_date)?.service_date;

function requestOf(claim: Claim): Authorization {
	const { claim_id, payer, billing_provider, subscriber, patient, diagnoses, lines } = claim;
	const isSelf = patient.relationship === 'self';
	const reference = claim_id.slice(0, 50);
	const certification_type = CERTIFICATIONS[claim.frequency_code] ?? INITIAL;
	return {
		kind: 'request',
		payer,
		provider: billing_provider,
		// Of a subscriber who is the patient, the patient often says more.
		subscriber: { ...(isSelf ? personOf(patient) : {}), ...personOf(subscriber) },
		...(isSelf ? {} : { patient: personOf(patient), relationship: patient.relationship }),
		...(subscriber.group_number ? { group_number: subscriber.group_number } : {}),
		reference,
		trace_numbers: [{ number: reference }],
		category: HEALTH_SERVICES,
		certification_type,
		dates: daysOf(claim.statement_from, claim.statement_through),
		diagnoses: diagnoses.map(({ code, role }) => ({
			code,
			qualifier: role === 'principal' ? 'ABK' : 'ABF',
		})),
		services: lines.map((line) => ({
			category: HEALTH_SERVICES,
			certification_type,
			dates: daysOf(line.service_date, line.service_date_end),
			procedure_code: line.procedure_code,
			revenue_code: line.revenue_code,
			code_system: line.code_system,
			modifiers: line.modifiers,
			charge: line.charge,
			units: line.units,
		})),
		refusals: [],
	};
}

const daysOf = (from: string | undefined, to: string | undefined) =>
	from === undefined ? [] : [{ kind: SERVICE_DATE, date: from, ...(to ? { date_end: to } : {}) }];

function personOf(person: Subscriber | Patient): Person {
	const { member_id, last_name, first_name, middle_name, birth_date, sex } = person;
	const said = { member_id, last_name, first_name, middle_name, birth_date, sex };
	return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
