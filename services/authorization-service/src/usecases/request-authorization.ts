import { commit } from '@claims-askes/chassis/db/commit';
import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
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
	const { platform, authorizations } = deps;
	assertDates(request);
	const provider_id = askedFor(request, call.caller.only);
	const now = platform.now();
	const authorization: Authorization = {
		id: platform.newId(),
		number: numberOf(await authorizations.nextNumber(), yearAt(now, platform.config.PAYER_TIME_ZONE)),
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
	const { id } = authorization;
	return commit(platform, call, {
		data: viewOf(authorization),
		effects: [insertAuthorization(platform.sql, authorization)],
		events: [{ type: 'authorization.requested', key: id, data: { authorization_id: id } }],
		audit: [auditOf('authorization.requested', null, authorization)],
	});
}

/** For which provider: a member asks for themselves alone, a provider for its own care. */
function askedFor({ member_id, provider_id }: AuthorizationRequest, only: RowRule | null): string | null {
	if (only === null) return provider_id ?? null;
	if ('member_id' in only && only.member_id === member_id) return provider_id ?? null;
	if ('provider_id' in only && (provider_id ?? only.provider_id) === only.provider_id)
		return only.provider_id;
	throw new ProblemError(PROBLEMS.NOT_FOUND);
}

const numberOf = (next: number, year: string) => `AUT-${year}-${String(next).padStart(8, '0')}`;

const yearAt = (instant: Date, timeZone: string): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric' }).format(instant);
