import { HIGHEST_AUTHORITY } from '@claims-askes/contracts/authority';
import { SCOPE_NAMES, scopesOfService } from '@claims-askes/contracts/scopes';
import type { ServiceName } from '@claims-askes/contracts/services';
import { isUuid } from '@claims-askes/kernel/uuid';
import type { Client } from '../domain/client';
import type { ClientsRepository } from '../repositories/clients.repository';
import { hashOf } from './secrets';

/** The clients that the installation itself needs, with their secrets from its settings. */
export interface OwnClients {
	readonly services: Readonly<Partial<Record<ServiceName, string | readonly string[]>>>;
	readonly operator: { readonly id: string; readonly secrets: readonly string[] };
}

export interface ClientDirectory {
	find(id: string): Promise<Client | null>;
}

/** Finds whoever may ask for a token. The services' own clients need no database, so that the stack can come up. */
export function createClientDirectory(
	{ services, operator }: OwnClients,
	clients: ClientsRepository,
): ClientDirectory {
	const own = new Map<string, Client>([
		[
			operator.id,
			{
				id: operator.id,
				party: { role: 'staff', authority: HIGHEST_AUTHORITY },
				scopes: SCOPE_NAMES,
				secretHashes: operator.secrets.map(hashOf),
			},
		],
	]);
	for (const [name, secret] of Object.entries(services)) {
		own.set(name, {
			id: name,
			party: { role: 'service' },
			scopes: scopesOfService(name as ServiceName),
			secretHashes: [secret].flat().map(hashOf),
		});
	}
	return {
		async find(id) {
			return own.get(id) ?? (isUuid(id) ? clients.findActive(id) : null);
		},
	};
}
