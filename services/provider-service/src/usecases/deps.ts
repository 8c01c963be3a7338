import type { Platform } from '@claims-askes/chassis/platform';
import type { ContractsRepository } from '../repositories/contracts.repository';
import type { NetworksRepository } from '../repositories/networks.repository';
import type { ProvidersRepository } from '../repositories/providers.repository';

export interface Deps {
	readonly platform: Platform;
	readonly providers: ProvidersRepository;
	readonly contracts: ContractsRepository;
	readonly networks: NetworksRepository;
}
