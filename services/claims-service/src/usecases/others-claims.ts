import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
import { inParts } from '@claims-askes/chassis/peers/in-parts';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';
import {
	billerNumber,
	billerNumbersOf,
	type PersonAsked,
	patientOn,
	personKey,
} from '@claims-askes/contracts/claim-identities';
import type { ProblemDetail } from '@claims-askes/kernel/problems';
import type { AskesClients } from '@claims-askes/sdk';
import type { SubmittedClaim } from '../domain/submitted-claim';

/** Why a claim may not be brought in by its sender; nothing where it is in their own name. */
type OthersReasons = (claim: SubmittedClaim) => ProblemDetail[];

/**
 * A token that is limited to its own rows brings in its own claims alone: a member's those of that member (of the rest of
 * the family it sees no row either), a group's those of its members, a provider's what it bills itself. Who they are is
 * found as adjudication finds them. Nobody is asked for other tokens; a peer that does not answer is an outage, never a
 * yes.
 */
export async function findOthersClaims(
	{ peers }: Platform,
	claims: readonly SubmittedClaim[],
	call: Call,
): Promise<OthersReasons> {
	const { only } = call.caller;
	if (only === null) return () => [];
	const clients = peers.during(call);
	return 'provider_id' in only
		? billedByOthers(clients, only.provider_id)
		: ofOtherMembers(clients, claims, only);
}

async function billedByOthers({ providers }: AskesClients, id: string): Promise<OthersReasons> {
	const found = await whole(providers.POST('/api/v1/providers/batch-get', { body: { ids: [id] } }));
	const own = new Set(found.flatMap(billerNumbersOf));
	return ({ billing_provider }) =>
		own.has(billerNumber(billing_provider)) ? [] : [ofOthers('billing_provider')];
}

async function ofOtherMembers(
	{ members }: AskesClients,
	claims: readonly SubmittedClaim[],
	only: Exclude<RowRule, { readonly provider_id: string }>,
): Promise<OthersReasons> {
	const people = new Map<string, PersonAsked>();
	for (const claim of claims) {
		const patient = patientOn(claim);
		if (patient) people.set(personKey(patient), patient);
	}
	const found = await inParts([...people.values()], (part) =>
		whole(members.POST('/api/v1/members/matches', { body: { people: part } })),
	);
	const isOwn = (member: (typeof found)[number] | undefined) =>
		member != null &&
		('member_id' in only ? member.id === only.member_id : member.group_id === only.group_id);
	const own = new Set([...people.keys()].filter((_, at) => isOwn(found[at])));
	return (claim) => {
		const patient = patientOn(claim);
		return patient && own.has(personKey(patient)) ? [] : [ofOthers('patient')];
	};
}

const ofOthers = (field: string): ProblemDetail => ({
	field,
	code: 'CLAIM_OF_OTHERS',
	message: 'is nobody for whom this token may bring claims',
});
