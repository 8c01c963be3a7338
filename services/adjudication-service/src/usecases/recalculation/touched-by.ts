import type { FeedEventOf } from '@claims-askes/chassis/events/feed.schemas';
import { addDays } from '@claims-askes/kernel/calendar-date';
import type { Cause, Touches } from '../../repositories/recalculations.repository';

/** What changes elsewhere after claims were decided: the kinds of event, and which claims each may touch. */
export const CHANGES = {
	'member.enrolled': ({ member_id, family_id, from }) => [member_id, { family_id, from }],
	'member.coverage.changed': ({ member_id, family_id, from }) => [member_id, { family_id, from }],
	'member.changed': ({ member_id, family_id }) => [member_id, { family_id }],
	'provider.registered': ({ provider_id }) => [provider_id, { provider_id }],
	'provider.changed': ({ provider_id }) => [provider_id, { provider_id }],
	'provider.contract.published': ({ provider_id, contract_id, from }) => [contract_id, { provider_id, from }],
	'provider.contract.ended': ({ provider_id, contract_id, last_day }) => [
		contract_id,
		{ provider_id, from: addDays(last_day, 1) },
	],
	'plan.published': ({ plan_id, version, from }) => [`${plan_id} ${version}`, { plan_id, from }],
	'policy.endorsed': ({ policy_id, endorsement_id, from }) => [endorsement_id, { policy_id, from }],
	'authorization.decided': ({ authorization_id, member_id, from }) => [
		authorization_id,
		member_id ? { member_id, ...(from && { from }) } : {},
	],
} as const satisfies {
	[N in ChangeName]: (data: FeedEventOf<N>['data']) => readonly [subject: string, Touches];
};

export type ChangeName =
	| 'member.enrolled'
	| 'member.coverage.changed'
	| 'member.changed'
	| 'provider.registered'
	| 'provider.changed'
	| 'provider.contract.published'
	| 'provider.contract.ended'
	| 'plan.published'
	| 'policy.endorsed'
	| 'authorization.decided';

export const CHANGE_NAMES = Object.keys(CHANGES) as ChangeName[];

/** An event as the reason for which claims are looked at again. */
export function causeOf<N extends ChangeName>(
	name: N,
	{ data, metadata, service }: FeedEventOf<N>,
	id: string,
): Cause {
	const describe = CHANGES[name] as unknown as (data: FeedEventOf<N>['data']) => readonly [string, Touches];
	const [subject, touches] = describe(data);
	const { correlation_id, user_id } = metadata;
	return {
		id,
		cause: name,
		subject,
		touches,
		is_forced: false,
		requested_by: user_id ?? service,
		correlation_id,
	};
}
