import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import type { Channel, Claim, ClaimLine } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import type { CanonicalClaim, ClaimLine as CanonicalLine } from '@claims-askes/sdk/claim';
import type { SubmittedClaim } from './fact-source';
import { moneyIn, type ReadMoney } from './money-reader';
import { identifierOf, settingOf, stayOf } from './place-of-care';
import { primaryOf } from './primary-figures';

/** What the words of a claim mean here: whom and what they were found to name. */
export interface Meaning {
	readonly memberId: string;
	readonly providerId: string;
	/** The authorizations that the claim names, by number. */
	readonly authorizationIds: ReadonlyMap<string, string>;
	/** Under which benefit the codes fall; null where no plan is known. */
	readonly document: Pick<PlanDocument, 'benefit_of' | 'default_benefit'> | null;
}

/** A claim as it was submitted, in the terms in which the engine decides. */
export function claimOf({ id, received_on, replaces, claim }: SubmittedClaim, meaning: Meaning): Claim {
	const read = moneyIn(decimalsOf(claim.currency));
	const stay = stayOf(claim);
	return {
		id,
		member_id: meaning.memberId,
		provider_id: meaning.providerId,
		received: received_on,
		diagnoses: diagnosesOf(claim),
		lines: claim.lines.map((line) => lineOf(line, claim, meaning, read)),
		channel: channelOf(claim),
		setting: settingOf(claim),
		cause: claim.related_cause?.causes[0],
		documents: claim.attachments?.map((attachment) => attachment.type),
		authorization: authorizationOn(claim, meaning),
		case_id: identifierOf(claim, 'case'),
		replaces: replaces ?? undefined,
		stay,
		primary: primaryOf(claim, read),
	};
}

/** The principal one first; why a patient came, or what hit them, is no diagnosis of what was treated. */
function diagnosesOf({ diagnoses }: CanonicalClaim): string[] {
	const principal = diagnoses.filter(({ role }) => role === 'principal');
	const others = diagnoses.filter(({ role }) => role === 'other');
	return [...principal, ...others].map(({ code }) => code);
}

function lineOf(line: CanonicalLine, claim: CanonicalClaim, meaning: Meaning, read: ReadMoney): ClaimLine {
	const code = line.procedure_code ?? line.revenue_code ?? '';
	const from = line.service_date ?? claim.statement_from ?? '';
	return {
		n: line.number,
		from,
		...(line.service_date_end && line.service_date_end !== from && { to: line.service_date_end }),
		code,
		...(line.modifiers.length > 0 && { modifiers: line.modifiers }),
		units: wholeUnits(line.units),
		billed: read(line.charge),
		benefit: benefitOf(line, meaning.document),
		authorization: authorizationOn(line, meaning),
	};
}

/** A unit that was begun is one: the engine prices and counts whole units, and never pays more than was billed. */
const wholeUnits = (units: number): number => Math.ceil(units);

/** By procedure, else by the department that a hospital line names, else what the plan says of all others. */
function benefitOf(
	{ procedure_code, revenue_code }: CanonicalLine,
	document: Meaning['document'],
): string | undefined {
	const falls = document?.benefit_of ?? {};
	const named = (code = '') => (Object.hasOwn(falls, code) ? falls[code] : undefined);
	return named(procedure_code) ?? named(revenue_code) ?? document?.default_benefit;
}

/** Benefits that were not assigned to the provider are paid back to the patient, who has paid the bill. */
const channelOf = ({ benefits_assigned }: CanonicalClaim): Channel =>
	benefits_assigned === 'no' ? 'reimbursement' : 'cashless';

/** A number that nobody knows stays as it is, so that the engine sees one that does not match. */
function authorizationOn(
	{ authorization_number }: { readonly authorization_number?: string | undefined },
	{ authorizationIds }: Meaning,
): string | undefined {
	return authorization_number && (authorizationIds.get(authorization_number) ?? authorization_number);
}
