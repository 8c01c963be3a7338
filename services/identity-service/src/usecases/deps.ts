import type { Platform } from '@claims-askes/chassis/platform';
import type { Keys, SigningKey } from '../domain/keys';
import type { ClientsRepository } from '../repositories/clients.repository';

/** Where the keys lie. */
export interface KeyStore {
	current(): Promise<Keys>;
	replace(keys: Keys): Promise<void>;
	generate(): Promise<{ readonly key: SigningKey; readonly cookieSecret: string }>;
}

export interface Deps {
	readonly platform: Platform;
	readonly clients: ClientsRepository;
	readonly keys: KeyStore;
}
