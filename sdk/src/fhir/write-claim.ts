import type { CanonicalClaim, ClaimLine, Diagnosis, OtherPayer, Payer, Provider, Subscriber } from '../claim';
import { PayerResponsibility } from '../claim';
import {
	CARE_TEAM_ROLES,
	CLAIM_TYPES,
	DIAGNOSIS_ROLES,
	DIAGNOSIS_SYSTEMS,
	HOSPITAL_PROCEDURE_SYSTEMS,
	PAYEES,
	PROCEDURE_SYSTEMS,
	RELATIONSHIPS,
	SYSTEMS,
} from './code-systems';
import { Contained, coding, type Draft, money, writeDraft } from './draft';
import { writeFields } from './field-extensions';
import { holderOf, patientResource, payerResource, providerResource } from './write-parties';

/** What a Claim of FHIR says beside what the canonical claim has. */
export interface WriteFhirOptions {
	/** R4 wants to know when a claim was written; without it, the day it was submitted or its last day of service. */
	readonly created?: string;
	/** The name under which a server has the claim. */
	readonly id?: string;
}

type Role = Parameters<typeof CARE_TEAM_ROLES.codeOf>[0];

/**
 * A canonical claim as an R4 Claim in JSON, with its parties contained. What R4 cannot say travels in extensions that
 * `readFhirClaims` understands; the source with its extras stays behind.
 */
export const writeFhirClaim = (claim: CanonicalClaim, options: WriteFhirOptions = {}): string =>
	writeDraft(draftClaim(claim, options));

/** The same on its way out: an ExplanationOfBenefit says again what the claim said. */
export function draftClaim(claim: CanonicalClaim, options: WriteFhirOptions) {
	const contained = new Contained();
	const team = new CareTeam(contained);
	const { claim_id, type, use, frequency_code, currency, total_charge, original_claim_number, ...rest } =
		claim;
	const { billing_provider, rendering_provider, referring_provider, supervising_provider, ...more } = rest;
	const { attending_provider, operating_provider, service_facility, subscriber, patient, payer, ...others } =
		more;
	const { other_payers, diagnoses, procedures, lines, statement_from, statement_through, source, ...facts } =
		others;
	const { authorization_number, benefits_assigned, ...unsaid } = facts;
	const payee = benefits_assigned && PAYEES.codeOf(benefits_assigned);
	team.join('rendering_provider', rendering_provider);
	team.join('referring_provider', referring_provider);
	team.join('supervising_provider', supervising_provider);
	team.join('attending_provider', attending_provider);
	team.join('operating_provider', operating_provider);
	const patientReference = contained.refer(patientResource(withoutRelationship(patient)));
	const insurance = insuranceOf(claim, { contained, patientReference });
	return {
		resourceType: 'Claim',
		id: options.id,
		extension: writeFields({
			...unsaid,
			...(payee ? {} : { benefits_assigned }),
			...(patient.relationship === subscriber.relationship ? {} : { patient }),
			...(saysFrequency(claim) ? {} : { frequency_code }),
		}),
		identifier: [{ value: claim_id }],
		status: frequency_code === '8' ? 'cancelled' : 'active',
		type: coding(SYSTEMS.claimType, CLAIM_TYPES.codeOf(type)),
		use,
		patient: patientReference,
		billablePeriod: { start: statement_from, end: statement_through },
		created: options.created ?? momentOf(source.submitted_at) ?? lastDay(claim),
		insurer: contained.refer(payerResource(payer)),
		provider: contained.refer(providerResource(billing_provider)),
		priority: coding(SYSTEMS.priority, 'normal'),
		payee: payee && { type: coding(SYSTEMS.payeeType, payee) },
		related: relatedTo(claim),
		item: lines.map((line) => writeLine(line, { currency, team, diagnoses: diagnoses.length })),
		careTeam: team.members,
		facility: service_facility ? contained.refer(providerResource(service_facility)) : undefined,
		diagnosis: diagnoses.map(writeDiagnosis),
		procedure: (procedures ?? []).map(writeProcedure),
		insurance,
		total: money(total_charge, currency),
		contained: contained.resources,
	};
}

