import type { Platform } from '@claims-askes/chassis/platform';
import type { PlansRepository } from '../repositories/plans.repository';

export interface Deps {
	readonly platform: Platform;
	readonly plans: PlansRepository;
}
