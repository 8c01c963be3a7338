import { numberIn } from '@claims-askes/contracts/claim-identities';
import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import type { Channel, Claim, ClaimLine } from '@claims-askes/engine';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { MoneyError } from '@claims-askes/kernel/money';
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

/** Whether every amount can be read. Of a claim that came through intake each can. */
export function hasReadableAmounts(claim: CanonicalClaim): boolean {
	const anyMeaning = { memberId: '', providerId: '', authorizationIds: new Map(), document: null };
	try {
		claimOf({ id: '', claim_number: '', received_on: '', replaces: null, claim }, anyMeaning);
		return true;
	} catch (error) {
		if (error instanceof MoneyError) return false;
		throw error;
	}
}

/** The principal one first; why a patient came, or what hit them, is no diagnosis of what was treated. */
function diagnosesOf({ diagnoses }: CanonicalClaim): string[] {
	const codes: string[] = [];
	for (const { role, code } of diagnoses) if (role === 'principal') codes.push(code);
	for (const { role, code } of diagnoses) if (role === 'other') codes.push(code);
	return codes;
}

function lineOf(line: CanonicalLine, claim: CanonicalClaim, meaning: Meaning, read: ReadMoney): ClaimLine {
	const from = line.service_date ?? claim.statement_from ?? '';
	const to = line.service_date_end;
	return {
		n: line.number,
		from,
		to: to === from ? undefined : to,
		code: line.procedure_code ?? line.revenue_code ?? '',
		modifiers: line.modifiers.length > 0 ? line.modifiers : undefined,
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
	if (document === null) return undefined;
	const falls = document.benefit_of ?? NOTHING;
	return named(falls, procedure_code) ?? named(falls, revenue_code) ?? document.default_benefit;
}

const NOTHING: Readonly<Record<string, string>> = {};
const named = (falls: Readonly<Record<string, string>>, code: string | undefined): string | undefined =>
	code !== undefined && Object.hasOwn(falls, code) ? falls[code] : undefined;

/** Benefits that were not assigned to the provider are paid back to the patient, who has paid the bill. */
const channelOf = ({ benefits_assigned }: CanonicalClaim): Channel =>
	benefits_assigned === 'no' ? 'reimbursement' : 'cashless';

/** A number that nobody knows stays as it is, so that the engine sees one that does not match. */
function authorizationOn(
	{ authorization_number }: { readonly authorization_number?: string | undefined },
	{ authorizationIds }: Meaning,
): string | undefined {
	const number = numberIn(authorization_number);
	return number && (authorizationIds.get(number) ?? number);
}
