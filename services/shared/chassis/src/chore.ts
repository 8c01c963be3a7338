import type { Bell } from './events/bell';
import { errorFields, type Logger } from './observability/logger';

export interface Chore {
	/** Does some of what waits; answers whether there may be more. */
	readonly work: () => Promise<boolean>;
	/** Rung when something new waits. */
	readonly bell: Bell;
	readonly pollMs: number;
	readonly log: Logger;
}

/** Works until told to stop: as long as there is something, when it is rung for, and at every look. */
export function startChore({ work, bell, pollMs, log }: Chore): () => Promise<void> {
	let isStopping = false;

	async function run(): Promise<void> {
		while (!isStopping) {
			bell.answer();
			const hasMore = await work().catch((error) => {
				log.warn('work in the background has to wait', errorFields(error));
				return false;
			});
			if (!hasMore && !isStopping) await bell.wait(pollMs);
		}
	}

	const running = run();
	return async () => {
		isStopping = true;
		bell.ring();
		await running;
	};
}
