import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { tellGroups } from '../usecases/tell-of-events';

/** Claims wait for the money of a group: it is told. */
export const onFundShort = (platform: Platform, hasEmail: boolean) =>
	on('fund.short', { apply: (tx, events) => tellGroups(platform, tx, events, hasEmail) });
