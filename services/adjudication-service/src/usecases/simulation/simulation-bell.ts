import { bellByPlatform } from '@claims-askes/chassis/events/bell';

/** Rung when a simulation is asked for. */
export const simulationBell = bellByPlatform();
