import type { MonitorDesk, Subject } from './desk';
import type { MonitorAction } from './monitor-state';
import { ask, type Patience, type Reading } from './reading';

/** Something that is asked again and again, and what to make of its answer. */
export interface Question {
	/** Asked in every how many rounds. */
	readonly every: number;
	/** Whether its answer may be dear, so that who asks it has to take care. */
	readonly isDear: boolean;
	/** Whether it shows what flows, so that one answer alone says little. */
	readonly isFlow: boolean;
	ask(patience: Patience): Promise<Answer>;
}

export interface Answer {
	readonly kind: Reading<unknown>['kind'];
	readonly action: MonitorAction;
}

/** What is looked at less often than the rest: what takes hours to change, or is counted row by row. */
const SUBJECTS = {
	claims: { every: 1, isDear: true, isFlow: true },
	review: { every: 5, isDear: true, isFlow: false },
	payments: { every: 5, isDear: true, isFlow: false },
	notifications: { every: 5, isDear: true, isFlow: false },
} as const satisfies Record<Subject, Omit<Question, 'ask'>>;

const OF_PROCESSES = { every: 1, isDear: false } as const;

/** All that a round may ask: of each service whether it is ready and its metrics, and four questions about the work. */
export function questionsOf(desk: MonitorDesk): Question[] {
	const ofServices = desk.services.flatMap((service): Question[] => [
		{
			...OF_PROCESSES,
			isFlow: false,
			async ask(patience) {
				const reading = await ask((signal) => desk.checks(service, signal), patience);
				return { kind: reading.kind, action: { type: 'checked', service, reading } };
			},
		},
		{
			...OF_PROCESSES,
			isFlow: true,
			async ask(patience) {
				const reading = await ask((signal) => desk.metrics(service, signal), patience);
				return { kind: reading.kind, action: { type: 'scraped', service, reading, at: Date.now() } };
			},
		},
	]);
	const ofWork = (Object.keys(SUBJECTS) as Subject[]).map(
		(subject): Question => ({
			...SUBJECTS[subject],
			async ask(patience) {
				const reading = await ask<unknown>((signal) => desk.subjects[subject](signal), patience);
				return {
					kind: reading.kind,
					action: { type: 'read', subject, reading, at: Date.now() } as MonitorAction,
				};
			},
		}),
	);
	return [...ofServices, ...ofWork];
}
