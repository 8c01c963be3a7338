import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
import { type X12File, x12Response } from '@claims-askes/chassis/http/x12-body';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import { inParts } from '@claims-askes/chassis/peers/in-parts';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';
import { exchangeX12 } from '@claims-askes/chassis/x12-exchange';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { isSameAmount } from '@claims-askes/kernel/money';
import type { CanonicalClaim, ClaimStatusInquiry, ClaimStatusResponse } from '@claims-askes/sdk/claim';
import { readClaimStatusInquiries, writeClaimStatusResponses } from '@claims-askes/sdk/x12';
import type { Claim } from '../domain/claim';
import { CLAIM_NUMBER } from '../domain/claim-number';
import { CLAIM_NOT_FOUND, CLAIM_NOT_NAMED, NOTHING_PAYABLE, STATUS_WORDS } from '../domain/status-words';
import { type ClaimsRepository, claimsRepository } from '../repositories/claims.repository';
import { lineAnswers } from './line-answers';

/** Of the claims under one number of the submitter, the newest that fits is meant. */
const MOST_CANDIDATES = 20;

/** A 276 answered by a 277: where each claim asked about stands. */
export async function answerClaimStatus(platform: Platform, file: X12File, call: Call): Promise<Response> {
	const claims = claimsRepository(platform.sql);
	const dayOf = (instant: Date) => dayIn(platform.config.PAYER_TIME_ZONE, instant);
	const text = await exchangeX12(
		file,
		{
			read: readClaimStatusInquiries,
			answer: async (questions, envelope) => {
				const found: (Found | null)[] = [];
				for (const question of questions) found.push(await find(claims, question, call.caller.only));
				const decided = await decidedLines(platform, found, call);
				const answers = questions.map((question, at) =>
					answerOf(question, found[at] ?? null, { decided, dayOf, now: platform.now() }),
				);
				return writeClaimStatusResponses(answers, envelope);
			},
		},
		platform,
	);
	return x12Response(text);
}

interface Found {
	readonly claim: Claim;
	readonly content: CanonicalClaim;
}

async function find(
	claims: ClaimsRepository,
	question: ClaimStatusInquiry,
	only: RowRule | null,
): Promise<Found | null> {
	for (const reference of await referencesOf(claims, question, only)) {
		const found = await claims.findWithContent(reference, only);
		if (!found) continue;
		const content = found.content as CanonicalClaim;
		if (isMeant(question, found.claim, content)) return { claim: found.claim, content };
	}
	return null;
}

/** By our number where it is given, else by the provider's own. */
async function referencesOf(
	claims: ClaimsRepository,
	{ payer_claim_number, claim_id, provider }: ClaimStatusInquiry,
	only: RowRule | null,
): Promise<readonly string[]> {
	if (payer_claim_number) return CLAIM_NUMBER.test(payer_claim_number) ? [payer_claim_number] : [];
	if (!claim_id) return [];
	const filter = { submitter_claim_id: claim_id, billing_npi: provider.npi };
	return (await claims.list(filter, only, { after: null, limit: MOST_CANDIDATES })).map(({ id }) => id);
}

/** Whatever the question says of the claim must be so: a number alone tells nobody whose claim it is. */
function isMeant(
	{ provider, subscriber, charge, service_date, service_date_end }: ClaimStatusInquiry,
	claim: Claim,
	content: CanonicalClaim,
): boolean {
	const { tax_id } = content.billing_provider;
	return (
		(provider.npi === undefined || provider.npi === claim.billing_npi) &&
		(provider.tax_id === undefined || tax_id === undefined || provider.tax_id === tax_id) &&
		subscriber.member_id === content.subscriber.member_id &&
		(charge === undefined || isSameAmount(charge, claim.total_charge)) &&
		(service_date === undefined || claim.service_to === null || claim.service_to >= service_date) &&
		(service_date === undefined ||
			claim.service_from === null ||
			claim.service_from <= (service_date_end ?? service_date))
	);
}

type DecidedLine = Awaited<ReturnType<typeof decisionsOf>>[number]['lines'][number];

/** The lines of the decisions that stand, by decision. */
async function decidedLines(
	platform: Platform,
	found: readonly (Found | null)[],
	call: Call,
): Promise<ReadonlyMap<string, readonly DecidedLine[]>> {
	const ids = new Set(found.flatMap((one) => one?.claim.decision_id ?? []));
	const decisions = await inParts([...ids], (part) => decisionsOf(platform, part, call));
	return new Map(decisions.map(({ id, lines }) => [id, lines]));
}

const decisionsOf = ({ peers }: Platform, ids: string[], call: Call) =>
	whole(peers.during(call).adjudication.POST('/api/v1/decisions/batch-get', { body: { ids } }));

/** When the care was given, whatever span the question searched. */
const daysOf = ({ service_from: from, service_to: to }: Claim) =>
	from === null ? {} : { service_date: from, service_date_end: to === null || to === from ? undefined : to };

const NOTHING = '0';

/** The people by name and number: unlike the 276, the 277 has no place for birth date and sex. */
function peopleIn({ subscriber, patient }: ClaimStatusInquiry) {
	const named = ({ birth_date: _, sex: __, ...person }: ClaimStatusInquiry['subscriber']) => person;
	return { subscriber: named(subscriber), ...(patient ? { patient: named(patient) } : {}) };
}

interface Known {
	readonly decided: ReadonlyMap<string, readonly DecidedLine[]>;
	/** The payer's day of an instant. */
	readonly dayOf: (instant: Date) => CalendarDate;
	readonly now: Date;
}

function answerOf(
	question: ClaimStatusInquiry,
	found: Found | null,
	{ decided, dayOf, now }: Known,
): ClaimStatusResponse {
	const { lines: asked, source: _, submitted_at: __, ...said } = question;
	const echo = { ...said, ...peopleIn(question) };
	if (found === null) {
		const isNamed = question.claim_id !== undefined || question.payer_claim_number !== undefined;
		const status = isNamed ? CLAIM_NOT_FOUND : CLAIM_NOT_NAMED;
		return { ...echo, statuses: [{ ...status, date: dayOf(now) }], lines: [] };
	}
	const { claim, content } = found;
	const { status, claim_number, submitter_claim_id, total_charge, paid, updated_at } = claim;
	const isPaid = status === 'paid' && paid !== null;
	const isDenied = status === 'denied';
	const date = dayOf(new Date(updated_at));
	return {
		...echo,
		claim_id: submitter_claim_id,
		payer_claim_number: claim_number,
		...daysOf(claim),
		statuses: [
			{
				...(isPaid && Number(paid) === 0 ? NOTHING_PAYABLE : STATUS_WORDS[status]),
				date,
				charge: total_charge,
				...(isPaid || isDenied ? { paid: isPaid ? paid : NOTHING, paid_date: date } : {}),
			},
		],
		lines: lineAnswers(asked, content.lines, {
			status,
			date,
			decided: decided.get(claim.decision_id ?? '') ?? [],
		}),
	};
}
