import { NotYet } from '@claims-askes/chassis/outage';
import type { Coverage, MemberFacts } from '@claims-askes/contracts/coverage-facts';
import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import type { ProviderFacts } from '@claims-askes/contracts/provider-facts';
import type { Plan, Rejection } from '@claims-askes/engine';
import { type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';
import { decimalsOf } from '@claims-askes/kernel/currency';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { type ContractSpan, NOBODY, type PreparedClaim } from '../../domain/prepared-claim';
import { coveragesFor } from './choose-coverage';
import { claimOf } from './claim-of-canonical';
import type { SubmittedClaim } from './fact-source';
import { contractsInForce, dateOfCare, type Terms } from './find-terms';
import { billerNumber } from './identities';
import type { NamedParties } from './name-parties';
import { authorizationOf, memberOf, policyOf, providerOf } from './people-of-facts';
import type { PlanReading, Readings } from './readings';
import { memberNumbersOn, providerNumbersOn } from './unknown-numbers';

/** What a claim is judged by where nobody covers the patient: rules 7 and 8 say so before a benefit is asked for. */
export const NO_PLAN: Plan = { id: 'none', version: '0', benefits: {}, rules: { '4': 'deny' } };

/** Puts together all that others know of one claim. Throws `NotYet` where a plan or policy has not been heard of yet. */
export function prepareClaim(
	submitted: SubmittedClaim,
	familyKey: string,
	parties: NamedParties,
	terms: Terms,
	readings: Readings,
): PreparedClaim {
	const { claim, received_on } = submitted;
	const date = dateOfCare(claim) ?? received_on;
	const member = parties.memberOf(claim);
	const provider = parties.providerOf(claim);
	const paidBy = member && coverageOf(claim, member, date, terms);
	const spans = contractSpans(claim, provider, terms);
	const contract = spans.find((span) => span.isRead && isWithin(span, date));
	const plan = paidBy ? paidBy.reading[contract ? 'in' : 'out'] : NO_PLAN;
	const policy = paidBy && terms.policy(paidBy.coverage.policy_id);
	if (paidBy && !policy) throw new NotYet('the policy of a coverage');
	const memberId = member?.id ?? NOBODY;
	const providerId = provider?.id ?? billerNumber(claim.billing_provider);
	const named = authorizationsOn(claim, parties);
	return {
		claimNumber: submitted.claim_number,
		familyKey,
		claim: claimOf(submitted, {
			memberId,
			providerId,
			authorizationIds: new Map(named.map(({ number, id }) => [number, id])),
			document: paidBy?.reading.version.document ?? null,
		}),
		parties: {
			memberId: member?.id ?? null,
			familyId: member?.family_id ?? null,
			groupId: member?.group_id ?? null,
			providerId: provider?.id ?? null,
			policyId: policy?.id ?? null,
			planVersionId: paidBy?.reading.version.id ?? null,
			contractId: contract?.id ?? null,
			contracts: spans,
		},
		facts: {
			currency: { code: claim.currency, decimals: decimalsOf(claim.currency) },
			members: member ? { [memberId]: memberOf(member) } : {},
			providers: provider ? { [providerId]: providerOf(provider, plan) } : {},
			contracts: readings.listOf(spans, terms.contracts),
			plan,
			...(policy && { policy: policyOf(policy) }),
			...(named.length > 0 && { authorizations: named.map(authorizationOf) }),
		},
		codeSets: paidBy ? (paidBy.reading.version.document.code_sets ?? null) : NONE,
		refusals: isOtherCurrency(claim, [paidBy?.reading.version.document, policy]) ? [OTHER_CURRENCY] : [],
		unknown: [...(member ? [] : memberNumbersOn(claim)), ...(provider ? [] : providerNumbersOn(claim))],
	};
}

/** Who is covered by no plan is judged by no code set. */
const NONE: readonly string[] = [];

interface PaidBy {
	readonly coverage: Coverage;
	readonly reading: PlanReading;
}

/** The coverage that pays: of several in force, the one whose plan has a benefit for most of the lines. */
function coverageOf(
	claim: CanonicalClaim,
	member: MemberFacts,
	date: CalendarDate,
	terms: Terms,
): PaidBy | undefined {
	const candidates = coveragesFor(member.coverages, date).map((coverage) => {
		const reading = terms.plan(coverage, date);
		if (!reading) throw new NotYet('the plan of a coverage');
		return { coverage, reading, knows: linesKnown(claim, reading.version.document) };
	});
	const [first, ...others] = candidates;
	return first && others.reduce((best, other) => (other.knows > best.knows ? other : best), first);
}

function linesKnown({ lines }: CanonicalClaim, { benefit_of = {} }: PlanDocument): number {
	const isKnown = (code: string | undefined) => code !== undefined && Object.hasOwn(benefit_of, code);
	return lines.filter((line) => isKnown(line.procedure_code) || isKnown(line.revenue_code)).length;
}

/** The provider's contracts; one in another currency is none for this claim. */
function contractSpans(
	claim: CanonicalClaim,
	provider: ProviderFacts | undefined,
	{ contracts }: Terms,
): ContractSpan[] {
	const inForce = new Set(contractsInForce(claim, provider));
	const ofCurrency = (provider?.contracts ?? []).filter(({ currency }) => currency === claim.currency);
	return ofCurrency.map(({ id, from, to }) => {
		if (inForce.has(id) && !contracts.has(id)) throw new NotYet('the contract of a provider');
		return { id, provider_id: provider?.id ?? '', from, to, isRead: inForce.has(id) };
	});
}

function authorizationsOn(claim: CanonicalClaim, { authorizations }: NamedParties) {
	const numbers = [claim.authorization_number, ...claim.lines.map((line) => line.authorization_number)];
	return [...new Set(numbers)]
		.flatMap((number) => (number && authorizations.get(number)) || [])
		.filter(({ currency }) => currency === claim.currency);
}

const isOtherCurrency = (
	{ currency }: CanonicalClaim,
	terms: readonly ({ readonly currency: string } | undefined)[],
): boolean => terms.some((found) => found !== undefined && found.currency !== currency);

const OTHER_CURRENCY: Rejection = { rule: 'R1', carc: '16', line: null };
