import type { Cleaning } from '@claims-askes/chassis/cleaning';
import type { Platform } from '@claims-askes/chassis/platform';
import { forgetPredeterminations } from '../../repositories/predeterminations.repository';

/** Answers to care that was asked about are kept for so many days. */
export const forgettingPredeterminations = ({ sql, log }: Platform, days: number): Cleaning => ({
	what: 'old predeterminations',
	remove: () => forgetPredeterminations(sql, days),
	log,
});
