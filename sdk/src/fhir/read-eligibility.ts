import type { EligibilityInquiry, Patient, Person, Subscriber } from '../claim';
import { PROCEDURE_SYSTEMS } from './code-systems';
import { compact } from './compact';
import { Cursor, Findings } from './cursor';
import { parseJson } from './json';
import { openDocument } from './open-document';
import { FhirError, type FhirProblem, problemAt } from './problem';
import { readInsurance } from './read-coverage';
import { readProvider } from './read-parties';
import { Resolver } from './resources';

/** A CoverageEligibilityRequest as it was read, and what of it could not be. */
export interface EligibilityReading {
	readonly inquiry: EligibilityInquiry;
	readonly purposes: readonly string[];
	readonly problems: readonly FhirProblem[];
}

const PURPOSES = ['auth-requirements', 'benefits', 'discovery', 'validation'] as const;
const MOST_ITEMS = 99;

/** One R4 CoverageEligibilityRequest, alone or in a Bundle with those it refers to, as the question that a 270 asks. */
export function readCoverageEligibilityRequest(text: string): EligibilityReading {
	const { entries, index } = openDocument(parseJson(text), 1);
	const [placed, ...others] = entries.filter(({ type }) => type === 'CoverageEligibilityRequest');
	if (!placed || others.length > 0)
		throw new FhirError(problemAt('ONE_RESOURCE', { path: 'CoverageEligibilityRequest' }));
	const findings = new Findings();
	const request = new Cursor(placed.resource, placed.path, findings);
	const resolver = new Resolver(request, index, findings, placed.base);
	checkStatus(request);
	for (const modifier of request.items('modifierExtension')) modifier.report('MODIFIER_EXTENSION');
	const { patient, subscriber, payer } = readInsurance(request, resolver);
	const isSelf = patient.relationship === 'self' || patient.relationship === 'unknown';
	const period = request.field('servicedPeriod');
	const reference = request.first('identifier').shortText('value', 50);
	return {
		inquiry: {
			payer,
			provider: readProvider(request.field('provider'), resolver),
			subscriber: isSelf ? { ...personOf(patient), ...personOf(subscriber) } : personOf(subscriber),
			...(isSelf ? {} : { patient: personOf(patient), relationship: patient.relationship }),
			...compact({
				group_number: subscriber.group_number,
				reference,
				service_date: request.day('servicedDate') ?? period.day('start'),
				service_date_end: period.day('end'),
			}),
			trace_numbers: reference === undefined ? [] : [{ number: reference }],
			service_types: readServiceTypes(request),
			procedures: readProcedures(request),
		},
		purposes: readPurposes(request),
		problems: findings.problems,
	};
}

function checkStatus(request: Cursor): void {
	const status = request.text('status', 100);
	if (status === undefined) request.field('status').report('REQUIRED');
	else if (status !== 'active') request.field('status').report('REQUEST_STATUS', undefined, status);
}

/** They come back in the answer, so that one that R4 has not would make it none. */
function readPurposes(request: Cursor): string[] {
	const purposes = request.items('purpose');
	if (purposes.length === 0) request.field('purpose').report('REQUIRED');
	return purposes.flatMap((purpose) => {
		const known = PURPOSES.find((one) => one === purpose.value);
		if (!known) purpose.report('CODE_INVALID');
		return known ?? [];
	});
}

/** The kinds of care that are asked about, which FHIR's own codes and X12's have in common. */
function readServiceTypes(request: Cursor): string[] {
	const codes = request
		.items('item')
		.slice(0, MOST_ITEMS)
		.flatMap((item) => item.field('category').first('coding').shortText('code', 3) ?? []);
	return [...new Set(codes)];
}

function readProcedures(request: Cursor) {
	const codings = request
		.items('item')
		.slice(0, MOST_ITEMS)
		.map((item) => item.field('productOrService').first('coding'));
	return codings.flatMap((coding) => {
		const code = coding.shortText('code', 48);
		const code_system = PROCEDURE_SYSTEMS.wordOf(coding.peek('system') ?? '') ?? ('unknown' as const);
		return code === undefined ? [] : [{ code, code_system }];
	});
}

const personOf = (person: Subscriber | Omit<Patient, 'relationship'>): Person =>
	compact({
		member_id: person.member_id,
		last_name: person.last_name,
		first_name: person.first_name,
		middle_name: person.middle_name,
		birth_date: person.birth_date,
		sex: person.sex,
	});
