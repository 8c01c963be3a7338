import type { Platform } from '@claims-askes/chassis/platform';
import type { GroupsRepository } from '../repositories/groups.repository';
import type { PoliciesRepository } from '../repositories/policies.repository';

export interface Deps {
	readonly platform: Platform;
	readonly groups: GroupsRepository;
	readonly policies: PoliciesRepository;
}
