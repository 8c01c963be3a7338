import { commit } from '@claims-askes/chassis/db/commit';
import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer, type StoredAnswer } from '@claims-askes/chassis/http/envelope';
import { pageOf, parseCursor } from '@claims-askes/chassis/http/paging';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import { type Party, scopesNotGrantable } from '../domain/client';
import { PROBLEMS } from '../domain/problems';
import type { ClientsRepository, Registration } from '../repositories/clients.repository';
import { hashOf, makeSecret } from './secrets';

export interface NewClient {
	readonly name: string;
	readonly party: Party;
	readonly scopes: readonly string[];
}

const viewOf = ({ id, name, party, ...rest }: Registration) => ({ client_id: id, name, ...party, ...rest });

/** Registers, withdraws and renews the clients of integrators. */
export class ClientUseCases {
	constructor(
		private readonly platform: Platform,
		private readonly clients: ClientsRepository,
	) {}

	async register({ name, party, scopes }: NewClient, call: Call) {
		const refused = scopesNotGrantable(scopes, call.caller.scopes);
		if (refused.length > 0) {
			const details = refused.map((scope) => ({
				field: 'scopes',
				message: `cannot be given: ${scope}`,
				code: 'REFUSED',
			}));
			throw new ProblemError(PROBLEMS.SCOPE_NOT_GRANTABLE, details);
		}
		const { newId, now } = this.platform;
		const client: Registration = {
			id: newId(),
			name,
			party,
			scopes,
			created_at: now().toISOString(),
			withdrawn_at: null,
		};
		const secret = makeSecret();
		const answer = await commit(this.platform, call, {
			data: { ...viewOf(client), client_secret: null },
			effects: [['client', this.clients.add(client)], this.clients.addSecret(client.id, hashOf(secret))],
			audit: [{ action: 'client.registered', entity: 'client', entityId: client.id, after: viewOf(client) }],
		});
		return shownOnce(answer, { ...viewOf(client), client_secret: secret });
	}

	async list({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
		const [before] = parseCursor(cursor, 1) ?? [];
		const rows = await this.clients.list(before === undefined ? null : String(before), limit + 1);
		return pageOf(rows, limit, viewOf, ({ id }) => [id]);
	}

	async find(id: string) {
		return viewOf(await this.#registration(id));
	}

	/** From now on the client gets no token; those it holds end within minutes. */
	async withdraw(id: string, call: Call) {
		const client = await this.#registration(id);
		if (client.withdrawn_at !== null) return viewOf(client);
		const now = this.platform.now();
		const withdrawn = { ...client, withdrawn_at: now.toISOString() };
		return commit(this.platform, call, {
			status: 200,
			data: viewOf(withdrawn),
			effects: [this.clients.withdraw(id, now), this.clients.endSecrets(id, now)],
			audit: [
				{
					action: 'client.withdrawn',
					entity: 'client',
					entityId: id,
					before: viewOf(client),
					after: viewOf(withdrawn),
				},
			],
		});
	}

	/** Gives out a new secret; those before it are good for as long as they need to be replaced everywhere. */
	async renewSecret(id: string, overlapSeconds: number, call: Call) {
		const client = await this.#registration(id);
		if (client.withdrawn_at !== null) throw new ProblemError(PROBLEMS.CLIENT_NOT_FOUND);
		const previousEnd = new Date(this.platform.now().getTime() + overlapSeconds * 1000);
		const view = { client_id: id, previous_secrets_end_at: previousEnd.toISOString() };
		const secret = makeSecret();
		const answer = await commit(this.platform, call, {
			data: { ...view, client_secret: null },
			// Both see the table as it was before the statement, so the new secret is not ended with the old ones.
			effects: [this.clients.endSecrets(id, previousEnd), this.clients.addSecret(id, hashOf(secret))],
			audit: [{ action: 'client.secret_renewed', entity: 'client', entityId: id, after: view }],
		});
		return shownOnce(answer, { ...view, client_secret: secret });
	}

	async #registration(id: string): Promise<Registration> {
		const client = await this.clients.find(id);
		if (!client) throw new ProblemError(PROBLEMS.CLIENT_NOT_FOUND);
		return client;
	}
}

/** The stored answer must not hold the secret: a repeated request gets it without. */
function shownOnce<T>(answer: StoredAnswer, withSecret: T): StoredAnswer | Answer<T> {
	return answer.replayed ? answer : new Answer(withSecret, { status: 201 });
}
