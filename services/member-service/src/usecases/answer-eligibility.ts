import type { Call } from '@claims-askes/chassis/http/caller';
import { type X12File, x12Response } from '@claims-askes/chassis/http/x12-body';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import { wholeOrNull } from '@claims-askes/chassis/peers/part';
import { exchangeX12 } from '@claims-askes/chassis/x12-exchange';
import { isNpi } from '@claims-askes/kernel/npi';
import type { EligibilityInquiry, EligibilityResponse } from '@claims-askes/sdk/claim';
import { readEligibilityInquiries, writeEligibilityResponses } from '@claims-askes/sdk/x12';
import { checkEligibility } from '../domain/coverage';
import type { Member } from '../domain/member';
import { mismatchOf } from '../domain/person-asked-about';
import type { Deps } from './deps';
import { type BenefitTerms, benefitsFor, PLAN_DATES, spanOf } from './eligibility-benefits';

/** A 270 answered by a 271: covered or not on the day asked about, and what the plan says of it. */
export async function answerEligibility(deps: Deps, file: X12File, call: Call): Promise<Response> {
	const text = await exchangeX12(
		file,
		{
			read: readEligibilityInquiries,
			answer: async (questions, envelope) =>
				writeEligibilityResponses(await answersTo(deps, questions, call, refusalOfParties), envelope),
		},
		deps.platform,
	);
	return x12Response(text);
}

/** The answers to questions of any format, in their order; a format may refuse more than the person asked about. */
export async function answersTo(
	deps: Deps,
	questions: readonly EligibilityInquiry[],
	call: Call,
	refusalBefore: (question: EligibilityInquiry) => Refusal | null = () => null,
): Promise<EligibilityResponse[]> {
	const { now, config } = deps.platform;
	const today = dayIn(config.PAYER_TIME_ZONE, now());
	const members = await deps.members.match(questions.map(personOnCard), call.caller.only);
	const terms = termsReader(deps, call);
	return Promise.all(
		questions.map(async (question, at) => {
			const refused = refusalBefore(question) ?? refusalOf(question, members[at] ?? null);
			if (refused) return { ...echoOf(question), refusals: [refused], benefits: [], dates: [] };
			const date = question.service_date ?? today;
			const eligibility = checkEligibility(members[at] as Member, date);
			return {
				...echoOf(question),
				refusals: [],
				dates:
					eligibility.coverage && eligibility.products.length === 1
						? spanOf(eligibility.coverage, PLAN_DATES)
						: [],
				benefits: await benefitsFor(question, date, eligibility, (planId, code) => terms(planId, date, code)),
			};
		}),
	);
}

/** The number on the card may be the patient's own or the family's. */
const personOnCard = ({ subscriber, patient }: EligibilityInquiry) => {
	const person = patient ?? subscriber;
	return {
		member_number: patient?.member_id ?? subscriber.member_id ?? '',
		is_subscriber: patient === undefined,
		...(person.birth_date ? { birth_date: person.birth_date } : {}),
		...(person.first_name ? { given_name: person.first_name } : {}),
	};
};

type Refusal = EligibilityResponse['refusals'][number];

/**
 * By the guide a 270 says whom it asks (T4) and who asks (43), by a number that can be one; test data may make one up.
 * Which payers and providers there are is not judged: one without a contract may ask as well.
 */
function refusalOfParties({ payer, provider, source }: EligibilityInquiry): Refusal | null {
	if (!payer.id && !payer.name) return { about: 'payer', reason: 'T4', follow_up: 'C' };
	const { npi, tax_id, identifiers, name, last_name } = provider;
	const isNamed = npi || tax_id || identifiers?.length || name || last_name;
	const noNpi = npi ? !isNpi(npi) : identifiers?.some(({ qualifier }) => qualifier === NPI);
	const isWrong = noNpi && !source?.is_test;
	return isNamed && !isWrong ? null : { about: 'provider', reason: '43', follow_up: 'C' };
}

/** NM108: what follows is said to be an NPI. */
const NPI = 'XX';

/** Code list 901, with what the asker may do about it: correct the question and ask again. */
function refusalOf({ subscriber, patient }: EligibilityInquiry, member: Member | null): Refusal | null {
	const about = patient ? 'patient' : 'subscriber';
	const refused = (reason: string): Refusal => ({ about, reason, follow_up: 'C' });
	if (!subscriber.member_id && !patient?.member_id) return { ...refused('72'), about: 'subscriber' };
	if (!member) return refused(patient ? '67' : '75');
	const mismatch = mismatchOf(member, patient ?? subscriber);
	if (mismatch === null) return null;
	// 73 is the name of the insured; a dependant has a code of its own.
	return refused(mismatch === 'birth_date' ? '71' : patient ? '65' : '73');
}

/** What goes back as it came, so that the asker knows which question this answers. */
const echoOf = ({
	payer,
	provider,
	subscriber,
	patient,
	relationship,
	group_number,
	reference,
	trace_numbers,
}: EligibilityInquiry) => ({
	payer,
	provider,
	subscriber,
	patient,
	relationship,
	group_number,
	reference,
	trace_numbers,
});

/** What benefit-service says of a plan on a day, if it says anything; people of one plan share the answer. */
function termsReader({ platform }: Deps, call: Call) {
	const known = new Map<string, Promise<BenefitTerms | null>>();
	const benefits = platform.peers.during(call).benefits;
	return (plan_id: string, date: string, code?: string): Promise<BenefitTerms | null> => {
		const key = JSON.stringify([plan_id, date, code]);
		const asked =
			known.get(key) ??
			wholeOrNull(
				benefits.POST('/api/v1/benefit-inquiries', {
					body: { plan_id, date, ...(code === undefined ? {} : { code }) },
				}),
			);
		known.set(key, asked);
		return asked;
	};
}