/** Whoever takes part in the care of claim and lines, numbered as they are named. */
class CareTeam {
	readonly members: Draft[] = [];

	constructor(private readonly contained: Contained) {}

	join(role: Role, provider: Provider | undefined): number[] {
		if (!provider) return [];
		const sequence = this.members.length + 1;
		this.members.push({
			sequence,
			provider: this.contained.refer(providerResource(provider)),
			role: coding(SYSTEMS.careTeamRole, CARE_TEAM_ROLES.codeOf(role)),
		});
		return [sequence];
	}
}

/** The payer whom the claim is for first, then the others. */
function insuranceOf(
	{ subscriber, payer, other_payers, authorization_number }: CanonicalClaim,
	parts: CoverageParts,
): Draft[] {
	const cover = (holder: Subscriber, insurer: Payer) =>
		parts.contained.refer(coverageResource(holder, insurer, parts));
	return [
		{
			sequence: 1,
			focal: true,
			coverage: cover(subscriber, payer),
			preAuthRef: authorization_number ? [authorization_number] : [],
		},
		...other_payers.map((other, at) => ({
			sequence: at + 2,
			focal: false,
			coverage: cover(other.subscriber, other.payer),
			extension: writeFields(withoutParties(other)),
		})),
	];
}

const relatedTo = ({ frequency_code, original_claim_number }: CanonicalClaim): Draft[] =>
	frequency_code === '7' || original_claim_number
		? [
				{
					relationship: coding(SYSTEMS.relatedClaim, 'prior'),
					reference: { value: original_claim_number },
				},
			]
		: [];

const writeProcedure = ({ code, system, role, date }: ClaimProcedure, at: number): Draft => ({
	sequence: at + 1,
	type: [coding(SYSTEMS.procedureType, role === 'principal' ? 'primary' : 'secondary')],
	date,
	procedureCodeableConcept: coding(HOSPITAL_PROCEDURE_SYSTEMS.codeOf(system) ?? '', code),
});

type ClaimProcedure = NonNullable<CanonicalClaim['procedures']>[number];

const withoutRelationship = ({ relationship: _, ...person }: CanonicalClaim['patient']) => person;
const withoutParties = ({ payer: _p, subscriber: _s, ...decided }: OtherPayer) => decided;

/** Status and related claims say whether a claim is original, replaces or voids; only that. */
const saysFrequency = ({ frequency_code, original_claim_number }: CanonicalClaim) =>
	frequency_code === '7' ||
	frequency_code === '8' ||
	(frequency_code === '1' && original_claim_number === undefined);

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;
const DAY = /^\d{4}-\d{2}-\d{2}(?=T|$)/;

/** R4 takes a time of day with its zone alone; an 837 names none, so that of its moment the day is left. */
const momentOf = (submitted = '') => (MOMENT.test(submitted) ? submitted : DAY.exec(submitted)?.[0]);

const lastDay = ({ lines, statement_through }: CanonicalClaim) =>
	lines
		.map(({ service_date_end, service_date }) => service_date_end ?? service_date)
		.reduce((last, day) => ((day ?? '') > (last ?? '') ? day : last), statement_through);

interface CoverageParts {
	readonly contained: Contained;
	readonly patientReference: { reference: string };
	readonly period?: { readonly start?: string | undefined; readonly end?: string | undefined };
	/** Of several that one person has. */
	readonly plan?: string | undefined;
}

