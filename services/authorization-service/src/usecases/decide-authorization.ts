import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { type AuthorizationStatus, type Decision, decide } from '../domain/authorization';
import { letterFor } from '../domain/letter';
import { insertLetter, updateAuthorization } from '../repositories/authorizations.repository';
import { auditOf } from './audit';
import type { Deps } from './deps';
import { readAuthorization } from './read-authorizations';
import { amountIn, viewOf } from './views';

/** A decision as it is sent: its amount is still text, in the authorization's own currency. */
export type SentDecision =
	| (Omit<Extract<Decision, { decision: 'approve' | 'extend' }>, 'amount'> & {
			readonly amount?: string | null | undefined;
	  })
	| Extract<Decision, { decision: 'deny' | 'cancel' }>;

/** Approves, denies, extends or cancels; an approval and each extension send a letter. */
export function decideAuthorization(deps: Deps, id: string, sent: SentDecision, call: Call) {
	assertUnrestricted(call);
	const { platform } = deps;
	return writeOnce(platform, call, async () => {
		const { authorization: before, version, letters } = await readAuthorization(deps, id, call);
		assertVersion(call, version);
		const after = decide(before, decisionIn(sent, before.currency), platform.now().toISOString());
		const letter = letterFor(after, letters);
		const stored = await commit(platform, call, {
			data: viewOf(after),
			effects: [
				['decided', updateAuthorization(platform.sql, after, version)],
				...(letter ? [insertLetter(platform.sql, letter, after.currency)] : []),
			],
			events: [
				{
					type: 'authorization.decided',
					key: id,
					data: {
						authorization_id: id,
						status: decidedStatus(after.status),
						member_id: after.member_id,
						// A letter that was moved may touch the days on which it held before.
						from: [before.from, after.from].sort()[0],
					},
				},
			],
			audit: [auditOf(`authorization.${ACTIONS[sent.decision]}`, before, after)],
			requires: { effect: 'decided', rows: 1, otherwise: LOST_RACE },
		});
		if (stored.replayed) return stored;
		deps.decided.inc({ status: after.status });
		return new Answer(viewOf(after), { status: 201, headers: etagOf(version + 1) });
	});
}

const ACTIONS = { approve: 'approved', deny: 'denied', extend: 'extended', cancel: 'cancelled' } as const;

function decisionIn(sent: SentDecision, currency: string): Decision {
	if ('reason' in sent) return sent;
	const { amount, ...rest } = sent;
	return { ...rest, amount: amount == null ? amount : amountIn(amount, currency) };
}

function decidedStatus(status: AuthorizationStatus) {
	if (status === 'requested') throw new Error('a decision leaves nothing undecided');
	return status;
}
