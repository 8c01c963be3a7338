import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { type X12File, x12Response } from '@claims-askes/chassis/http/x12-body';
import { whole, wholeOrNull } from '@claims-askes/chassis/peers/part';
import { exchangeX12 } from '@claims-askes/chassis/x12-exchange';
import { isWithin } from '@claims-askes/kernel/calendar-date';
import { chooseCoverage, coveragesFor } from '@claims-askes/kernel/coverage-choice';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, MoneyError, parseAmount, sum } from '@claims-askes/kernel/money';
import type { AskesClients } from '@claims-askes/sdk';
import type { Authorization as X12Request } from '@claims-askes/sdk/claim';
import { readAuthorizationRequests, writeAuthorizations } from '@claims-askes/sdk/x12';
import type { Authorization } from '../domain/authorization';
import { insertAuthorization } from '../repositories/authorizations.repository';
import { auditOf } from './audit';
import type { Deps } from './deps';
import { type AuthorizationRequest, mayAskFor, newAuthorization } from './request-authorization';

/** Code list 306: somebody is to look at it; ask the payer instead. */
const PENDED = 'A4';
const CONTACT_PAYER = 'CT';
/** Code list 1322. What changes an authorization that stands is for people who know its letter. */
const INITIAL = 'I';
const NOT_THEIRS = { about: 'provider', reason: '43', follow_up: 'C' } as const;

/** A 278 answered by a 278: each request is stored, and its answer says under which number it waits for a decision. */
export async function answerRequests(deps: Deps, file: X12File, call: Call): Promise<Response> {
	let isReplayed = false;
	const text = await exchangeX12(
		file,
		{
			read: readAuthorizationRequests,
			answer: async (requests, envelope) => {
				const stored = await writeOnce(deps.platform, call, async () => {
					const outcomes = await outcomesOf(deps, requests, call);
					return store(deps, call, outcomes, writeAuthorizations(outcomes.map(answerOf), envelope));
				});
				isReplayed = stored.replayed;
				return JSON.parse(stored.body).data.x12;
			},
		},
		deps.platform,
	);
	return x12Response(text, 201, isReplayed ? { 'idempotent-replayed': 'true' } : {});
}

type Refusal = X12Request['refusals'][number];

type Outcome = { readonly request: X12Request } & (
	| { readonly kind: 'stored'; readonly authorization: Authorization }
	| { readonly kind: 'refused'; readonly refusal: Refusal }
	| { readonly kind: 'referred' }
);

function store({ platform }: Deps, call: Call, outcomes: readonly Outcome[], x12: string) {
	const authorizations = outcomes.flatMap((outcome) =>
		outcome.kind === 'stored' ? [outcome.authorization] : [],
	);
	return commit(platform, call, {
		data: { x12 },
		effects: authorizations.map((authorization) => insertAuthorization(platform.sql, authorization)),
		events: authorizations.map(({ id }) => ({
			type: 'authorization.requested' as const,
			key: id,
			data: { authorization_id: id },
		})),
		audit: authorizations.map((authorization) => auditOf('authorization.requested', null, authorization)),
	});
}

async function outcomesOf(deps: Deps, requests: readonly X12Request[], call: Call): Promise<Outcome[]> {
	const peers = deps.platform.peers.during(call);
	const members = await whole(
		peers.members.POST('/api/v1/members/matches', { body: { people: requests.map(personOf) } }),
	);
	const outcomes: Outcome[] = [];
	for (const [at, request] of requests.entries()) {
		const found = members[at];
		// Another's member is nobody to them: a refusal for any other reason would tell of that person's coverage.
		const member = found && mayAskFor({ member_id: found.id }, call.caller.only) ? found : null;
		if ((request.certification_type ?? INITIAL) !== INITIAL) {
			outcomes.push({ kind: 'referred', request });
			continue;
		}
		const asked = await termsOf(peers, request, member);
		if ('reason' in asked) outcomes.push({ kind: 'refused', request, refusal: asked });
		else if (!mayAskFor(asked, call.caller.only))
			outcomes.push({ kind: 'refused', request, refusal: NOT_THEIRS });
		else outcomes.push({ kind: 'stored', request, authorization: await newAuthorization(deps, asked, call) });
	}
	return outcomes;
}

const personOf = ({ subscriber, patient }: X12Request) => {
	const person = patient ?? subscriber;
	return {
		member_number: patient?.member_id ?? subscriber.member_id ?? '-',
		is_subscriber: patient === undefined,
		...(person.birth_date ? { birth_date: person.birth_date } : {}),
		...(person.first_name ? { given_name: person.first_name } : {}),
	};
};

interface MemberFacts {
	readonly id: string;
	readonly birth_date: string;
	readonly coverages: readonly {
		readonly id: string;
		readonly plan_id: string;
		readonly product: string | null;
		readonly from: string;
		readonly to: string | null;
	}[];
}

