import type { Coverage } from '@claims-askes/contracts/coverage-facts';
import { type CalendarDate, isWithin } from '@claims-askes/kernel/calendar-date';

/**
 * The coverages that may pay for a service: those in force on its date. Where there is none, the latest one, so that the
 * rules can say whether the service came before, after or between.
 */
export function coveragesFor(coverages: readonly Coverage[], date: CalendarDate): readonly Coverage[] {
	const inForce = coverages.filter((coverage) => isWithin(coverage, date));
	if (inForce.length > 0) return inForce.sort(byStart);
	const latest = [...coverages].sort(byEnd).at(-1);
	return latest ? [latest] : [];
}

const byStart = (a: Coverage, b: Coverage): number => compare(a.from, b.from) || compare(a.id, b.id);
const byEnd = (a: Coverage, b: Coverage): number => compare(a.to ?? '9999', b.to ?? '9999') || byStart(a, b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
