import type { Platform } from '@claims-askes/chassis/platform';
import type { MembersRepository } from '../repositories/members.repository';

export interface Deps {
	readonly platform: Platform;
	readonly members: MembersRepository;
	/** Counts persons enrolled, for the operators' dashboards. */
	readonly enrolled: { inc(count: number): void };
}
