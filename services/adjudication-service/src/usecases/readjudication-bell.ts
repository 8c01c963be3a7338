import { bellByPlatform } from '@claims-askes/chassis/events/bell';

/** Rung when a claim is to be decided again, so that the one who does it need not wait for the next look. */
export const readjudicationBell = bellByPlatform();
