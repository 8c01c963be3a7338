import { on, type Subscription } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { hearChanges } from '../usecases/recalculation/hear-changes';
import { CHANGE_NAMES } from '../usecases/recalculation/touched-by';

/** Hears what changes about members, providers, plans, policies and letters: it may touch claims that are decided. */
export const onChanges = (platform: Platform): Subscription[] =>
	CHANGE_NAMES.map((name) => on(name, { apply: hearChanges(platform, name) }));
