import type { MonitorDesk } from './desk';
import { monitorReducer, UNWATCHED } from './monitor-state';
import { type MonitorView, monitorView } from './monitor-view';
import { type Question, questionsOf } from './questions';

const PATIENCE_MS = 5_000;

/** Looks once at everything, and twice at what flows: a rate takes two looks. */
export async function takeSnapshot(desk: MonitorDesk, betweenMs = 1_000): Promise<MonitorView> {
	const { installation, services } = desk;
	let state = monitorReducer(UNWATCHED, { type: 'opened', installation, services });
	const askAll = async (questions: readonly Question[]) => {
		for (const { action } of await Promise.all(
			questions.map((question) => question.ask({ patienceMs: PATIENCE_MS })),
		))
			state = monitorReducer(state, action);
	};
	const questions = questionsOf(desk);
	await askAll(questions);
	await Bun.sleep(betweenMs);
	await askAll(questions.filter(({ isFlow }) => isFlow));
	return monitorView(state, new Date());
}
