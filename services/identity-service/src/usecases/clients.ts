import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer, type StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { type PageRequest, pageBefore, pageOf } from '@claims-askes/chassis/http/paging';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import { type Party, scopesNotGrantable } from '../domain/client';
import { IDENTITY_PROBLEMS } from '../domain/problems';
import {
	endSecrets,
	insertClient,
	insertSecret,
	type Registration,
	withdrawClient,
} from '../repositories/clients.repository';
import type { Deps } from './deps';
import { hashOf, makeSecret } from './secrets';

export interface NewClient {
	readonly name: string;
	readonly party: Party;
	readonly scopes: readonly string[];
}

const viewOf = ({ id, name, party, ...rest }: Registration) => ({ client_id: id, name, ...party, ...rest });

/** Registers a client. Its secret is answered once; a repeated request gets the client without it. */
export async function registerClient({ platform }: Deps, { name, party, scopes }: NewClient, call: Call) {
	assertUnrestricted(call);
	assertGrantable(scopes, call);
	if ('authority' in party && party.authority > call.caller.authority)
		throw new ProblemError(IDENTITY_PROBLEMS.AUTHORITY_NOT_GRANTABLE);
	const created_at = platform.now().toISOString();
	const client: Registration = { id: platform.newId(), name, party, scopes, created_at, withdrawn_at: null };
	const secret = makeSecret();
	const stored = await commit(platform, call, {
		data: { ...viewOf(client), client_secret: null },
		effects: [insertClient(platform.sql, client), insertSecret(platform.sql, client.id, hashOf(secret))],
		audit: [{ action: 'client.registered', entity: 'client', entityId: client.id, after: viewOf(client) }],
	});
	return shownOnce(stored, { ...viewOf(client), client_secret: secret });
}

export async function listClients({ clients }: Deps, { cursor, limit }: PageRequest, call: Call) {
	assertUnrestricted(call);
	const found = await clients.list(pageBefore({ cursor, limit }));
	return pageOf(found, limit, viewOf, ({ id }) => [id]);
}

export const getClient = async (deps: Deps, id: string, call: Call) =>
	viewOf(await readClient(deps, id, call));

/** From now on the client gets no token; those it holds end within minutes. */
export function withdraw(deps: Deps, id: string, call: Call) {
	const { platform } = deps;
	return writeOnce(platform, call, async () => {
		const before = await readClient(deps, id, call);
		if (before.withdrawn_at !== null) return viewOf(before);
		const now = platform.now();
		const after = { ...before, withdrawn_at: now.toISOString() };
		return commit(platform, call, {
			status: 200,
			data: viewOf(after),
			effects: [['withdrawn', withdrawClient(platform.sql, id, now)], endSecrets(platform.sql, id, now)],
			audit: [
				{
					action: 'client.withdrawn',
					entity: 'client',
					entityId: id,
					before: viewOf(before),
					after: viewOf(after),
				},
			],
			requires: { effect: 'withdrawn', rows: 1, otherwise: LOST_RACE },
		});
	});
}

/** Gives out a new secret; those before it are good for as long as they need to be replaced everywhere. */
export async function renewSecret(deps: Deps, id: string, overlapSeconds: number, call: Call) {
	const { platform } = deps;
	const client = await readClient(deps, id, call);
	if (client.withdrawn_at !== null) throw new ProblemError(PROBLEMS.NOT_FOUND);
	const until = new Date(platform.now().getTime() + overlapSeconds * 1000);
	const view = { client_id: id, previous_secrets_end_at: until.toISOString() };
	const secret = makeSecret();
	const stored = await commit(platform, call, {
		data: { ...view, client_secret: null },
		// Both see the table as it was before the statement, so the new secret is not ended with the old ones.
		effects: [endSecrets(platform.sql, id, until), insertSecret(platform.sql, id, hashOf(secret))],
		audit: [{ action: 'client.secret_renewed', entity: 'client', entityId: id, after: view }],
	});
	return shownOnce(stored, { ...view, client_secret: secret });
}

function assertGrantable(scopes: readonly string[], call: Call): void {
	const refused = scopesNotGrantable(scopes, call.caller.scopes);
	if (refused.length === 0) return;
	const details = refused.map((scope) => ({
		field: 'scopes',
		message: `cannot be given: ${scope}`,
		code: 'REFUSED',
	}));
	throw new ProblemError(IDENTITY_PROBLEMS.SCOPE_NOT_GRANTABLE, details);
}

/** A token that is limited to its own rows has no clients: they are the operator's. */
async function readClient({ clients }: Deps, id: string, call: Call): Promise<Registration> {
	assertUnrestricted(call);
	const found = await clients.find(id);
	if (!found) throw new ProblemError(PROBLEMS.NOT_FOUND);
	return found;
}

/** The stored answer must not hold the secret: a repeated request gets it without. */
const shownOnce = <T>(stored: StoredAnswer, withSecret: T): StoredAnswer | Answer<T> =>
	stored.replayed ? stored : new Answer(withSecret, { status: 201 });