/** What is asked for in our own terms, or why it cannot be (code list 901). */
async function termsOf(
	peers: AskesClients,
	request: X12Request,
	member: MemberFacts | null,
): Promise<AuthorizationRequest | Refusal> {
	const about = request.patient ? 'patient' : 'subscriber';
	const { birth_date } = request.patient ?? request.subscriber;
	if (!member) return { about, reason: request.patient ? '67' : '75', follow_up: 'C' };
	if (birth_date && birth_date !== member.birth_date) return { about, reason: '71', follow_up: 'C' };
	const span = spanOf(request);
	if (!span) return { about: 'request', reason: '57', follow_up: 'C' };
	const chosen = await coverageFor(peers, member, span.from, codesOf(request));
	if (!chosen || !isWithin(chosen.span, span.from)) return { about, reason: '95', follow_up: 'N' };
	const { benefits: terms } = chosen;
	if (!terms) return { about: 'request', reason: '15', follow_up: 'C' };
	const provider_id = await providerOf(peers, request);
	if (provider_id === null) return { about: 'provider', reason: '43', follow_up: 'C' };
	return {
		member_id: member.id,
		provider_id,
		...span,
		benefits: terms.benefits,
		currency: terms.currency,
		...amountOf(request, terms.currency),
		codes: request.services.flatMap(({ procedure_code, code_system }) =>
			procedure_code ? [{ system: code_system, code: procedure_code.slice(0, 20) }] : [],
		),
	};
}

/**
 * What all services together are to cost. Nothing where one of them does not say (nothing costs nothing), for then the sum
 * would be too low, or says what the plan's currency has no coins for: the person who decides looks at the request.
 */
function amountOf({ services }: X12Request, currency: string): { amount?: string } {
	const charges = services.map(({ charge }) => charge);
	if (charges.length === 0 || !charges.every((charge) => charge !== undefined)) return {};
	const decimals = decimalsOf(currency);
	try {
		const amounts = charges.map((charge) => parseAmount(charge, decimals));
		return amounts.every((amount) => amount > 0) ? { amount: formatAmount(sum(amounts), decimals) } : {};
	} catch (error) {
		if (error instanceof MoneyError) return {};
		throw error;
	}
}

/** From the first day that is named to the last. */
function spanOf({ dates, services }: X12Request): { from: string; to: string } | null {
	const days = [...dates, ...services.flatMap((service) => service.dates)].flatMap(({ date, date_end }) => [
		date,
		date_end ?? date,
	]);
	const [from] = days.toSorted();
	const to = days.toSorted().at(-1);
	return from && to ? { from, to } : null;
}

const codesOf = ({ services, service_type }: X12Request): string[] => {
	const codes = services.flatMap(({ procedure_code, revenue_code }) => procedure_code ?? revenue_code ?? []);
	return codes.length > 0 ? codes : service_type ? [service_type] : [];
};

/** The coverage whose plan the codes are asked of, with the benefits that they fall under: a member has several products. */
async function coverageFor(
	peers: AskesClients,
	{ coverages }: MemberFacts,
	date: string,
	codes: readonly string[],
) {
	const choices = await Promise.all(
		coveragesFor(coverages, date).map(async (span) => {
			const benefits = await benefitsOf(peers, span.plan_id, date, codes);
			return { span, named: benefits?.named ?? 0, takesRest: benefits !== null, benefits };
		}),
	);
	return chooseCoverage(choices, date, (choice) => choice);
}

/** The plan's benefits that the codes fall under, and how many codes it names; null where they fall under none. */
async function benefitsOf(peers: AskesClients, plan_id: string, date: string, codes: readonly string[]) {
	const benefits = new Set<string>();
	let currency = '';
	let named = 0;
	for (const code of new Set(codes)) {
		const terms = await wholeOrNull(
			peers.benefits.POST('/api/v1/benefit-inquiries', { body: { plan_id, date, code: code.slice(0, 60) } }),
		);
		if (!terms?.benefit) continue;
		currency = terms.currency;
		benefits.add(terms.benefit);
		if (terms.is_named) named++;
	}
	return benefits.size > 0 ? { benefits: [...benefits].slice(0, 50), currency, named } : null;
}

/** Who will give the care, or else who asks; nobody where no NPI is told, null where it is one that nobody has. */
async function providerOf(peers: AskesClients, { provider, providers = [] }: X12Request) {
	const npi = providers.find((one) => one.npi)?.npi ?? provider.npi;
	if (!npi) return undefined;
	const [found] = await whole(peers.providers.POST('/api/v1/providers/batch-get', { body: { npis: [npi] } }));
	return found?.id ?? null;
}

function answerOf(outcome: Outcome): X12Request {
	const { source: _, decision: __, ...request } = outcome.request;
	const answer: X12Request = { ...request, kind: 'response' };
	if (outcome.kind === 'refused') return { ...answer, refusals: [outcome.refusal] };
	if (outcome.kind === 'referred') return { ...answer, decision: { action: CONTACT_PAYER } };
	return { ...answer, decision: { action: PENDED, number: outcome.authorization.number } };
}
