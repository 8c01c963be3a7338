import { NotYet } from '@claims-askes/chassis/outage';
import type { AuthorizationFacts, Coverage } from '@claims-askes/contracts/coverage-facts';
import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import type { Plan, Rejection } from '@claims-askes/engine';
import { isWithin } from '@claims-askes/kernel/calendar-date';
import { chooseCoverage, type Suits } from '@claims-askes/kernel/coverage-choice';
import { decimalsOf } from '@claims-askes/kernel/currency';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { NOBODY, type PreparedClaim } from '../../domain/prepared-claim';
import { claimOf } from './claim-of-canonical';
import type { Offer, ReadPolicy, Terms } from './find-terms';
import type { NamedParties } from './name-parties';
import { authorizationOf, memberOf, providerOf } from './people-of-facts';
import type { ReadClaim } from './read-claim';
import type { PlanReading } from './readings';
import { memberNumbersOn, providerNumbersOn } from './unknown-numbers';

/** What a claim is judged by where nobody covers the patient: rules 7 and 8 say so before a benefit is asked for. */
export const NO_PLAN: Plan = { id: 'none', version: '0', benefits: {}, rules: { '4': 'deny' } };

/** Puts together all that others know of one claim. Throws `NotYet` where a plan or policy has not been heard of yet. */
export function prepareClaim(
	read: ReadClaim,
	familyKey: string,
	parties: NamedParties,
	terms: Terms,
): PreparedClaim {
	const { claim, date } = read;
	const member = parties.memberOf(read);
	const provider = parties.providerOf(read);
	const paidBy = payerOf(read, terms.offers);
	const document = paidBy?.reading.version.document;
	const policy = paidBy?.policy;
	const { spans, list } = terms.contracts;
	const contract = spans.find((span) => span.isRead && isWithin(span, date));
	const plan = paidBy ? paidBy.reading[contract ? 'in' : 'out'] : NO_PLAN;
	const memberId = member?.id ?? NOBODY;
	const providerId = provider?.id ?? read.biller;
	const named = authorizationsOn(read, parties);
	return {
		claimNumber: read.claim_number,
		familyKey,
		claim: claimOf(read, {
			memberId,
			providerId,
			authorizationIds: named.length > 0 ? new Map(named.map(({ number, id }) => [number, id])) : NO_IDS,
			document: document ?? null,
		}),
		parties: {
			memberId: member?.id ?? null,
			familyId: member?.family_id ?? null,
			groupId: member?.group_id ?? null,
			providerId: provider?.id ?? null,
			policyId: policy?.facts.id ?? null,
			planVersionId: paidBy?.reading.version.id ?? null,
			contractId: contract?.id ?? null,
			contracts: spans,
		},
		subscriberId: member?.subscriber_id ?? null,
		facts: {
			currency: { code: claim.currency, decimals: decimalsOf(claim.currency) },
			members: member ? { [memberId]: memberOf(member, paidBy ? paidBy.product : null) } : {},
			providers: provider ? { [providerId]: providerOf(provider, plan) } : {},
			contracts: list,
			plan,
			...(policy && { policy: policy.policy }),
			...(named.length > 0 && { authorizations: named.map(authorizationOf) }),
		},
		codeSets: document ? (document.code_sets ?? null) : NONE,
		refusals: isOtherCurrency(claim, document) || isOtherCurrency(claim, policy?.facts) ? OTHER_CURRENCY : [],
		unknown:
			member && provider
				? NONE
				: [...(member ? NONE : memberNumbersOn(read)), ...(provider ? NONE : providerNumbersOn(read))],
	};
}

const NO_IDS: ReadonlyMap<string, string> = new Map();
/** Who is covered by no plan is judged by no code set. */
const NONE: readonly string[] = [];

interface PaidBy {
	readonly product: string | null;
	readonly reading: PlanReading;
	readonly policy: ReadPolicy;
}

function payerOf({ claim, date }: ReadClaim, offers: readonly Offer[]): PaidBy | undefined {
	const choices = offers.map(({ coverage, reading, policy }) => {
		if (!reading) throw new NotYet('the plan of a coverage');
		return { coverage, reading, policy };
	});
	const chosen = chooseCoverage(choices, date, ({ coverage, reading }) =>
		suitsOf(claim, coverage, reading.version.document),
	);
	if (!chosen) return undefined;
	const { coverage, reading, policy } = chosen;
	if (!policy) throw new NotYet('the policy of a coverage');
	return { product: coverage.product, reading, policy };
}

function suitsOf({ lines }: CanonicalClaim, span: Coverage, document: PlanDocument): Suits {
	const { benefit_of = {}, default_benefit } = document;
	const isNamed = (code: string | undefined) => code !== undefined && Object.hasOwn(benefit_of, code);
	return {
		span,
		named: lines.filter((line) => isNamed(line.procedure_code) || isNamed(line.revenue_code)).length,
		takesRest: default_benefit !== undefined,
	};
}

function authorizationsOn(
	{ claim, authorizationNumbers }: ReadClaim,
	{ authorizations }: NamedParties,
): readonly AuthorizationFacts[] {
	if (authorizationNumbers.length === 0) return [];
	return authorizationNumbers
		.flatMap((number) => authorizations.get(number) ?? [])
		.filter(({ currency }) => currency === claim.currency);
}

const isOtherCurrency = (
	{ currency }: CanonicalClaim,
	terms: { readonly currency: string } | undefined,
): boolean => terms !== undefined && terms.currency !== currency;

const OTHER_CURRENCY: readonly Rejection[] = [{ rule: 'R1', carc: '16', line: null }];
