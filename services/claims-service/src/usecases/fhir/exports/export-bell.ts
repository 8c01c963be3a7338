import { Bell } from '@claims-askes/chassis/events/bell';
import type { Platform } from '@claims-askes/chassis/platform';

const bells = new WeakMap<Platform['metrics'], Bell>();

/** Rung when an export is asked for. */
export function exportBell({ metrics }: Platform): Bell {
	const bell = bells.get(metrics) ?? new Bell();
	bells.set(metrics, bell);
	return bell;
}
