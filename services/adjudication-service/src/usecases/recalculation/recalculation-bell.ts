import { Bell } from '@claims-askes/chassis/events/bell';
import type { Platform } from '@claims-askes/chassis/platform';

const bells = new WeakMap<Platform['metrics'], Bell>();

/** Rung when claims are asked to be decided again, so that the one who does it need not wait for the next look. */
export function recalculationBell({ metrics }: Platform): Bell {
	const bell = bells.get(metrics) ?? new Bell();
	bells.set(metrics, bell);
	return bell;
}
