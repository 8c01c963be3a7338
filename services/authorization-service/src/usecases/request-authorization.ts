import { commit } from '@claims-askes/chassis/db/commit';
import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
import { dayIn } from '@claims-askes/chassis/payer-calendar';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { type Authorization, assertDates } from '../domain/authorization';
import { insertAuthorization } from '../repositories/authorizations.repository';
import { auditOf } from './audit';
import type { Deps } from './deps';
import { amountIn, viewOf } from './views';

export interface AuthorizationRequest
	extends Pick<Authorization, 'member_id' | 'from' | 'to' | 'benefits' | 'currency' | 'codes'> {
	readonly provider_id?: string | undefined;
	readonly amount?: string | undefined;
}

/** Stores what is asked for; somebody else decides. */
export async function requestAuthorization(deps: Deps, request: AuthorizationRequest, call: Call) {
	const { platform } = deps;
	const authorization = await newAuthorization(deps, request, call);
	const { id } = authorization;
	return commit(platform, call, {
		data: viewOf(authorization),
		effects: [insertAuthorization(platform.sql, authorization)],
		events: [{ type: 'authorization.requested', key: id, data: { authorization_id: id } }],
		audit: [auditOf('authorization.requested', null, authorization)],
	});
}

/** What is asked for, under the next number; nothing is stored yet. */
export async function newAuthorization(
	{ platform, authorizations }: Deps,
	request: AuthorizationRequest,
	call: Call,
): Promise<Authorization> {
	assertDates(request);
	const provider_id = providerOf(request, call.caller.only);
	const now = platform.now();
	return {
		id: platform.newId(),
		number: numberOf(await authorizations.nextNumber(), yearOf(dayIn(platform.config.PAYER_TIME_ZONE, now))),
		member_id: request.member_id,
		provider_id,
		status: 'requested',
		from: request.from,
		to: request.to,
		benefits: request.benefits,
		codes: request.codes,
		currency: request.currency,
		amount: request.amount === undefined ? null : amountIn(request.amount, request.currency),
		reason: null,
		requested_at: now.toISOString(),
		decided_at: null,
	};
}

/** A member asks for themselves alone, a provider for its own care. */
export function mayAskFor(
	{ member_id, provider_id }: Pick<AuthorizationRequest, 'member_id' | 'provider_id'>,
	only: RowRule | null,
): boolean {
	if (only === null) return true;
	if ('member_id' in only) return only.member_id === member_id;
	return 'provider_id' in only && (provider_id ?? only.provider_id) === only.provider_id;
}

function providerOf(request: AuthorizationRequest, only: RowRule | null): string | null {
	if (!mayAskFor(request, only)) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return request.provider_id ?? (only && 'provider_id' in only ? only.provider_id : null);
}

const numberOf = (next: number, year: string) => `AUT-${year}-${String(next).padStart(8, '0')}`;

const yearOf = (day: CalendarDate): string => day.slice(0, 4);
