import type { OtherPayer, Patient, Payer, Subscriber } from '../claim';
import { PayerResponsibility, Relationship } from '../claim';
import { RELATIONSHIPS, SYSTEMS } from './code-systems';
import { compact } from './compact';
import type { Cursor } from './cursor';
import { readFields } from './field-extensions';
import { readBareReference, readPayer, readPerson } from './read-parties';
import type { Resolver } from './resources';

interface ReadCoverage {
	readonly subscriber: Subscriber;
	readonly payer: Payer;
	readonly relationship: Relationship | undefined;
}

/** What a claim says about who is insured, with whom, and who else pays. */
export interface ReadInsurance {
	readonly patient: Patient;
	readonly subscriber: Subscriber;
	readonly payer: Payer;
	readonly other_payers: OtherPayer[];
	readonly authorization_number?: string;
}

export function readInsurance(claim: Cursor, resolver: Resolver): ReadInsurance {
	const person = readPatient(claim.field('patient'), resolver);
	const insurances = claim.items('insurance');
	if (insurances.length === 0) claim.field('insurance').report('REQUIRED');
	const focal = insurances.find((insurance) => insurance.object?.focal === true) ?? insurances[0];
	for (const insurance of insurances) {
		insurance.field('focal').take();
		insurance.field('sequence').take();
	}
	const coverage = focal ? readCoverage(focal.field('coverage'), resolver, person) : undefined;
	const insurer = readPayer(claim.field('insurer'), resolver);
	return {
		patient: { relationship: coverage?.relationship ?? 'unknown', ...person },
		subscriber: coverage?.subscriber ?? {},
		payer: { ...coverage?.payer, ...insurer },
		other_payers: insurances
			.filter((insurance) => insurance !== focal)
			.map((insurance) => readOtherPayer(insurance, resolver, person)),
		...compact({ authorization_number: focal ? readAuthorization(focal) : undefined }),
	};
}

function readPatient(reference: Cursor, resolver: Resolver): Omit<Patient, 'relationship'> {
	if (!reference.isThere) reference.report('REQUIRED');
	const patient = resolver.follow(reference, 'Patient');
	if (patient) return readPerson(patient);
	const { name, identifiers } = readBareReference(reference);
	return compact({ last_name: name?.slice(0, 60), identifiers });
}

function readAuthorization(insurance: Cursor): string | undefined {
	const [first] = insurance.items('preAuthRef');
	if (typeof first?.value !== 'string' || first.value === '' || first.value.length > 50) return undefined;
	first.take();
	return first.value;
}

function readOtherPayer(
	insurance: Cursor,
	resolver: Resolver,
	patient: Omit<Patient, 'relationship'>,
): OtherPayer {
	const { payer, subscriber } = readCoverage(insurance.field('coverage'), resolver, patient);
	return { payer, subscriber, adjustments: [], lines: [], ...readFields(insurance) };
}

function readCoverage(
	reference: Cursor,
	resolver: Resolver,
	patient: Omit<Patient, 'relationship'>,
): ReadCoverage {
	if (!reference.isThere) reference.report('REQUIRED');
	const coverage = resolver.follow(reference, 'Coverage');
	if (!coverage) return { payer: {}, relationship: undefined, subscriber: readBareCoverage(reference) };
	const fields = readFields(coverage);
	const relationship = readRelationship(coverage, fields.relationship);
	const subscriberReference = coverage.field('subscriber');
	const isSelf = relationship === 'self' || !subscriberReference.isThere;
	const isSamePerson =
		subscriberReference.peek('reference') === coverage.field('beneficiary').peek('reference');
	const holder =
		subscriberReference.isThere && !isSamePerson
			? resolver.follow(subscriberReference, 'Patient', 'RelatedPerson')
			: undefined;
	const { death_date: _, ...self } = patient;
	return {
		payer: readPayer(coverage.first('payor'), resolver),
		relationship: relationship ?? (isSelf ? 'self' : undefined),
		subscriber: compact({
			...(holder ? readPerson(holder) : isSelf || isSamePerson ? self : {}),
			member_id: coverage.text('subscriberId', 80) ?? coverage.first('identifier').shortText('value', 80),
			relationship,
			payer_responsibility: readOrder(coverage),
			...readGroup(coverage),
			...withoutRelationship(fields),
		}),
	};
}

/** Without the Coverage itself, the reference may still tell the member's number. */
function readBareCoverage(reference: Cursor): Subscriber {
	const [identifier] = readBareReference(reference).identifiers ?? [];
	return identifier && identifier.qualifier !== 'fhir-reference'
		? { member_id: identifier.value }
		: compact({ identifiers: identifier ? [identifier] : [] });
}

const withoutRelationship = ({ relationship: _, ...fields }: Record<string, unknown>) => fields;

function readRelationship(coverage: Cursor, exact: unknown): Relationship | undefined {
	const known = Relationship.safeParse(exact);
	const coding = coverage.field('relationship').first('coding');
	const code = coding.peek('code');
	if (known.success) return known.data;
	if (code === undefined) return undefined;
	const word = RELATIONSHIPS.wordOf(code);
	if (word) coding.text('code', 20);
	else coding.field('code').warn('CODE_INVALID', undefined, code);
	return word ?? 'unknown';
}

function readOrder(coverage: Cursor) {
	const order = coverage.object?.order === undefined ? undefined : coverage.positive('order', 11);
	return order === undefined ? undefined : PayerResponsibility.options[order - 1];
}

function readGroup(coverage: Cursor) {
	for (const one of coverage.items('class')) {
		const type = one.field('type').first('coding');
		if (type.peek('code') !== 'group') continue;
		type.text('code', 20);
		if (type.peek('system') === SYSTEMS.coverageClass) type.text('system', 200);
		return { group_number: one.shortText('value', 50), group_name: one.shortText('name', 60) };
	}
	return {};
}
