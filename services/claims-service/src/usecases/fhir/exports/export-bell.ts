import { bellByPlatform } from '@claims-askes/chassis/events/bell';

/** Rung when an export is asked for. */
export const exportBell = bellByPlatform();
