import { errorFields, type Logger } from './observability/logger';

export interface Cleaning {
	/** As it stands in the log behind "removed". */
	readonly what: string;
	/** Removes what has been kept long enough, and answers how much. */
	readonly remove: () => Promise<number>;
	readonly log: Logger;
}

const EVERY_MS = 60 * 60_000;

/** Cleans up once an hour; answers how to stop. What fails is tried again an hour later. */
export function startCleaning({ what, remove, log }: Cleaning): () => Promise<void> {
	const clean = async () => {
		try {
			log.info(`removed ${what}`, { count: await remove() });
		} catch (error) {
			log.warn(`removing ${what} has to wait`, errorFields(error));
		}
	};
	const timer = setInterval(() => void clean(), EVERY_MS);
	timer.unref();
	return async () => clearInterval(timer);
}