export function coverageResource(
	subscriber: Subscriber,
	payer: Payer,
	{ contained, patientReference, period, plan }: CoverageParts,
): Draft {
	const { member_id, group_number, group_name, relationship, payer_responsibility, ...rest } = subscriber;
	const { name, insurance_type, filing_code } = rest;
	const holder = contained.refer(patientResource(holderOf(subscriber)));
	const code = relationship && RELATIONSHIPS.codeOf(relationship);
	const order = payer_responsibility ? PayerResponsibility.options.indexOf(payer_responsibility) : -1;
	const isOrdered = payer_responsibility !== 'unknown' && order >= 0;
	return {
		resourceType: 'Coverage',
		extension: writeFields({
			name,
			insurance_type,
			filing_code,
			relationship: code ? undefined : relationship,
			payer_responsibility: isOrdered ? undefined : payer_responsibility,
			group_name: group_number ? undefined : group_name,
		}),
		status: 'active',
		subscriber: holder,
		subscriberId: member_id,
		beneficiary: patientReference,
		period,
		relationship: coding(SYSTEMS.relationship, code ?? (relationship ? 'other' : undefined)),
		payor: [contained.refer(payerResource(payer))],
		class: [
			...(group_number
				? [{ type: coding(SYSTEMS.coverageClass, 'group'), value: group_number, name: group_name }]
				: []),
			...(plan ? [{ type: coding(SYSTEMS.coverageClass, 'plan'), value: plan }] : []),
		],
		order: isOrdered ? order + 1 : undefined,
	};
}

function writeDiagnosis({ code, system, role, present_on_admission }: Diagnosis, at: number): Draft {
	return {
		sequence: at + 1,
		diagnosisCodeableConcept: coding(DIAGNOSIS_SYSTEMS.codeOf(system) ?? '', withDot(code, system)),
		type: [coding(SYSTEMS.diagnosisType, DIAGNOSIS_ROLES.codeOf(role))],
		onAdmission: coding(SYSTEMS.onAdmission, present_on_admission?.toLowerCase()),
	};
}

/** FHIR writes ICD codes as people do: with a dot after the category. */
function withDot(code: string, system: Diagnosis['system']): string {
	const category = system === 'icd-9-cm' && code.startsWith('E') ? 4 : 3;
	return code.length > category ? `${code.slice(0, category)}.${code.slice(category)}` : code;
}

interface LineParts {
	readonly currency: string;
	readonly team: CareTeam;
	readonly diagnoses: number;
}

function writeLine(line: ClaimLine, { currency, team, diagnoses }: LineParts): Draft {
	const { number, service_date, service_date_end, procedure_code, revenue_code, code_system, ...rest } = line;
	const { modifiers, description, units, unit_basis, charge, diagnosis_pointers, place_of_service, ...more } =
		rest;
	const { rendering_provider, ordering_provider, referring_provider, supervising_provider, ...others } = more;
	const { operating_provider, ...unsaid } = others;
	const known = diagnosis_pointers.filter((pointer) => pointer <= diagnoses);
	const system = PROCEDURE_SYSTEMS.codeOf(code_system);
	const isExact = system !== undefined || code_system === 'unknown' || procedure_code === undefined;
	return {
		extension: writeFields({
			...unsaid,
			...(isExact ? {} : { code_system }),
			// Our own field for a pointer at no diagnosis: as a sequence it would make the resource invalid.
			...(known.length === diagnosis_pointers.length ? {} : { diagnosis_pointers }),
		}),
		sequence: number,
		careTeamSequence: [
			...team.join('rendering_provider', rendering_provider),
			...team.join('ordering_provider', ordering_provider),
			...team.join('referring_provider', referring_provider),
			...team.join('supervising_provider', supervising_provider),
			...team.join('operating_provider', operating_provider),
		],
		diagnosisSequence: known,
		revenue: coding(SYSTEMS.revenue, revenue_code),
		productOrService:
			procedure_code !== undefined
				? { coding: [{ system, code: procedure_code, display: description }] }
				: revenue_code === undefined && description !== undefined
					? { text: description }
					: { coding: [{ system: SYSTEMS.revenue, code: revenue_code, display: description }] },
		modifier: modifiers.map((code) => ({ coding: [{ code }] })),
		servicedDate: service_date_end === undefined ? service_date : undefined,
		servicedPeriod:
			service_date_end === undefined ? undefined : { start: service_date, end: service_date_end },
		locationCodeableConcept: coding(SYSTEMS.placeOfService, place_of_service),
		quantity: {
			value: units,
			...(unit_basis ? { system: SYSTEMS.unitOfMeasure, code: unit_basis } : {}),
		},
		net: money(charge, currency),
	};
}
