import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { tellGroups } from '../usecases/tell-of-events';

/** A good part of a fund is used: its group is told. */
export const onFundAlerted = (platform: Platform, hasEmail: boolean) =>
	on('fund.alerted', { apply: (tx, events) => tellGroups(platform, tx, events, hasEmail) });
