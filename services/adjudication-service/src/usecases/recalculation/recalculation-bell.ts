import { bellByPlatform } from '@claims-askes/chassis/events/bell';

/** Rung when claims are asked to be decided again, so that the one who does it need not wait for the next look. */
export const recalculationBell = bellByPlatform();
