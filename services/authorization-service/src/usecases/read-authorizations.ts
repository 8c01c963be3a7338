import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { etagOf } from '@claims-askes/chassis/http/etag';
import { type PageRequest, pageBefore, pageOf } from '@claims-askes/chassis/http/paging';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type {
	AuthorizationFilter,
	AuthorizationKeys,
	StoredAuthorization,
} from '../repositories/authorizations.repository';
import type { Deps } from './deps';
import { consumptionViewOf, factsOf, letterViewOf, viewOf } from './views';

/** The authorization as stored, or 404 for whoever may not see it. */
export async function readAuthorization(
	{ authorizations }: Deps,
	id: string,
	call: Call,
): Promise<StoredAuthorization> {
	const found = await authorizations.find(id, call.caller.only);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}

export async function getAuthorization(deps: Deps, id: string, call: Call) {
	const { authorization, version } = await readAuthorization(deps, id, call);
	return new Answer(viewOf(authorization), { headers: etagOf(version) });
}

export async function listAuthorizations(
	{ authorizations }: Deps,
	{ cursor, limit, ...filter }: AuthorizationFilter & PageRequest,
	call: Call,
) {
	const found = await authorizations.list(filter, pageBefore({ cursor, limit }), call.caller.only);
	return pageOf(found, limit, viewOf, ({ id }) => [id]);
}

export async function getAuthorizations({ authorizations }: Deps, keys: AuthorizationKeys, call: Call) {
	return (await authorizations.findBy(keys, call.caller.only)).map(factsOf);
}

export async function listLetters(deps: Deps, id: string, call: Call) {
	const { authorization, letters: latest } = await readAuthorization(deps, id, call);
	const letters = await deps.authorizations.lettersOf(authorization);
	return letters.map((letter) => letterViewOf(letter, authorization, latest));
}

export async function listConsumptions(deps: Deps, id: string, call: Call) {
	const { authorization } = await readAuthorization(deps, id, call);
	const consumptions = await deps.authorizations.consumptionsOf(authorization);
	return consumptions.map((consumption) => consumptionViewOf(consumption, authorization.currency));
}
